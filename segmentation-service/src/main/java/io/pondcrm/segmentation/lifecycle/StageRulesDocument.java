package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.StageRules;
import io.pondcrm.segmentation.score.domain.Name;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a version of a scheme lies in MongoDB. Durations are ISO 8601.
 *
 * @param loyalPurchases null for four stages, as the next
 * @param newFor null for five stages
 */
record StageRulesDocument(
        int version,
        String nameEn,
        String nameZh,
        @Nullable Integer loyalPurchases,
        @Nullable String loyalWindow,
        @Nullable String newFor,
        String lostAfter) {

    static StageRulesDocument of(LifecycleScheme scheme) {
        var name = scheme.name();
        return switch (scheme.rules()) {
            case StageRules.Five(var purchases, var window, var lostAfter) ->
                    new StageRulesDocument(
                            scheme.version(),
                            name.en(),
                            name.zh(),
                            purchases,
                            window.toString(),
                            null,
                            lostAfter.toString());
            case StageRules.Four(var newFor, var lostAfter) ->
                    new StageRulesDocument(
                            scheme.version(),
                            name.en(),
                            name.zh(),
                            null,
                            null,
                            newFor.toString(),
                            lostAfter.toString());
        };
    }

    LifecycleScheme toDomain(String id) {
        return new LifecycleScheme(id, version, new Name(nameEn, nameZh), rules());
    }

    private StageRules rules() {
        var lost = Duration.parse(lostAfter);
        if (loyalPurchases != null && loyalWindow != null) {
            return new StageRules.Five(loyalPurchases, Duration.parse(loyalWindow), lost);
        }
        if (newFor != null) {
            return new StageRules.Four(Duration.parse(newFor), lost);
        }
        throw new IllegalStateException("Rules of neither four nor five stages");
    }
}
