package io.pondcrm.segmentation.tier;

import io.pondcrm.segmentation.tier.domain.CutTable;
import io.pondcrm.segmentation.tier.domain.Movers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A draft as it was when somebody tried it out, and what came of it.
 *
 * @param rules the draft as JSON, as a caller would send it
 * @param against the version in force then; null if there was none
 * @param finished whether all customers were looked at
 * @param moves empty until then
 * @param cutPoints what the draft's quotas came to; null without quotas, and until they are drawn
 * @param costs of each tier before or after, lowest of the draft first; null until then
 */
@Document("tierSimulations")
@TypeAlias("tierSimulation")
record TierSimulationDocument(
        @Id String id,
        String scheme,
        int version,
        String rules,
        @Nullable Integer against,
        Instant asOf,
        String currency,
        boolean finished,
        long customers,
        List<MovePart> moves,
        long fallen,
        List<String> sample,
        String revenueAtRisk,
        @Nullable List<CostPart> costs,
        TierSchemeDocument.@Nullable CutTablePart cutPoints) {

    /**
     * @param from empty for no tier
     * @param to empty for no tier
     */
    record MovePart(String from, String to, long customers) {}

    /**
     * @param perCustomer a decimal number, a year
     */
    record CostPart(String tier, String perCustomer, int unpriced) {}

    Map<Movers.Move, Long> counts() {
        var counts = new HashMap<Movers.Move, Long>();
        moves.forEach(it -> counts.put(new Movers.Move(it.from(), it.to()), it.customers()));
        return counts;
    }

    TierSimulationDocument with(CutTable drawn) {
        return new TierSimulationDocument(
                id,
                scheme,
                version,
                rules,
                against,
                asOf,
                currency,
                finished,
                customers,
                moves,
                fallen,
                sample,
                revenueAtRisk,
                costs,
                TierSchemeDocument.CutTablePart.of(drawn));
    }
}
