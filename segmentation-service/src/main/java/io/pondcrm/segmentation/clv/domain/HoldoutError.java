package io.pondcrm.segmentation.clv.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * What was expected of the time after the fit, against what happened.
 *
 * @param time length of that time, in the histories' unit
 * @param actual all purchases
 * @param expected those that the model expected
 * @param meanAbsoluteError mean over customers of the distance between the two
 * @param byRepeats the same by how often a customer had bought before: the calibration plot
 */
public record HoldoutError(
        double time,
        long customers,
        long actual,
        double expected,
        double meanAbsoluteError,
        List<Bucket> byRepeats) {

    /** Customers with more repeats than this are in one bucket. */
    public static final int LAST_BUCKET = 7;

    /**
     * The customers of one frequency.
     *
     * @param repeats repeat purchases before; {@link #LAST_BUCKET} stands for that many and more
     */
    public record Bucket(int repeats, long customers, long actual, double expected) {}

    public HoldoutError {
        byRepeats = List.copyOf(byRepeats);
    }

    /**
     * @param time from the end of the histories to the end of the holdout, in their unit
     */
    public static HoldoutError of(PurchaseModel model, Histories histories, double time) {
        // A bucket each: customers, actual, expected; then the sum of errors.
        var sums =
                histories.total(
                        3 * (LAST_BUCKET + 1) + 1,
                        (from, to, into) -> {
                            var before = -1L;
                            var expected = 0.0;
                            for (var row = from; row < to; row++) {
                                var key = history(histories, row);
                                if (key != before) {
                                    expected = model.expected(histories.at(row), time);
                                    before = key;
                                }
                                var bucket = 3 * Math.min(histories.repeats(row), LAST_BUCKET);
                                var count = histories.count(row);
                                var actual = histories.holdout(row);
                                into[bucket] += count;
                                into[bucket + 1] += (double) count * actual;
                                into[bucket + 2] += count * expected;
                                into[into.length - 1] += count * Math.abs(expected - actual);
                            }
                        });
        var buckets = new ArrayList<Bucket>();
        var expected = 0.0;
        for (var repeats = 0; repeats <= LAST_BUCKET; repeats++) {
            expected += sums[3 * repeats + 2];
            if (sums[3 * repeats] > 0) {
                buckets.add(
                        new Bucket(
                                repeats,
                                Math.round(sums[3 * repeats]),
                                Math.round(sums[3 * repeats + 1]),
                                sums[3 * repeats + 2]));
            }
        }
        var customers = histories.customers();
        return new HoldoutError(
                time,
                customers,
                histories.holdoutPurchases(),
                expected,
                sums[sums.length - 1] / Math.max(1, customers),
                buckets);
    }

    private static long history(Histories histories, int row) {
        return Timing.key(histories.repeats(row), histories.last(row), histories.age(row), 0);
    }
}
