package io.pondcrm.segmentation.plan;

import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the customers of each tier spent lately: what is lost if they go. */
@Component
class TierValues {

    static final Duration WINDOW = Duration.ofDays(365);

    private static final int BATCH = 500;

    private final Facts facts;
    private final HeldTiers tiers;

    TierValues(Facts facts, HeldTiers tiers) {
        this.facts = facts;
        this.tiers = tiers;
    }

    /** Sales less refunds of the last 365 days by tier; looks at every customer. */
    Map<String, BigDecimal> netSpend(String scheme, String currency, Instant at) {
        var sums = new HashMap<String, BigDecimal>();
        for (var page : facts.pagesAfter(null, BATCH)) {
            for (var known : page) {
                tiers.find(scheme, known, at)
                        .ifPresent(held ->
                                sums.merge(
                                        held.tier(),
                                        known.purchasesAt(at, currency, WINDOW).stream()
                                                .map(it -> it.signedAmount())
                                                .reduce(BigDecimal.ZERO, BigDecimal::add),
                                        BigDecimal::add));
            }
        }
        return sums;
    }
}
