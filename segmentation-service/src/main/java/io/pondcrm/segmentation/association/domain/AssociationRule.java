package io.pondcrm.segmentation.association.domain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;

/**
 * Who takes all of one thing takes another too: R. Agrawal, T. Imieliński, A. Swami, SIGMOD 1993.
 *
 * @param antecedent sorted
 * @param count baskets with antecedent and consequent
 * @param baskets all baskets
 */
public record AssociationRule(
        List<String> antecedent,
        String consequent,
        long count,
        long antecedentCount,
        long consequentCount,
        long baskets) {

    private static final int DIGITS = 6;

    /** The strongest first; ties by confidence, count and names, so that the order is one. */
    static final Comparator<AssociationRule> STRONGEST =
            Comparator.comparing(AssociationRule::exactLift)
                    .thenComparing(AssociationRule::exactConfidence)
                    .thenComparing(AssociationRule::count)
                    .reversed()
                    .thenComparing(rule -> String.join("\u001f", rule.antecedent))
                    .thenComparing(AssociationRule::consequent);

    public AssociationRule {
        antecedent = List.copyOf(antecedent);
    }

    /** The share of all baskets that have both, to six digits. */
    public BigDecimal support() {
        return rounded(exact(count, baskets));
    }

    /** The share of the baskets with the antecedent that have the consequent too. */
    public BigDecimal confidence() {
        return rounded(exactConfidence());
    }

    /**
     * How many times as likely the consequent is where the antecedent is; 1 where the one says
     * nothing of the other.
     */
    public BigDecimal lift() {
        return rounded(exactLift());
    }

    private BigDecimal exactConfidence() {
        return exact(count, antecedentCount);
    }

    private BigDecimal exactLift() {
        return BigDecimal.valueOf(count)
                .multiply(BigDecimal.valueOf(baskets))
                .divide(
                        BigDecimal.valueOf(antecedentCount)
                                .multiply(BigDecimal.valueOf(consequentCount)),
                        MathContext.DECIMAL128);
    }

    private static BigDecimal exact(long part, long whole) {
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), MathContext.DECIMAL128);
    }

    private static BigDecimal rounded(BigDecimal ratio) {
        return ratio.setScale(DIGITS, RoundingMode.HALF_UP);
    }
}
