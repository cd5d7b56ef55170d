package io.pondcrm.segmentation.rfm.domain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds the scales of a run from its ranges, the same whatever the ranges are: counts of values are
 * merged, and then the customers at the ends of scores are looked up. Only counts of all ranges are
 * in memory at once; a range is when it is its turn.
 */
final class RfmMerge {

    private final Iterable<RfmRange> ranges;
    private final int bins;

    /**
     * @param ranges in the order of their ids; gone through twice
     */
    RfmMerge(Iterable<RfmRange> ranges, int bins) {
        this.ranges = ranges;
        this.bins = bins;
    }

    /** The scale of each dimension, and how many customers lie on it. */
    record Scales(int customers, Scale recency, Scale frequency, Scale monetary) {}

    private enum Dimension {
        DAY,
        COUNT,
        AMOUNT;

        long at(RfmRange range, int row) {
            return switch (this) {
                case DAY -> range.dayAt(row);
                case COUNT -> range.countAt(row);
                case AMOUNT -> range.amountAt(row);
            };
        }

        ValueCounts countsOf(RfmRange range) {
            var values = new long[range.rows()];
            for (var row = 0; row < values.length; row++) {
                values[row] = at(range, row);
            }
            return ValueCounts.of(values);
        }
    }

    /** A customer to be found: one of those with a value, so many after the first by id. */
    private static final class Sought {

        private final Dimension dimension;
        private final int rank;
        private final long value;
        private int before;
        private String customer = "";

        Sought(Dimension dimension, int rank, ValueCounts counts) {
            this.dimension = dimension;
            this.rank = rank;
            this.value = counts.atRank(rank);
            this.before = counts.tiesBefore(rank);
        }

        void lookIn(RfmRange range) {
            for (var row = 0; row < range.rows() && customer.isEmpty(); row++) {
                if (dimension.at(range, row) == value && before-- == 0) {
                    customer = range.customerAt(row);
                }
            }
        }
    }

    Scales scales() {
        var parts = new EnumMap<Dimension, List<ValueCounts>>(Dimension.class);
        for (var range : ranges) {
            for (var dimension : Dimension.values()) {
                parts.computeIfAbsent(dimension, _ -> new ArrayList<>())
                        .add(dimension.countsOf(range));
            }
        }
        var counts = new EnumMap<Dimension, ValueCounts>(Dimension.class);
        var sought = new ArrayList<Sought>();
        for (var dimension : Dimension.values()) {
            var sum = ValueCounts.sum(parts.getOrDefault(dimension, List.of()));
            counts.put(dimension, sum);
            for (var rank : Scale.lastRanks(sum.customers(), bins)) {
                sought.add(new Sought(dimension, rank, sum));
            }
        }
        for (var range : ranges) {
            sought.forEach(it -> it.lookIn(range));
        }
        return new Scales(
                of(Dimension.DAY, counts).customers(),
                scale(Dimension.DAY, counts, sought),
                scale(Dimension.COUNT, counts, sought),
                scale(Dimension.AMOUNT, counts, sought));
    }

    private Scale scale(
            Dimension dimension, Map<Dimension, ValueCounts> counts, List<Sought> sought) {
        var of = of(dimension, counts);
        var found = new HashMap<Integer, String>();
        sought.stream()
                .filter(it -> it.dimension == dimension)
                .forEach(it -> found.put(it.rank, it.customer));
        return Scale.of(
                of.customers(), bins, of::atRank, rank -> found.getOrDefault(rank, ""), of::mean);
    }

    private static ValueCounts of(Dimension dimension, Map<Dimension, ValueCounts> counts) {
        return Objects.requireNonNull(counts.get(dimension));
    }
}
