package io.pondcrm.segmentation.clv.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fit found; never changes.
 *
 * @param candidates every family that was tried, the most likely first; the first is the model
 * @param spend how much they spend a purchase
 * @param customers how many customers the fit knew
 * @param repeatCustomers how many of them bought again
 * @param histories how many different histories they had
 * @param spenders repeat customers whose mean spend is positive
 * @param meanSpend their mean of means
 * @param correlation of frequency and mean spend, which the spend model takes for independent
 * @param holdout null where nothing was held out
 */
public record ClvFit(
        List<Fitted<PurchaseModel>> candidates,
        Fitted<GammaGamma> spend,
        long customers,
        long repeatCustomers,
        long repeatPurchases,
        int histories,
        int spenders,
        double meanSpend,
        double correlation,
        @Nullable HoldoutError holdout,
        Instant fittedAt) {

    /** From here on a correlation is a warning. */
    public static final double LARGE_CORRELATION = 0.3;

    public ClvFit {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("A fit has a model");
        }
    }

    /** The most likely model of repeat purchases. */
    public PurchaseModel purchases() {
        return candidates.getFirst().model();
    }

    /** Whether frequency and spend hang together so much that the product misleads. */
    public boolean isCorrelated() {
        return Math.abs(correlation) >= LARGE_CORRELATION;
    }

    /** Each way a fit can end. */
    public sealed interface Outcome {

        /** A model was found. */
        record Found(ClvFit fit) implements Outcome {}

        /** Too few customers bought again, or spent anything when they did. */
        record TooFew(long repeatCustomers, int spenders) implements Outcome {}
    }

    /**
     * @param choice null to choose the family by likelihood
     */
    static Outcome of(
            @Nullable Family choice,
            Histories histories,
            Spending spending,
            ClvPeriods periods,
            Instant at) {
        if (Math.min(histories.repeatCustomers(), spending.customers())
                < Fitting.FEWEST_REPEAT_CUSTOMERS) {
            return new Outcome.TooFew(histories.repeatCustomers(), spending.customers());
        }
        var candidates =
                choice == null
                        ? Fitting.fitAll(histories)
                        : List.of(Fitting.fit(choice, histories));
        var time = histories.timing().units(periods.holdoutDays());
        return new Outcome.Found(
                new ClvFit(
                        candidates,
                        GammaGamma.fit(spending),
                        histories.customers(),
                        histories.repeatCustomers(),
                        histories.repeatPurchases(),
                        histories.distinct(),
                        spending.customers(),
                        spending.mean(),
                        spending.correlation(),
                        time > 0
                                ? HoldoutError.of(candidates.getFirst().model(), histories, time)
                                : null,
                        at));
    }
}
