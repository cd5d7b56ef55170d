package io.pondcrm.segmentation.clv.domain;

import static io.pondcrm.segmentation.clv.domain.SpecialFunctions.growth;
import static io.pondcrm.segmentation.clv.domain.SpecialFunctions.logBeta;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Purchases come from a Poisson process of which each k-th event is a purchase, with a rate that is
 * gamma-distributed over customers; after a purchase a customer leaves with a probability that is
 * beta-distributed over customers.
 *
 * <ul>
 *   <li>BG/NBD: k = 1, nobody leaves after the first purchase. Fader, Hardie &amp; Lee, Marketing
 *       Science 24(2), 2005, equations (6) to (10); P(alive): their note 021.
 *   <li>MBG/NBD: k = 1, customers may leave after the first purchase. Batislam, Denizel &amp;
 *       Filiztekin, IJRM 24, 2007; Hoppe &amp; Wagner, Marketing ZFP 29, 2007.
 *   <li>MBG/CNBD-k: as MBG/NBD with larger k. Platzer &amp; Reutterer 2017; expectations are exact
 *       sums here, where they approximate.
 * </ul>
 *
 * @param leavesAtOnce whether a customer may leave after the first purchase
 * @param k how regular the purchases are; 1 is not at all
 * @param r shape of the rate's gamma distribution
 * @param alpha its rate, in units of time
 * @param a first shape of the leaving probability's beta distribution
 * @param b second shape
 */
