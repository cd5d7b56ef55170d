package io.pondcrm.segmentation.rfm.domain;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How many customers are in which named segment by one run, and in which by another: each customer
 * who is in one by either of them once.
 */
public record RfmMoves(SortedMap<Move, Long> counts) {

    /**
     * From one segment to another or the same.
     *
     * @param from null for who had no score
     * @param to null for who would have none
     */
    public record Move(@Nullable RfmSegment from, @Nullable RfmSegment to)
            implements Comparable<Move> {

        private static final Comparator<Move> ORDER =
                Comparator.comparingInt((Move move) -> order(move.from))
                        .thenComparingInt(move -> order(move.to));

        @Override
        public int compareTo(Move other) {
            return ORDER.compare(this, other);
        }

        private static int order(@Nullable RfmSegment segment) {
            return segment == null ? -1 : segment.ordinal();
        }
    }

    public RfmMoves {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /**
     * @param before each scored customer's segment by the run in effect, by customer
     * @param after likewise by the run to be tried
     */
    public static RfmMoves between(Map<String, RfmSegment> before, Map<String, RfmSegment> after) {
        var counts = new TreeMap<Move, Long>();
        var customers = new TreeSet<>(before.keySet());
        customers.addAll(after.keySet());
        for (var customer : customers) {
            counts.merge(new Move(before.get(customer), after.get(customer)), 1L, Long::sum);
        }
        return new RfmMoves(counts);
    }

    /** Customers who would be in another segment, or in one for the first time, or in none. */
    public long moved() {
        return counts.entrySet().stream()
                .filter(it -> it.getKey().from != it.getKey().to)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
