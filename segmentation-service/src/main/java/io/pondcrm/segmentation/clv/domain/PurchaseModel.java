package io.pondcrm.segmentation.clv.domain;

import java.util.Map;

/**
 * A fitted model of repeat purchases. Customers buy at random, each at a rate of their own, until
 * each leaves for good at a moment that nobody sees.
 */
public sealed interface PurchaseModel permits BetaGeometric, ParetoNbd, BetaBernoulli {

    /** Which family it is of. */
    Family family();

    /** Its parameters under the names of the literature, in a fixed order. */
    Map<String, Double> parameters();

    /** The logarithm of the likelihood of everybody's history. */
    double logLikelihood(Histories histories);

    /** How probable it is that the customer has not left yet. */
    double alive(History history);

    /**
     * How many purchases are to be expected.
     *
     * @param time from the end of the history on, in its unit; whole opportunities are taken where
     *     time is discrete
     */
    double expected(History history, double time);

    /**
     * How probable at least one purchase is, at least two, and so on.
     *
     * @param time from the end of the history on, in its unit
     * @param down the smallest probability to be given; the list ends with the first below
     */
    double[] atLeast(History history, double time, double down);

    /**
     * Reads a model back.
     *
     * @param parameters as {@link #parameters} gave them
     * @throws IllegalArgumentException if one is missing
     */
    static PurchaseModel of(Family family, Map<String, Double> parameters) {
        return switch (family) {
            case BG_NBD -> betaGeometric(false, 1, parameters);
            case MBG_NBD -> betaGeometric(true, 1, parameters);
            case MBG_CNBD_K -> betaGeometric(true, (int) get(parameters, "k"), parameters);
            case PARETO_NBD ->
                    new ParetoNbd(
                            get(parameters, "r"),
                            get(parameters, "alpha"),
                            get(parameters, "s"),
                            get(parameters, "beta"));
            case BG_BB ->
                    new BetaBernoulli(
                            get(parameters, "alpha"),
                            get(parameters, "beta"),
                            get(parameters, "gamma"),
                            get(parameters, "delta"));
        };
    }

    private static BetaGeometric betaGeometric(
            boolean leavesAtOnce, int k, Map<String, Double> parameters) {
        return new BetaGeometric(
                leavesAtOnce,
                k,
                get(parameters, "r"),
                get(parameters, "alpha"),
                get(parameters, "a"),
                get(parameters, "b"));
    }

    private static double get(Map<String, Double> parameters, String name) {
        var value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No " + name);
        }
        return value;
    }
}
