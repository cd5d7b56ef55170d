package io.pondcrm.segmentation.rfm.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * One customer's place in each dimension; 1 is the lowest, {@code bins} the best.
 *
 * @param bins how many places a dimension has
 */
public record RfmScores(int recency, int frequency, int monetary, int bins) {

    /**
     * The three scores in a row, such as {@code 543}; with dots between where one has two digits.
     */
    public String cell() {
        return bins < 10
                ? "" + recency + frequency + monetary
                : recency + "." + frequency + "." + monetary;
    }

    /** One figure: the weighted mean of the three, with two decimals. */
    public BigDecimal combined(Weights weights) {
        var sum =
                recency * weights.recency()
                        + frequency * weights.frequency()
                        + monetary * weights.monetary();
        var weight = weights.recency() + weights.frequency() + weights.monetary();
        return BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(weight), 2, RoundingMode.HALF_UP);
    }

    /**
     * The named group: recency against the weighted mean of frequency and money, rounded half up.
     * Other scales than 1 to 5 are stretched to it: score {@code s} of {@code n} counts as {@code
     * ceil(5 s / n)}.
     */
    public RfmSegment segment(Weights weights) {
        var weight = weights.frequency() + weights.monetary();
        var sum = fifths(frequency) * weights.frequency() + fifths(monetary) * weights.monetary();
        return RfmSegment.at(fifths(recency), (2 * sum + weight) / (2 * weight));
    }

    private int fifths(int score) {
        return (5 * score + bins - 1) / bins;
    }
}