public record BetaGeometric(boolean leavesAtOnce, int k, double r, double alpha, double a, double b)
        implements PurchaseModel {

    /** The largest k that is tried. */
    public static final int MAX_K = 8;

    private static final double SMALLEST_TAIL = 1e-13;
    private static final int MAX_EVENTS = 2_000_000;
    private static final int MAX_TERMS = 20_000;

    public BetaGeometric {
        if (!(r > 0 && alpha > 0 && a > 0 && b > 0) || k < 1 || k > MAX_K) {
            throw new IllegalArgumentException("Parameters are positive, and k is 1 to 8");
        }
        if (!leavesAtOnce && k > 1) {
            throw new IllegalArgumentException("BG/NBD has no k");
        }
    }

    @Override
    public Family family() {
        return !leavesAtOnce ? Family.BG_NBD : k == 1 ? Family.MBG_NBD : Family.MBG_CNBD_K;
    }

    @Override
    public Map<String, Double> parameters() {
        var parameters = new LinkedHashMap<String, Double>();
        if (k > 1) {
            parameters.put("k", (double) k);
        }
        parameters.put("r", r);
        parameters.put("alpha", alpha);
        parameters.put("a", a);
        parameters.put("b", b);
        return parameters;
    }

    @Override
    public double logLikelihood(Histories histories) {
        return new BetaGeometricLikelihood(histories, leavesAtOnce, k)
                .at(new double[] {r, alpha, a, b}, new double[4]);
    }

    @Override
    public double alive(History history) {
        if (history.repeats() == 0 && !leavesAtOnce) {
            return 1;
        }
        var events = r + (double) k * history.repeats();
        var left =
                Math.log(a)
                        - Math.log(b + history.repeats() - (leavesAtOnce ? 0 : 1))
                        - events * Math.log(alpha + history.last());
        var waiting = -events * Math.log(alpha + history.age());
        if (k > 1) {
            var sum = 0.0;
            for (var weight : sinceLast(history)) {
                sum += weight;
            }
            waiting += Math.log(sum);
        }
        return 1 / (1 + Math.exp(left - waiting));
    }

    /**
     * By how many events short of a purchase the customer may be on the way: weights of 0 to k-1.
     */
    private double[] sinceLast(History history) {
        var weights = new double[k];
        var events = r + (double) k * history.repeats();
        var share = (history.age() - history.last()) / (alpha + history.age());
        weights[0] = 1;
        for (var on = 1; on < k; on++) {
            weights[on] = weights[on - 1] * (events + on - 1) / on * share;
        }
        return weights;
    }

    @Override
    public double expected(History history, double time) {
        if (time <= 0) {
            return 0;
        }
        if (k == 1) {
            return alive(history)
                    * expectedOfAlive(
                            r + history.repeats(),
                            alpha + history.age(),
                            a,
                            staying(history),
                            time);
        }
        var sum = 0.0;
        for (var probability : tails(history, time, SMALLEST_TAIL)) {
            sum += probability;
        }
        return sum;
    }

    /** The second shape of the leaving probability of who is still there. */
    private double staying(History history) {
        return b + history.repeats() + (leavesAtOnce ? 1 : 0);
    }

    /**
     * What a customer who is there buys, for a Gamma(r, alpha) rate and a Beta(a, b) leaving
     * probability: (a+b-1)/(a-1) · [1 - (alpha/(alpha+t))^r · ₂F₁(r, b; a+b-1; t/(alpha+t))]. With
     * Euler's transform ₂F₁ = (1-z)^(a-1-r) · ₂F₁(a+b-1-r, a-1; a+b-1; z), and the leading 1 of
     * that series taken out, neither a = 1 nor a + b = 1 is special, and nothing overflows for
     * large r.
     */
    static double expectedOfAlive(double r, double alpha, double a, double b, double time) {
        var z = time / (alpha + time);
        var log = -Math.log1p(time / alpha);
        var c = a + b - 1;
        var first = c - r;
        if (first > -4 && Math.abs((a - 1) * log) < 600) {
            var term = first * z;
            var sum = term;
            for (var n = 1; n < MAX_TERMS; n++) {
                term *= (first + n) * (a + n - 1) / ((c + n) * (n + 1)) * z;
                sum += term;
                if (Math.abs(term) <= 1e-17 * Math.abs(sum) * (1 - z)) {
                    return c * growth(a - 1, log) - Math.exp((a - 1) * log) * sum;
                }
            }
        }
        return expectedByIntegral(r, alpha, a, b, time);
    }

    /** The same as an integral over the leaving probability: nothing in it is ever negative. */
    static double expectedByIntegral(double r, double alpha, double a, double b, double time) {
        var integral =
                SpecialFunctions.integrateBeta(
                        a,
                        b,
                        p ->
                                p < 1e-200
                                        ? r * time / alpha
                                        : -Math.expm1(-r * Math.log1p(p * time / alpha)) / p);
        return integral * Math.exp(-logBeta(a, b));
    }

    @Override
    public double[] atLeast(History history, double time, double down) {
        return time <= 0 ? new double[] {0} : tails(history, time, down);
    }

    /**
     * P(at least n more purchases) for n = 1, 2, …: the n-th comes with the (nk - j)-th event from
     * now on, where j events have happened since the last purchase, and if the customer stayed
     * after each before.
     */
    private double[] tails(History history, double time, double down) {
        var sinceLast = sinceLast(history);
        var sum = 0.0;
        for (var weight : sinceLast) {
            sum += weight;
        }
        var alive = alive(history);
        var stays = staying(history);
        var tails = new double[16];
        var length = 0;
        var smallest = Math.max(down, SMALLEST_TAIL);
        for (var on = 0; on < k; on++) {
            var weight = alive * sinceLast[on] / sum;
            var events =
                    new EventCount(
                            r + (double) k * history.repeats() + on, alpha + history.age(), time);
            for (var n = 1; n * k <= MAX_EVENTS; n++) {
                var probability = weight * events.atLeast(n * k - on);
                if (n > tails.length) {
                    tails = Arrays.copyOf(tails, 2 * tails.length);
                }
                tails[n - 1] += probability;
                length = Math.max(length, n);
                if (probability < smallest / k) {
                    break;
                }
                weight *= (stays + n - 1) / (a + stays + n - 1);
            }
        }
        return Arrays.copyOf(tails, length);
    }

    /**
     * How probable it is that a new customer makes so many repeat purchases within a time: Fader,
     * Hardie &amp; Lee 2005, equation (8), and its counterpart in the other two.
     */
    public double probability(int repeats, double time) {
        var early = leavesAtOnce ? 1 : 0;
        var events = new EventCount(r, alpha, time);
        var reached = events.atLeast(repeats * k);
        var exactly = 0.0;
        for (var event = 0; event < k; event++) {
            exactly += events.next();
        }
        var staying = exactly * Math.exp(logBeta(a, b + repeats + early) - logBeta(a, b));
        return repeats + early == 0
                ? staying
                : staying
                        + reached
                                * Math.exp(logBeta(a + 1, b + repeats + early - 1) - logBeta(a, b));
    }
}
