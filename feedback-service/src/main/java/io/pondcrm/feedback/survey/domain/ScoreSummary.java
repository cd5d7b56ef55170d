package io.pondcrm.feedback.survey.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the answers to a survey say together.
 *
 * @param counts how many gave each score from 1 to 5; a score that nobody gave is 0
 */
public record ScoreSummary(Map<Integer, Long> counts) {

    /** The best score. */
    public static final int SCALE = 5;

    /** From this score on a customer counts as satisfied: the usual two upper boxes of five. */
    public static final int SATISFIED = 4;

    public ScoreSummary {
        var all = new TreeMap<Integer, Long>();
        for (var score = 1; score <= SCALE; score++) {
            all.put(score, counts.getOrDefault(score, 0L));
        }
        counts = Map.copyOf(all);
    }

    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The mean score, with two decimals; empty without answers. */
    public Optional<BigDecimal> mean() {
        var sum = counts.entrySet().stream().mapToLong(it -> it.getKey() * it.getValue()).sum();
        return share(sum, count(), 2);
    }

    /** The percentage of satisfied customers among those who answered; empty without answers. */
    public Optional<BigDecimal> satisfied() {
        var satisfied =
                counts.entrySet().stream()
                        .filter(it -> it.getKey() >= SATISFIED)
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return share(satisfied * 100, count(), 1);
    }

    private static Optional<BigDecimal> share(long sum, long count, int decimals) {
        return count == 0
                ? Optional.empty()
                : Optional.of(
                        BigDecimal.valueOf(sum)
                                .divide(BigDecimal.valueOf(count), decimals, RoundingMode.HALF_UP));
    }
}
