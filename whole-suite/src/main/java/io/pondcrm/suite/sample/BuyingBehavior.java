package io.pondcrm.suite.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * How people buy: BG/NBD for when, Gamma-Gamma for how much, with the parameters published for the
 * CDNOW customers.
 *
 * <p>Two things differ from the publications, so that two years of a shop come out and not of a
 * seller of CDs in 1997: people buy {@value #PACE} times as often (all times are that much shorter,
 * the pattern is the same), and spend {@value #PRICE_LEVEL} times as much, in CNY.
 *
 * @see <a href="https://doi.org/10.1287/mksc.1040.0098">Fader, Hardie and Lee, "Counting Your
 *     Customers" the Easy Way, Marketing Science 24(2) 2005: r, α (weeks), a, b</a>
 * @see <a href="http://www.brucehardie.com/notes/025/">Fader and Hardie, The Gamma-Gamma Model of
 *     Monetary Value, 2013: p, q, γ</a>
 */
final class BuyingBehavior {

    static final double PACE = 8;
    static final double PRICE_LEVEL = 8;

    private static final double R = 0.243;
    private static final double ALPHA = 4.414;
    private static final double A = 0.793;
    private static final double B = 2.426;

    private static final double P = 6.25;
    private static final double Q = 3.74;
    private static final double GAMMA = 15.44;

    private BuyingBehavior() {}

    /**
     * When a customer buys again.
     *
     * @param weeks how long after the first purchase we look
     * @return weeks since the first purchase, ascending
     */
    static List<Double> repeatPurchases(Dice dice, double weeks) {
        var rate = dice.gamma(R, ALPHA) * PACE;
        var dropout = dice.beta(A, B);
        var purchases = new ArrayList<Double>();
        var at = dice.exponential(rate);
        while (at < weeks) {
            purchases.add(at);
            if (dice.chance(dropout)) {
                break;
            }
            at += dice.exponential(rate);
        }
        return purchases;
    }

    /** What one customer's amounts have in common; the larger, the less they spend. */
    static double thrift(Dice dice) {
        return dice.gamma(Q, GAMMA);
    }

    /** One purchase's amount in CNY. */
    static BigDecimal amount(Dice dice, double thrift) {
        return BigDecimal.valueOf(PRICE_LEVEL * dice.gamma(P, thrift))
                .setScale(2, RoundingMode.HALF_UP)
                .max(BigDecimal.ONE.setScale(2));
    }

    /** The mean amount over all customers. */
    static double meanAmount() {
        return PRICE_LEVEL * P * GAMMA / (Q - 1);
    }
}
