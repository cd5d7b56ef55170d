package io.pondcrm.segmentation.clv.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Finds the parameters under which what customers did is most likely. */
public final class Fitting {

    /** With fewer repeat customers nothing is fitted. */
    public static final int FEWEST_REPEAT_CUSTOMERS = 10;

    private Fitting() {}

    /**
     * Fits one family; of MBG/CNBD-k the k that makes the histories most likely.
     *
     * @throws IllegalArgumentException with fewer than {@link #FEWEST_REPEAT_CUSTOMERS}, or if time
     *     is discrete and the family is not, or the other way round
     */
    public static Fitted<PurchaseModel> fit(Family family, Histories histories) {
        if (histories.repeatCustomers() < FEWEST_REPEAT_CUSTOMERS) {
            throw new IllegalArgumentException("Too few customers bought again");
        }
        if (histories.timing().discrete() != (family == Family.BG_BB)) {
            throw new IllegalArgumentException("BG/BB and whole opportunities go together");
        }
        return switch (family) {
            case BG_NBD -> betaGeometric(histories, false, 1);
            case MBG_NBD -> betaGeometric(histories, true, 1);
            case MBG_CNBD_K -> {
                var each = new ArrayList<Fitted<PurchaseModel>>();
                for (var k = 1; k <= BetaGeometric.MAX_K; k++) {
                    each.add(betaGeometric(histories, true, k));
                }
                yield best(each);
            }
            case PARETO_NBD -> {
                var rate = rate(histories);
                yield fit(
                        histories,
                        new double[] {0.5, 0.5 / rate, 0.5, meanAge(histories) / 3 + 1},
                        it -> new ParetoNbd(it[0], it[1], it[2], it[3]));
            }
            case BG_BB ->
                    fit(
                            histories,
                            new double[] {1, 1, 0.5, 2},
                            it -> new BetaBernoulli(it[0], it[1], it[2], it[3]));
        };
    }

    /**
     * Fits every family of continuous time, the most likely first. Their likelihoods compare; that
     * of BG/BB, which is of other data, does not.
     */
    public static List<Fitted<PurchaseModel>> fitAll(Histories histories) {
        var each = new ArrayList<Fitted<PurchaseModel>>();
        for (var family :
                List.of(Family.BG_NBD, Family.MBG_NBD, Family.MBG_CNBD_K, Family.PARETO_NBD)) {
            var fitted = fit(family, histories);
            if (fitted.model().family() == family) {
                each.add(fitted);
            }
        }
        each.sort((one, other) -> Double.compare(other.logLikelihood(), one.logLikelihood()));
        return List.copyOf(each);
    }

    private static Fitted<PurchaseModel> best(List<Fitted<PurchaseModel>> fitted) {
        return fitted.stream()
                .reduce((one, next) -> next.logLikelihood() > one.logLikelihood() ? next : one)
                .orElseThrow();
    }

    private static Fitted<PurchaseModel> betaGeometric(
            Histories histories, boolean leavesAtOnce, int k) {
        var customers = histories.customers();
        var likelihood = new BetaGeometricLikelihood(histories, leavesAtOnce, k);
        var found =
                Bfgs.minimize(
                        (point, gradient) -> {
                            var parameters = exponentials(point);
                            var value = likelihood.at(parameters, gradient);
                            for (var index = 0; index < gradient.length; index++) {
                                gradient[index] *= -parameters[index] / customers;
                            }
                            return -value / customers;
                        },
                        logarithms(0.5, 0.5 * k / rate(histories), 1, 2),
                        1e-9);
        var it = exponentials(found.point());
        return new Fitted<>(
                new BetaGeometric(leavesAtOnce, k, it[0], it[1], it[2], it[3]),
                -found.value() * customers,
                found.steps(),
                found.converged());
    }

    private static Fitted<PurchaseModel> fit(
            Histories histories, double[] start, Function<double[], PurchaseModel> model) {
        var customers = histories.customers();
        var once = histories.withoutHoldout();
        var found =
                Bfgs.minimize(
                        Bfgs.differentiated(point ->
                                -model.apply(exponentials(point)).logLikelihood(once) / customers),
                        logarithms(start),
                        1e-8);
        return new Fitted<>(
                model.apply(exponentials(found.point())),
                -found.value() * customers,
                found.steps(),
                found.converged());
    }

    /** Repeat purchases a unit of time, of all customers together. */
    private static double rate(Histories histories) {
        return histories.repeatPurchases() / (histories.customers() * meanAge(histories));
    }

    private static double meanAge(Histories histories) {
        var sum = 0.0;
        for (var row = 0; row < histories.rows(); row++) {
            sum += histories.at(row).age() * histories.count(row);
        }
        return sum / histories.customers();
    }

    private static double[] logarithms(double... of) {
        var logarithms = new double[of.length];
        for (var index = 0; index < of.length; index++) {
            logarithms[index] = Math.log(of[index]);
        }
        return logarithms;
    }

    private static double[] exponentials(double[] of) {
        var exponentials = new double[of.length];
        for (var index = 0; index < of.length; index++) {
            exponentials[index] = Math.exp(of[index]);
        }
        return exponentials;
    }
}
