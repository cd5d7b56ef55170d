package io.pondcrm.segmentation.standing.domain;

import io.pondcrm.segmentation.abc.domain.AbcPlacement;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.rfm.domain.RfmPlacement;
import io.pondcrm.segmentation.tier.domain.TierCourse;
import io.pondcrm.segmentation.tier.domain.TierStanding;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is concluded of one customer at one moment, each conclusion drawn when it is first asked
 * for: most predicates ask for none, and a walk over everybody can't draw them all in time.
 */
final class Scores {

    private final CustomerFacts facts;
    private final @Nullable AbcPlacement abc;
    private final Definitions definitions;
    private final Instant at;

    private @Nullable Optional<TierStanding> tier;
    private @Nullable Optional<RfmPlacement> rfm;

    Scores(CustomerFacts facts, @Nullable AbcPlacement abc, Definitions definitions, Instant at) {
        this.facts = facts;
        this.abc = abc;
        this.definitions = definitions;
        this.at = at;
    }

    /** What a field of {@code SegmentFields} holds; null where nothing is concluded. */
    @Nullable Object find(String field) {
        return switch (field) {
            case "tier" -> tier().map(TierStanding::tier).orElse(null);
            case "tierStatus" -> tier().map(it -> it.status().name()).orElse(null);
            case "lifecycleStage" ->
                    definitions
                            .lifecycle()
                            .follow(facts, at)
                            .map(course -> course.current().stage().name())
                            .orElse(null);
            case "rfmSegment" -> rfm().map(it -> it.segment().name()).orElse(null);
            case "rfmCell" -> rfm().map(it -> it.scores().cell()).orElse(null);
            case "rfmRecency" -> rfm().map(it -> it.scores().recency()).orElse(null);
            case "rfmFrequency" -> rfm().map(it -> it.scores().frequency()).orElse(null);
            case "rfmMonetary" -> rfm().map(it -> it.scores().monetary()).orElse(null);
            case "abcClass" -> abc == null ? null : abc.abcClass().name();
            default -> null;
        };
    }

    private Optional<TierStanding> tier() {
        var known = tier;
        if (known == null) {
            known = definitions.tiers().follow(facts, at).map(TierCourse::standing);
            tier = known;
        }
        return known;
    }

    private Optional<RfmPlacement> rfm() {
        var known = rfm;
        if (known == null) {
            known =
                    definitions.runs().stream()
                            .filter(run -> run.model().id().equals(definitions.mainModel()))
                            .findFirst()
                            .flatMap(run -> run.place(facts, at));
            rfm = known;
        }
        return known;
    }
}
