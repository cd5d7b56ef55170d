package io.pondcrm.customer.identity.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Weights of evidence in the model of Fellegi and Sunter, in bits: one more doubles the odds that
 * two records are one person. Weights add up; they are kept to the hundredth, so that their sum is
 * exact.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1969.10501049">Fellegi, Sunter 1969: a theory for
 *     record linkage, equations 8 and 9</a>
 * @see <a href="https://doi.org/10.1126/science.130.3381.954">Newcombe et al. 1959: automatic
 *     linkage of vital records</a>, for logarithms to the base 2
 */
public final class ScoreWeight {

    private static final double LN_2 = Math.log(2);

    private ScoreWeight() {}

    /**
     * What an outcome of a comparison weighs: log2(m/u).
     *
     * @param m how often records of one person come out so, more than 0
     * @param u how often records of two persons do, more than 0
     */
    public static BigDecimal of(BigDecimal m, BigDecimal u) {
        return rounded(Math.log(m.doubleValue() / u.doubleValue()) / LN_2);
    }

    /**
     * What has to be overcome before anything is compared: the odds that two records are one
     * person, as a weight.
     *
     * @param probability between 0 and 1, exclusive
     */
    public static BigDecimal ofOdds(BigDecimal probability) {
        var share = probability.doubleValue();
        return rounded(Math.log(share / (1 - share)) / LN_2);
    }

    /** The probability that odds of so many bits mean, to the ten-thousandth. */
    public static BigDecimal probability(BigDecimal bits) {
        var odds = Math.pow(2, Math.min(bits.doubleValue(), 1_000));
        return BigDecimal.valueOf(odds / (1 + odds)).setScale(4, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal rounded(double bits) {
        return BigDecimal.valueOf(bits).setScale(2, RoundingMode.HALF_EVEN);
    }
}
