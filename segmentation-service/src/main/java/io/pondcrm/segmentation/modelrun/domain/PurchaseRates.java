package io.pondcrm.segmentation.modelrun.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How likely a customer buys within a horizon, by how often they bought in as long a time before:
 * not at all, once, twice, or more often. {@code (bought + 1) / (customers + 2)}, the rule of
 * succession (Laplace 1814). Not for several threads.
 */
final class PurchaseRates {

    private static final int LEVELS = 4;

    private final Duration horizon;
    private final long[] customers = new long[LEVELS];
    private final long[] buyers = new long[LEVELS];

    PurchaseRates(Duration horizon) {
        this.horizon = horizon;
    }

    /**
     * Looks at a customer before and after a moment; one without receipts before does not count.
     */
    void add(List<Receipt> history, Instant moment) {
        if (history.isEmpty() || history.getFirst().at().isAfter(moment)) {
            return;
        }
        var level = level(history, moment, horizon);
        customers[level]++;
        var end = moment.plus(horizon);
        if (history.stream().anyMatch(it -> it.at().isAfter(moment) && !it.at().isAfter(end))) {
            buyers[level]++;
        }
    }

    /** By level. */
    List<Double> rates() {
        return IntStream.range(0, LEVELS)
                .mapToObj(level -> (buyers[level] + 1.0) / (customers[level] + 2.0))
                .toList();
    }

    /** All who were looked at. */
    long customers() {
        return Arrays.stream(customers).sum();
    }

    /** Those of them who bought. */
    long buyers() {
        return Arrays.stream(buyers).sum();
    }

    static int level(List<Receipt> history, Instant moment, Duration horizon) {
        var from = moment.minus(horizon);
        var recent =
                history.stream()
                        .filter(it -> it.at().isAfter(from) && !it.at().isAfter(moment))
                        .count();
        return (int) Math.min(recent, LEVELS - 1);
    }
}
