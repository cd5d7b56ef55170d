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

    /** Reads a {@link #cell} back. */
    static RfmScores ofCell(String cell, int bins) {
        var scores = cell.indexOf('.') < 0 ? cell.split("") : cell.split("\\.", -1);
        return new RfmScores(
                Integer.parseInt(scores[0]),
                Integer.parseInt(scores[1]),
                Integer.parseInt(scores[2]),
                bins);
    }

    /** The weighted sum of the three: what the contributions of a score add up to. */
    public BigDecimal sum(Weights weights) {
        return BigDecimal.valueOf(
                recency * weights.recency()
                        + frequency * weights.frequency()
                        + monetary * weights.monetary());
    }

    /** One figure: the weighted mean of the three, with two decimals. */
    public BigDecimal combined(Weights weights) {
        var weight = weights.recency() + weights.frequency() + weights.monetary();
        return sum(weights).divide(BigDecimal.valueOf(weight), 2, RoundingMode.HALF_UP);
    }
}
