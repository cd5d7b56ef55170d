package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * One dimension as a run found it: where each score ends, the values at each hundredth of the
 * ranks, and the middle.
 *
 * @param lastOfScore the last customer of score 1, of score 2, and so on to the last but one
 * @param percentiles 101 values from the smallest to the largest; empty if nobody was scored
 * @param mean rounded down: as values are whole, one lies above the mean exactly if it lies above
 *     this; 0 if nobody was scored
 * @param median rounded down, of an even number of values the mean of the two in the middle
 */
public record Scale(List<Cut> lastOfScore, List<Long> percentiles, long mean, long median) {

    /**
     * A customer at the end of a score. With the id beside the value, customers of equal value keep
     * the score that the run gave them.
     */
    public record Cut(long value, String customer) {}

    public Scale {
        lastOfScore = List.copyOf(lastOfScore);
        percentiles = List.copyOf(percentiles);
    }

    static Scale of(int rows, int bins, IntToLongFunction value, IntFunction<String> customer) {
        return of(rows, bins, value, customer, () -> mean(rows, value));
    }

    static Scale of(
            int rows,
            int bins,
            IntToLongFunction value,
            IntFunction<String> customer,
            LongSupplier mean) {
        if (rows == 0) {
            return new Scale(List.of(), List.of(), 0, 0);
        }
        var cuts = new ArrayList<Cut>();
        for (var last : lastRanks(rows, bins)) {
            cuts.add(new Cut(value.applyAsLong(last), customer.apply(last)));
        }
        var percentiles = new ArrayList<Long>();
        for (var percent = 0; percent <= 100; percent++) {
            percentiles.add(value.applyAsLong((int) ((long) percent * (rows - 1) / 100)));
        }
        var below = value.applyAsLong((rows - 1) / 2);
        var above = value.applyAsLong(rows / 2);
        return new Scale(cuts, percentiles, mean.getAsLong(), below + (above - below) / 2);
    }

    /** The ranks, counted from 0, at which each score but the best ends; none without customers. */
    static int[] lastRanks(int rows, int bins) {
        return rows == 0
                ? new int[0]
                : IntStream.range(1, bins)
                        .map(score -> (int) (((long) score * rows + bins - 1) / bins) - 1)
                        .toArray();
    }

    /** Quotients and remainders apart: the sum of all amounts may be larger than any long. */
    private static long mean(int rows, IntToLongFunction value) {
        var quotients = 0L;
        var remainders = 0L;
        for (var rank = 0; rank < rows; rank++) {
            quotients += Math.floorDiv(value.applyAsLong(rank), rows);
            remainders += Math.floorMod(value.applyAsLong(rank), rows);
        }
        return quotients + remainders / rows;
    }

    /** The score of a value: one more than the number of ends it lies behind. */
    int score(long value, CustomerId customer) {
        var score = 1;
        for (var cut : lastOfScore) {
            var behind = Long.compare(value, cut.value());
            if (behind > 0 || behind == 0 && customer.value().compareTo(cut.customer()) > 0) {
                score++;
            }
        }
        return score;
    }

    /** How many percent of the run's customers had less, from 0 to 100. */
    int percentBelow(long value) {
        var below = 0;
        while (below < percentiles.size() && percentiles.get(below) < value) {
            below++;
        }
        return Math.min(below, 100);
    }

    /** What a value must lie above to be high. */
    public long middle(Grid.Middle against) {
        return switch (against) {
            case MEAN -> mean;
            case MEDIAN -> median;
        };
    }

    boolean isHigh(long value, Grid.Middle against) {
        return value > middle(against);
    }
}
