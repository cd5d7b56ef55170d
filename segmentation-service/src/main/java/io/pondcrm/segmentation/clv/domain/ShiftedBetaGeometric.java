package io.pondcrm.segmentation.clv.domain;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How long contracts last that are renewed at the end of each period: each customer cancels with a
 * probability of their own that never changes, and these are beta distributed over the customers.
 * So retention rises from renewal to renewal although nobody becomes more loyal: who cancels
 * easily, does so early. P. S. Fader, B. G. S. Hardie, "How to Project Customer Retention", Journal
 * of Interactive Marketing 21(1), 2007; several cohorts and the residual lifetime: "Customer-Base
 * Valuation in a Contractual Setting", Marketing Science 29(1), 2010.
 *
 * @param alpha first parameter of the beta distribution of cancelling; positive
 * @param beta second parameter; positive
 */
public record ShiftedBetaGeometric(double alpha, double beta) {

    /** Further renewals are not looked for: a hundred years of months. */
    public static final int MOST_RENEWALS = 1_200;

    private static final double NINE_OF_TEN = 0.05;

    public ShiftedBetaGeometric {
        if (!(alpha > 0 && beta > 0)) {
            throw new IllegalArgumentException("alpha %s, beta %s".formatted(alpha, beta));
        }
    }

    /**
     * Fits one model to all cohorts together.
     *
     * @param heldOut how many of each cohort's last renewals to leave out; a cohort that has no
     *     more does not count
     * @throws IllegalArgumentException if {@link #canBeFitted} says no
     */
    public static Fitted<ShiftedBetaGeometric> fit(List<ContractCohort> cohorts, int heldOut) {
        if (!canBeFitted(cohorts, heldOut)) {
            throw new IllegalArgumentException("Too little is known of renewals");
        }
        var counts = Counts.of(cohorts, heldOut);
        var customers = counts.customers();
        var found =
                Bfgs.minimize(
                        (point, gradient) -> {
                            var alpha = Math.exp(point[0]);
                            var beta = Math.exp(point[1]);
                            var value = counts.logLikelihood(alpha, beta, gradient);
                            gradient[0] *= -alpha / customers;
                            gradient[1] *= -beta / customers;
                            return -value / customers;
                        },
                        new double[] {0, 0},
                        1e-9);
        return new Fitted<>(
                new ShiftedBetaGeometric(Math.exp(found.point()[0]), Math.exp(found.point()[1])),
                -found.value() * customers,
                found.steps(),
                found.converged());
    }

    /**
     * Whether two parameters can be told from what is known: some cancelled, some renewed, and a
     * second renewal is known.
     */
    public static boolean canBeFitted(List<ContractCohort> cohorts, int heldOut) {
        var counts = Counts.of(cohorts, heldOut);
        return counts.renewed.length >= 2
                && counts.renewed[0] > 0
                && Arrays.stream(counts.cancelled).sum() > 0;
    }

    /** The logarithm of how likely the cohorts are. */
    public double logLikelihood(List<ContractCohort> cohorts) {
        return Counts.of(cohorts, 0).logLikelihood(alpha, beta, new double[2]);
    }

    /** The share of customers who cancel at the first renewal: the mean of the distribution. */
    public double meanCancellation() {
        return alpha / (alpha + beta);
    }

    /**
     * The share that renews at one renewal of those who renewed at all before: equation 8 of 2007.
     *
     * @param renewal from 1
     */
    public double retention(int renewal) {
        return (beta + renewal - 1) / (alpha + beta + renewal - 1);
    }

    /** The share that renews so many times, of those who renewed {@code past} times. */
    public double survival(int past, int renewals) {
        var share = 1.0;
        for (var renewal = past + 1; renewal <= past + renewals; renewal++) {
            share *= retention(renewal);
        }
        return share;
    }

    /**
     * How many renewals are still to come, in the mean, just before the next one is due; each for
     * what it is worth then. The DERL of equation 6 of 2010, as the mean over what is known of the
     * customer's probability after the past renewals.
     *
     * @param past how often the contract was renewed
     * @param discount what the next period's money is worth less, 0.01 for 1 %
     * @return empty where it is infinite: without discount, and with alpha up to 1
     */
    public OptionalDouble residualLifetime(int past, double discount) {
        if (discount == 0) {
            return alpha > 1
                    ? OptionalDouble.of((beta + past) / (alpha - 1))
                    : OptionalDouble.empty();
        }
        var worth = 1 / (1 + discount);
        // The sum over all renewals of (1-p)^n v^(n-1) is (1-p) / (1 - v + vp).
        var rest = discount * worth;
        var weighed =
                SpecialFunctions.integrateBeta(
                        alpha, beta + past, p -> (1 - p) / (rest + worth * p));
        return OptionalDouble.of(weighed / Math.exp(SpecialFunctions.logBeta(alpha, beta + past)));
    }

    /**
     * How many renewals are still to come, nine times of ten.
     *
     * @param most {@link #MOST_RENEWALS} where there may be more
     */
    public record Interval(int fewest, int most) {}

    /**
     * @param past how often the contract was renewed
     */
    public Interval interval(int past) {
        var share = 1.0;
        var fewest = 0;
        var most = 0;
        for (var renewals = 1; renewals <= MOST_RENEWALS; renewals++) {
            share *= retention(past + renewals);
            if (share >= 1 - NINE_OF_TEN) {
                fewest = renewals;
            }
            if (share > NINE_OF_TEN) {
                most = renewals;
            } else {
                break;
            }
        }
        return new Interval(fewest, most);
    }

    /**
     * How many customers of all cohorts renewed and cancelled at each renewal: all that the
     * likelihood needs, as a customer who renewed t times did so at each renewal in turn.
     */
    private record Counts(long[] renewed, long[] cancelled) {

        static Counts of(List<ContractCohort> cohorts, int heldOut) {
            var most =
                    cohorts.stream()
                            .mapToInt(it -> Math.max(0, it.renewals() - heldOut))
                            .max()
                            .orElse(0);
            var renewed = new long[most];
            var cancelled = new long[most];
            for (var cohort : cohorts) {
                for (var at = 0; at < cohort.renewals() - heldOut; at++) {
                    var before = cohort.customers().get(at);
                    var after = cohort.customers().get(at + 1);
                    renewed[at] += after;
                    cancelled[at] += before - after;
                }
            }
            return new Counts(renewed, cancelled);
        }

        double customers() {
            return (double) renewed[0] + cancelled[0];
        }

        /**
         * @param gradient gets the derivatives by alpha and beta
         */
        double logLikelihood(double alpha, double beta, double[] gradient) {
            var sum = 0.0;
            gradient[0] = 0;
            gradient[1] = 0;
            for (var at = 0; at < renewed.length; at++) {
                var all = alpha + beta + at;
                var stays = beta + at;
                sum += cancelled[at] * Math.log(alpha / all) + renewed[at] * Math.log(stays / all);
                var of = (renewed[at] + cancelled[at]) / all;
                gradient[0] += cancelled[at] / alpha - of;
                gradient[1] += renewed[at] / stays - of;
            }
            return sum;
        }
    }
}
