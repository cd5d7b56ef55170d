package io.pondcrm.segmentation.benefit;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.segmentation.benefit.domain.Holding;
import io.pondcrm.segmentation.benefit.domain.Told;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What others were told last of what a customer is entitled to, written as one with the words that
 * told it: so nothing is told twice, and nothing is forgotten.
 *
 * @param id the customer's
 * @param at the moment that it was reckoned for
 * @param dueAt when the decision of a person ends by which the customer has some of it; absent for
 *     none
 */
@Document("entitlements")
@TypeAlias("entitlements")
@CompoundIndex(name = "due", def = "{'dueAt': 1}", sparse = true)
record EntitlementDocument(
        @Id String id,
        long version,
        List<HoldingPart> holdings,
        Instant at,
        @Nullable Instant dueAt)
        implements Outboxed {

    record HoldingPart(
            String benefit,
            String kind,
            String grant,
            String scheme,
            String tier,
            String parameters,
            @Nullable Instant until) {

        static List<HoldingPart> of(List<Holding> holdings) {
            return holdings.stream()
                    .map(it ->
                            new HoldingPart(
                                    it.benefit(),
                                    it.kind(),
                                    it.grant(),
                                    it.scheme(),
                                    it.tier(),
                                    it.parameters(),
                                    it.until()))
                    .toList();
        }

        Holding toDomain() {
            return new Holding(benefit, kind, grant, scheme, tier, parameters, until);
        }
    }

    Told toDomain() {
        return new Told(holdings.stream().map(HoldingPart::toDomain).toList(), at);
    }
}
