package io.pondcrm.segmentation.insight.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/** What the members of a segment buy, beside all customers. Not for several threads. */
public final class SegmentNeeds {

    private static final String CATEGORY = "category";

    private final TraitCounts counts = new TraitCounts();
    private final Map<String, Long> purchases = new HashMap<>();
    private final Instant from;
    private final Instant asOf;

    /**
     * @param window how far back sales count
     */
    public SegmentNeeds(Instant asOf, Duration window) {
        this.asOf = asOf;
        this.from = asOf.minus(window);
    }

    /** Looks at one customer. */
    public void add(CustomerFacts customer, boolean isMember) {
        counts.customer(isMember);
        var bought = new HashSet<String>();
        for (var purchase : customer.purchases()) {
            if (counts(purchase)) {
                bought.addAll(purchase.categories());
                if (isMember) {
                    purchase.categories().forEach(it -> purchases.merge(it, 1L, Long::sum));
                }
            }
        }
        counts.has(CATEGORY, bought, isMember);
    }

    private boolean counts(Purchase purchase) {
        return purchase.isSale()
                && purchase.occurredAt().isAfter(from)
                && !purchase.occurredAt().isAfter(asOf);
    }

    /** Who bought what. */
    public TraitCounts counts() {
        return counts;
    }

    /** How many sales to members had a category. */
    public long purchases(String category) {
        return purchases.getOrDefault(category, 0L);
    }
}
