package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.TreeMap;

/**
 * How many customers have how many points, counted customer by customer; exact. Takes room for each
 * different number of points, not for each customer.
 */
public final class PointCounts {

    private final Scorecard rules;
    private final Instant asOf;
    private final TreeMap<BigDecimal, Long> counts = new TreeMap<>();
    private long customers;

    /** Of nobody yet. */
    public PointCounts(Scorecard rules, Instant asOf) {
        this.rules = rules;
        this.asOf = asOf;
    }

    /** Who has no points by these rules is not counted. */
    public void add(Collection<CustomerFacts> more) {
        for (var facts : more) {
            rules.findPoints(facts, asOf).ifPresent(this::add);
        }
    }

    private void add(BigDecimal points) {
        counts.merge(points, 1L, Long::sum);
        customers++;
    }

    /**
     * Where tiers begin so that their quotas hold, but for ties; in force from the counted moment
     * on.
     *
     * @param id of the draw
     */
    public CutTable toTable(String id) {
        var cuts = new ArrayList<CutTable.Cut>();
        for (var level : rules.levels()) {
            if (level.earnedBy() instanceof Quota quota) {
                cuts.add(cut(level.code(), quota.places(customers)));
            }
        }
        return new CutTable(id, 1, asOf, asOf, customers, cuts);
    }

    private CutTable.Cut cut(String tier, long places) {
        BigDecimal last = null;
        var reached = 0L;
        for (var step : counts.descendingMap().entrySet()) {
            var full = reached >= places;
            var tooMany = reached + step.getValue() > places;
            if (full || tooMany && rules.cutPoints().ties() == Quota.Ties.ALL_OUT) {
                break;
            }
            last = step.getKey();
            reached += step.getValue();
        }
        return new CutTable.Cut(tier, last, places, reached);
    }
}
