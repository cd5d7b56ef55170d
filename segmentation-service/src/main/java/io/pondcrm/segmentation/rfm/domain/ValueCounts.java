package io.pondcrm.segmentation.rfm.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many customers have each value of a dimension. Counts of two ranges merge into those of both,
 * exactly, in any order; ranks are read from them without the customers being there.
 */
final class ValueCounts {

    /** Ascending, each once. */
    private final long[] values;

    /** How many have that value or less. */
    private final int[] upTo;

    private ValueCounts(long[] values, int[] upTo) {
        this.values = values;
        this.upTo = upTo;
    }

    /**
     * @param all a value for each customer, in any order
     */
    static ValueCounts of(long[] all) {
        var sorted = all.clone();
        Arrays.sort(sorted);
        var distinct = 0;
        var upTo = new int[sorted.length];
        for (var at = 0; at < sorted.length; at++) {
            if (at == 0 || sorted[at] != sorted[at - 1]) {
                sorted[distinct++] = sorted[at];
            }
            upTo[distinct - 1] = at + 1;
        }
        return new ValueCounts(Arrays.copyOf(sorted, distinct), Arrays.copyOf(upTo, distinct));
    }

    /** Merges in rounds of pairs, so that none is gone through more than log n times. */
    static ValueCounts sum(List<ValueCounts> parts) {
        var left = new ArrayList<>(parts);
        while (left.size() > 1) {
            var merged = new ArrayList<ValueCounts>();
            for (var at = 0; at < left.size(); at += 2) {
                merged.add(
                        at + 1 < left.size() ? left.get(at).plus(left.get(at + 1)) : left.get(at));
            }
            left = merged;
        }
        return left.isEmpty() ? of(new long[0]) : left.getFirst();
    }

    ValueCounts plus(ValueCounts other) {
        var merged = new long[values.length + other.values.length];
        var counts = new int[merged.length];
        var rows = 0;
        var one = 0;
        var two = 0;
        var customers = 0;
        while (one < values.length || two < other.values.length) {
            var takeOne =
                    two == other.values.length
                            || one < values.length && values[one] <= other.values[two];
            var takeTwo =
                    one == values.length
                            || two < other.values.length && other.values[two] <= values[one];
            merged[rows] = takeOne ? values[one] : other.values[two];
            if (takeOne) {
                customers += countAt(one++);
            }
            if (takeTwo) {
                customers += other.countAt(two++);
            }
            counts[rows++] = customers;
        }
        return new ValueCounts(Arrays.copyOf(merged, rows), Arrays.copyOf(counts, rows));
    }

    private int countAt(int index) {
        return upTo[index] - (index == 0 ? 0 : upTo[index - 1]);
    }

    /** How many customers there are. */
    int customers() {
        return upTo.length == 0 ? 0 : upTo[upTo.length - 1];
    }

    /** The value at a rank, counted from 0. */
    long atRank(int rank) {
        return values[indexOfRank(rank)];
    }

    /** How many before this rank have the same value. */
    int tiesBefore(int rank) {
        var index = indexOfRank(rank);
        return rank - (index == 0 ? 0 : upTo[index - 1]);
    }

    private int indexOfRank(int rank) {
        var found = Arrays.binarySearch(upTo, rank + 1);
        return found >= 0 ? found : -found - 1;
    }

    /** Rounded down. Quotients and remainders apart: the sum may be larger than any long. */
    long mean() {
        var rows = customers();
        var quotients = 0L;
        var remainders = 0L;
        for (var index = 0; index < values.length; index++) {
            quotients += Math.floorDiv(values[index], rows) * countAt(index);
            remainders += (long) Math.floorMod(values[index], rows) * countAt(index);
        }
        return quotients + remainders / rows;
    }
}
