package io.pondcrm.kernel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A share, and within which limits it lies with 95 % confidence: the score interval of E. B.
 * Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.
 *
 * @param count how many
 * @param of out of how many; without any the share is 0, and may be anything
 */
public record Proportion(long count, long of) {

    /**
     * How much larger one share is than another, and within which limits the difference lies with
     * 95 % confidence.
     */
    public record Difference(BigDecimal value, BigDecimal low, BigDecimal high) {}

    private static final int DIGITS = 6;
    private static final MathContext EXACT = MathContext.DECIMAL64;
    private static final BigDecimal Z = new BigDecimal("1.959963984540054");
    private static final BigDecimal Z_SQUARED = Z.multiply(Z, EXACT);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal FOUR = BigDecimal.valueOf(4);

    public Proportion {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException("%d of %d".formatted(count, of));
        }
    }

    /** To six digits. */
    public BigDecimal share() {
        return rounded(exactShare());
    }

    /** The lower limit. */
    public BigDecimal low() {
        return rounded(exactLow());
    }

    /** The upper limit. */
    public BigDecimal high() {
        return rounded(exactHigh());
    }

    /**
     * This share less another one: the hybrid score interval of R. G. Newcombe, "Interval
     * estimation for the difference between independent proportions: comparison of eleven methods",
     * Statistics in Medicine 17, 1998, method 10. It holds for small groups and shares of 0 too.
     *
     * @throws IllegalArgumentException if one of them is a share of nothing
     */
    public Difference minus(Proportion other) {
        if (of == 0 || other.of == 0) {
            throw new IllegalArgumentException("A share of nothing has no difference");
        }
        var difference = exactShare().subtract(other.exactShare());
        return new Difference(
                rounded(difference),
                rounded(
                        difference.subtract(
                                length(
                                        exactShare().subtract(exactLow()),
                                        other.exactHigh().subtract(other.exactShare())))),
                rounded(
                        difference.add(
                                length(
                                        exactHigh().subtract(exactShare()),
                                        other.exactShare().subtract(other.exactLow())))));
    }

    private static BigDecimal length(BigDecimal one, BigDecimal other) {
        return one.multiply(one).add(other.multiply(other)).sqrt(EXACT);
    }

    /** How many times as large this share is as another; 0 where the other is. */
    public BigDecimal liftOver(Proportion base) {
        return base.count == 0
                ? rounded(BigDecimal.ZERO)
                : rounded(exactShare().divide(base.exactShare(), EXACT));
    }

    private BigDecimal exactShare() {
        return of == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(count).divide(BigDecimal.valueOf(of), EXACT);
    }

    private BigDecimal exactLow() {
        return of == 0 ? BigDecimal.ZERO : limit(-1);
    }

    private BigDecimal exactHigh() {
        return of == 0 ? BigDecimal.ONE : limit(1);
    }

    private BigDecimal limit(int sign) {
        var n = BigDecimal.valueOf(of);
        var p = exactShare();
        var middle = p.add(Z_SQUARED.divide(n.multiply(TWO), EXACT));
        var spread =
                p.multiply(BigDecimal.ONE.subtract(p))
                        .divide(n, EXACT)
                        .add(Z_SQUARED.divide(n.multiply(n).multiply(FOUR), EXACT))
                        .sqrt(EXACT)
                        .multiply(Z);
        var limit =
                middle.add(spread.multiply(BigDecimal.valueOf(sign)))
                        .divide(BigDecimal.ONE.add(Z_SQUARED.divide(n, EXACT)), EXACT);
        return limit.max(BigDecimal.ZERO).min(BigDecimal.ONE);
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.setScale(DIGITS, RoundingMode.HALF_UP);
    }
}
