package io.pondcrm.segmentation.score.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What a customer scores, in the one shape that all types of scores have.
 *
 * @param value the sum of the contributions
 * @param band the named group that the value, by the rules, leads to: a segment, class, stage, tier
 * @param contributions everything that was looked at, also what adds nothing
 * @param model the model, classification or scheme that decided
 * @param version which run or version of it
 * @param asOf the moment the score speaks of
 */
public record Score(
        BigDecimal value,
        Band band,
        List<Contribution> contributions,
        String model,
        int version,
        Inputs inputs,
        Instant asOf) {

    /** A named group. */
    public record Band(String code, Name name) {}

    public Score {
        contributions = List.copyOf(contributions);
        var sum =
                contributions.stream()
                        .map(Contribution::points)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.compareTo(value) != 0) {
            throw new IllegalArgumentException(
                    "Contributions add up to %s, not to %s".formatted(sum, value));
        }
    }
}
