package io.pondcrm.segmentation.clv.domain;

import static io.pondcrm.segmentation.clv.domain.SpecialFunctions.logBeta;
import static io.pondcrm.segmentation.clv.domain.SpecialFunctions.logSum;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * BG/BB: at each opportunity a customer who is still there buys with a probability that is
 * Beta(alpha, beta) over customers; before each, a customer leaves with a probability that is
 * Beta(gamma, delta). Fader, Hardie &amp; Shang, Marketing Science 29(6), 2010. Histories count
 * opportunities; times are cut to whole ones.
 */
public record BetaBernoulli(double alpha, double beta, double gamma, double delta)
        implements PurchaseModel {

    public BetaBernoulli {
        if (!(alpha > 0 && beta > 0 && gamma > 0 && delta > 0)) {
            throw new IllegalArgumentException("Parameters are positive");
        }
    }

    @Override
    public Family family() {
        return Family.BG_BB;
    }

    @Override
    public Map<String, Double> parameters() {
        var parameters = new LinkedHashMap<String, Double>();
        parameters.put("alpha", alpha);
        parameters.put("beta", beta);
        parameters.put("gamma", gamma);
        parameters.put("delta", delta);
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

    /** Equation (5). */
    double logLikelihood(History history) {
        var repeats = history.repeats();
        var last = (int) history.last();
        var opportunities = (int) history.age();
        var sum = logBought(repeats, opportunities) + logStayed(opportunities);
        for (var missed = last; missed < opportunities; missed++) {
            sum = logSum(sum, logBought(repeats, missed) + logLeftAfter(missed));
        }
        return sum;
    }

    /** Bought at these of so many opportunities, while there. */
    private double logBought(int repeats, int opportunities) {
        return logBeta(alpha + repeats, beta + opportunities - repeats) - logBeta(alpha, beta);
    }

    private double logStayed(int opportunities) {
        return logBeta(gamma, delta + opportunities) - logBeta(gamma, delta);
    }

    private double logLeftAfter(int opportunities) {
        return logBeta(gamma + 1, delta + opportunities) - logBeta(gamma, delta);
    }

    /** Whether the customer will be there at the next opportunity: equation (11). */
    @Override
    public double alive(History history) {
        return Math.exp(logThere(history, 1));
    }

    /** Is there at the n-th opportunity from now on, given the history. */
    private double logThere(History history, int next) {
        return logBought(history.repeats(), (int) history.age())
                + logStayed((int) history.age() + next)
                - logLikelihood(history);
    }

    /** Equation (13), as the sum over the opportunities that it stands for. */
    @Override
    public double expected(History history, double time) {
        var sum = 0.0;
        for (var next = 1; next <= (int) time; next++) {
            sum += Math.exp(logThere(history, next));
        }
        return sum * (alpha + history.repeats()) / (alpha + beta + history.age());
    }

    @Override
    public double[] atLeast(History history, double time, double down) {
        var opportunities = (int) time;
        var tails = new double[opportunities + 1];
        for (var met = 1; met <= opportunities; met++) {
            var here = Math.exp(logThere(history, met));
            var weight = met == opportunities ? here : here - Math.exp(logThere(history, met + 1));
            var buys = alpha + history.repeats();
            var passes = beta + history.age() - history.repeats();
            var tail = 0.0;
            for (var n = met; n >= 1; n--) {
                tail +=
                        Math.exp(
                                logChoose(met, n)
                                        + logBeta(buys + n, passes + met - n)
                                        - logBeta(buys, passes));
                tails[n - 1] += weight * tail;
            }
        }
        return tails;
    }

    private static double logChoose(int of, int taken) {
        return SpecialFunctions.logGamma(of + 1)
                - SpecialFunctions.logGamma(taken + 1)
                - SpecialFunctions.logGamma(of - taken + 1);
    }
}
