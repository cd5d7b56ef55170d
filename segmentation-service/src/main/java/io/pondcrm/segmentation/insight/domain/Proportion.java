package io.pondcrm.segmentation.insight.domain;

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
        return of == 0 ? rounded(BigDecimal.ZERO) : limit(-1);
    }

    /** The upper limit. */
    public BigDecimal high() {
        return of == 0 ? rounded(BigDecimal.ONE) : limit(1);
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
        return rounded(limit.max(BigDecimal.ZERO).min(BigDecimal.ONE));
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.setScale(DIGITS, RoundingMode.HALF_UP);
    }
}
