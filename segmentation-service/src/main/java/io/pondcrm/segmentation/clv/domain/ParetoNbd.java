package io.pondcrm.segmentation.clv.domain;

import static io.pondcrm.segmentation.clv.domain.SpecialFunctions.growth;
import static io.pondcrm.segmentation.clv.domain.SpecialFunctions.hypergeometricOfOne;
import static io.pondcrm.segmentation.clv.domain.SpecialFunctions.logGamma;
import static io.pondcrm.segmentation.clv.domain.SpecialFunctions.logSum;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pareto/NBD: purchases at a rate that is Gamma(r, alpha) over customers, until a lifetime ends
 * that is exponential with a rate that is Gamma(s, beta) over customers. Schmittlein, Morrison
 * &amp; Colombo 1987, in the form of Fader &amp; Hardie, note 009.
 */
public record ParetoNbd(double r, double alpha, double s, double beta) implements PurchaseModel {

    private static final int LIFETIMES = 64;
    private static final double SMALLEST_TAIL = 1e-13;

    public ParetoNbd {
        if (!(r > 0 && alpha > 0 && s > 0 && beta > 0)) {
            throw new IllegalArgumentException("Parameters are positive");
        }
    }

    @Override
    public Family family() {
        return Family.PARETO_NBD;
    }

    @Override
    public Map<String, Double> parameters() {
        var parameters = new LinkedHashMap<String, Double>();
        parameters.put("r", r);
        parameters.put("alpha", alpha);
        parameters.put("s", s);
        parameters.put("beta", beta);
        return parameters;
    }

    @Override
    public double logLikelihood(Histories histories) {
        var once = histories.withoutHoldout();
        return once.total(
                        1,
                        (from, to, into) -> {
                            for (var row = from; row < to; row++) {
                                into[0] += once.count(row) * logLikelihood(once.at(row));
                            }
                        })[0];
    }

    double logLikelihood(History history) {
        var log = r * Math.log(alpha) + s * Math.log(beta);
        for (var purchase = 0; purchase < history.repeats(); purchase++) {
            log += Math.log(r + purchase);
        }
        return log + logSum(logStayed(history), logLeft(history));
    }

    private double logStayed(History history) {
        return -(r + history.repeats()) * Math.log(alpha + history.age())
                - s * Math.log(beta + history.age());
    }

    private double logLeft(History history) {
        if (history.last() == history.age()) {
            return Double.NEGATIVE_INFINITY;
        }
        var early = logFrom(history.repeats(), history.last());
        var late = logFrom(history.repeats(), history.age());
        return Math.log(s / (r + s + history.repeats()))
                + early
                + Math.log(-Math.expm1(Math.min(0, late - early)));
    }

    /**
     * One half of A0 of note 009, ₂F₁ over a power, by Euler's transform: the first argument of ₂F₁
     * becomes 1, so that it stays small however many purchases there are.
     */
    private double logFrom(int repeats, double time) {
        var logAlpha = Math.log(alpha + time);
        var logBeta = Math.log(beta + time);
        var c = r + s + repeats + 1;
        return alpha >= beta
                ? -(r + repeats) * logAlpha
                        - s * logBeta
                        + Math.log(
                                hypergeometricOfOne(
                                        r + repeats, c, (alpha - beta) / (alpha + time)))
                : -(s + 1) * logBeta
                        + (1 - r - repeats) * logAlpha
                        + Math.log(hypergeometricOfOne(s + 1, c, (beta - alpha) / (beta + time)));
    }

    @Override
    public double alive(History history) {
        return 1 / (1 + Math.exp(logLeft(history) - logStayed(history)));
    }

    @Override
    public double expected(History history, double time) {
        if (time <= 0) {
            return 0;
        }
        var lived = beta + history.age();
        return alive(history)
                * (r + history.repeats())
                / (alpha + history.age())
                * lived
                * growth(s - 1, -Math.log1p(time / lived));
    }

    /**
     * Discounted expected residual transactions: what all purchases to come are worth today, in
     * purchases. Fader, Hardie &amp; Lee, RFM and CLV, JMR 42, 2005; the confluent hypergeometric
     * function in it is taken as the integral that it stands for.
     *
     * @param discount continuously compounded, a unit of time
     */
    public double discountedExpected(History history, double discount) {
        if (!(discount > 0)) {
            throw new IllegalArgumentException("A discount rate is positive");
        }
        var lived = discount * (beta + history.age());
        var scale = s * Math.log(lived) - logGamma(s) - Math.log(discount);
        var years =
                SpecialFunctions.integrateToInfinity(
                        t -> Math.exp(scale + (s - 1) * Math.log(t) - lived * t) / (1 + t));
        return alive(history) * (r + history.repeats()) / (alpha + history.age()) * years;
    }

    /** By Simpson's rule over the moment at which the customer leaves. */
    @Override
    public double[] atLeast(History history, double time, double down) {
        if (time <= 0) {
            return new double[] {0};
        }
        var shape = r + history.repeats();
        var rate = alpha + history.age();
        var lived = beta + history.age();
        var alive = alive(history);
        var tails = new double[16];
        var length = 0;
        var smallest = Math.max(down, SMALLEST_TAIL);
        for (var step = 1; step <= LIFETIMES; step++) {
            var until = time * step / LIFETIMES;
            var simpson = step == LIFETIMES ? 1 : step % 2 == 1 ? 4 : 2;
            var weight =
                    simpson
                            * time
                            / (3.0 * LIFETIMES)
                            * s
                            / lived
                            * Math.pow(lived / (lived + until), s + 1);
            if (step == LIFETIMES) {
                weight += Math.pow(lived / (lived + until), s);
            }
            var events = new EventCount(shape, rate, until);
            for (var n = 1; ; n++) {
                var probability = alive * weight * events.atLeast(n);
                if (n > tails.length) {
                    tails = Arrays.copyOf(tails, 2 * tails.length);
                }
                tails[n - 1] += probability;
                length = Math.max(length, n);
                if (probability < smallest / LIFETIMES) {
                    break;
                }
            }
        }
        return Arrays.copyOf(tails, length);
    }
}
