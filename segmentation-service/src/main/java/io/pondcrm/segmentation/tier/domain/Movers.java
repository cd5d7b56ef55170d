package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What would become of customers if one version of a scheme took another's place at a moment:
 * counted customer by customer, without a trace in where they stand.
 *
 * @param counts how many have the one tier now and would have the other
 * @param customers all who were looked at, also those who have no tier before and after
 * @param fallen how many would have a lower tier than now, or none
 * @param sample some of the fallen
 * @param revenueAtRisk the net spend of the fallen in the {@link #RISK_WINDOW} before the moment
 */
public record Movers(
        Map<Move, Long> counts,
        long customers,
        long fallen,
        List<String> sample,
        BigDecimal revenueAtRisk) {

    /** How far back the spend of the fallen is summed. */
    public static final Duration RISK_WINDOW = Duration.ofDays(365);

    private static final int SAMPLE = 20;

    /** Nobody was looked at yet. */
    public static final Movers NONE = new Movers(Map.of(), 0, 0, List.of(), BigDecimal.ZERO);

    /**
     * @param from the tier now; empty for none
     * @param to the tier to come; empty for none
     */
    public record Move(String from, String to) implements Comparable<Move> {

        @Override
        public int compareTo(Move other) {
            var byFrom = from.compareTo(other.from);
            return byFrom == 0 ? to.compareTo(other.to) : byFrom;
        }
    }

    public Movers {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
        sample = List.copyOf(sample);
    }

    /**
     * Looks at more customers.
     *
     * @param current the version in force; null where there is none
     */
    public Movers and(
            List<CustomerFacts> more, @Nullable TierRules current, TierRules draft, Instant asOf) {
        var sums = new TreeMap<>(counts);
        var falling = fallen;
        var some = new ArrayList<>(sample);
        var revenue = revenueAtRisk;
        for (var facts : more) {
            var from = current == null ? Optional.<String>empty() : current.findTier(facts, asOf);
            var to = draft.findTier(facts, asOf);
            if (from.isEmpty() && to.isEmpty()) {
                continue;
            }
            sums.merge(new Move(from.orElse(""), to.orElse("")), 1L, Long::sum);
            if (current != null && from.isPresent() && falls(from.get(), to, current, draft)) {
                falling++;
                if (some.size() < SAMPLE) {
                    some.add(facts.customer().value());
                }
                for (var purchase : facts.purchasesAt(asOf, draft.currency(), RISK_WINDOW)) {
                    revenue = revenue.add(purchase.signedAmount());
                }
            }
        }
        return new Movers(sums, customers + more.size(), falling, some, revenue);
    }

    /** A tier that the draft does not have is as high as its place in the version in force. */
    private static boolean falls(
            String from, Optional<String> to, TierRules current, TierRules draft) {
        if (to.isEmpty()) {
            return true;
        }
        var rank = draft.rankOf(from);
        return draft.rankOf(to.get()) < (rank < 0 ? current.rankOf(from) : rank);
    }

    /** How many would have each tier, by its code. */
    public Map<String, Long> after() {
        var after = new TreeMap<String, Long>();
        counts.forEach((move, count) -> {
            if (!move.to().isEmpty()) {
                after.merge(move.to(), count, Long::sum);
            }
        });
        return after;
    }
}
