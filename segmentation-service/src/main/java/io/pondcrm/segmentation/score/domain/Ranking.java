package io.pondcrm.segmentation.score.domain;

import java.util.Arrays;

/**
 * Puts rows in the order of a value, equal values in the order of the rows, in time proportional to
 * their number. Callers number their rows by ascending customer id, so that ties are always broken
 * the same way.
 *
 * <p>A narrow range of values (days, counts) is ordered by one counting pass; a wide one (money) by
 * a least-significant-digit radix sort of 11 bits a pass, each pass being stable.
 */
public final class Ranking {

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private Ranking() {}

    /**
     * @param values one value a row; only the first {@code rows} count
     * @return the row numbers, smallest value first
     */
    public static int[] ascending(int[] values, int rows) {
        var range = Range.of(values, rows);
        if (range.width() > 4L * rows + DIGITS) {
            var wide = new long[rows];
            for (var row = 0; row < rows; row++) {
                wide[row] = values[row];
            }
            return ascending(wide, rows);
        }
        var smallest = (int) range.smallest();
        var position = new int[(int) range.width() + 2];
        for (var row = 0; row < rows; row++) {
            position[values[row] - smallest + 1]++;
        }
        for (var value = 1; value < position.length; value++) {
            position[value] += position[value - 1];
        }
        var order = new int[rows];
        for (var row = 0; row < rows; row++) {
            order[position[values[row] - smallest]++] = row;
        }
        return order;
    }

    /**
     * @param values one value a row; only the first {@code rows} count
     * @return the row numbers, smallest value first
     */
    public static int[] ascending(long[] values, int rows) {
        var smallest = Long.MAX_VALUE;
        var largest = Long.MIN_VALUE;
        for (var row = 0; row < rows; row++) {
            smallest = Math.min(smallest, values[row]);
            largest = Math.max(largest, values[row]);
        }
        var keys = new long[rows];
        var order = new int[rows];
        for (var row = 0; row < rows; row++) {
            keys[row] = values[row] - smallest;
            order[row] = row;
        }
        if (rows < 2) {
            return order;
        }
        // The difference may pass Long.MAX_VALUE; read as unsigned it is still right.
        var bits = Long.SIZE - Long.numberOfLeadingZeros(largest - smallest);
        var nextKeys = new long[rows];
        var nextOrder = new int[rows];
        for (var shift = 0; shift < bits; shift += DIGIT_BITS) {
            var position = new int[DIGITS + 1];
            for (var row = 0; row < rows; row++) {
                position[digit(keys[row], shift) + 1]++;
            }
            for (var digit = 1; digit <= DIGITS; digit++) {
                position[digit] += position[digit - 1];
            }
            for (var row = 0; row < rows; row++) {
                var target = position[digit(keys[row], shift)]++;
                nextKeys[target] = keys[row];
                nextOrder[target] = order[row];
            }
            var sparedKeys = keys;
            keys = nextKeys;
            nextKeys = sparedKeys;
            var sparedOrder = order;
            order = nextOrder;
            nextOrder = sparedOrder;
        }
        return order;
    }

    /**
     * Scores each row by its rank: {@code 1 + rank * bins / rows} with ranks from 0.
     *
     * @param order row numbers, smallest value first
     * @param bins 5 for quintiles; at most 100
     * @return by row number, 1 for the smallest values up to {@code bins}
     */
    public static byte[] quantiles(int[] order, int bins) {
        if (bins < 1 || bins > 100) {
            throw new IllegalArgumentException("Between 1 and 100 bins, not " + bins);
        }
        var scores = new byte[order.length];
        for (var rank = 0; rank < order.length; rank++) {
            scores[order[rank]] = (byte) (1 + (long) rank * bins / order.length);
        }
        return scores;
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & (DIGITS - 1);
    }

    private record Range(long smallest, long largest) {

        static Range of(int[] values, int rows) {
            if (rows == 0) {
                return new Range(0, 0);
            }
            var used = Arrays.stream(values, 0, rows).summaryStatistics();
            return new Range(used.getMin(), used.getMax());
        }

        long width() {
            return largest - smallest;
        }
    }
}
