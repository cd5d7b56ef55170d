package io.pondcrm.segmentation.clv.domain;

import io.pondcrm.segmentation.score.domain.InputsHash;
import io.pondcrm.segmentation.score.domain.Reason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one customer is worth by a model, with everything that it was computed from.
 *
 * @param fit what the model found
 * @param timing the model's unit of time
 * @param firstPurchaseOn the day of the first purchase
 * @param lastPurchaseOn that of the last, the first included
 * @param history the repeat purchases, in the model's unit of time
 * @param meanSpend mean spend of a repeat purchase day; 0 without one
 * @param horizonEnd the last day that is looked ahead to
 * @param alive how probable it is that the customer has not left
 * @param expectedPurchases purchases until then
 * @param fewestPurchases with 5 % probability there will be fewer
 * @param mostPurchases with 5 % probability there will be more
 * @param discountedPurchases the same, each for what it is worth today
 * @param residualPurchases discounted purchases for all time to come; null where the model has no
 *     formula for it, or without a discount
 * @param spendPerPurchase what a purchase of this customer is expected to bring
 * @param ownShare how much of that rests on the customer's own mean; the rest on that of all
 * @param band how the customer compares with one who has just bought for the first time
 */
public record Valuation(
        ClvFit fit,
        Timing timing,
        LocalDate firstPurchaseOn,
        LocalDate lastPurchaseOn,
        History history,
        double meanSpend,
        LocalDate asOf,
        LocalDate horizonEnd,
        double annualDiscount,
        double alive,
        double expectedPurchases,
        int fewestPurchases,
        int mostPurchases,
        double discountedPurchases,
        @Nullable Double residualPurchases,
        double spendPerPurchase,
        double ownShare,
        ValueClass band,
        String inputsHash) {

    /** How probable it is that the number of purchases lies in the interval, at least. */
    public static final double CONFIDENCE = 0.9;

    private static final double TAIL = (1 - CONFIDENCE) / 2;

    /** All expected purchases of the horizon, undiscounted, in money. */
    public double expectedSpend() {
        return expectedPurchases * spendPerPurchase;
    }

    /** The customer's lifetime value within the horizon, as money of today. */
    public double value() {
        return discountedPurchases * spendPerPurchase;
    }

    /** Days from the last purchase to the day that the question is about. */
    public long silentDays() {
        return asOf.toEpochDay() - lastPurchaseOn.toEpochDay();
    }

    /** The value if as few or as many purchases come as the interval has. */
    public double valueOf(int purchases) {
        return expectedPurchases > 0
                ? purchases * spendPerPurchase * discountedPurchases / expectedPurchases
                : 0;
    }

    static Valuation of(
            ClvModel model,
            ClvFit fit,
            PurchaseDays purchases,
            LocalDate asOf,
            Period horizon,
            double annualDiscount) {
        var prospect = new Prospect(model, fit, purchases, asOf, horizon, annualDiscount);
        var history = prospect.history();
        var days = prospect.days();
        var fewest = 0;
        var most = 0;
        for (var probability :
                fit.purchases().atLeast(history, model.timing().units(days), TAIL / 10)) {
            fewest += probability >= 1 - TAIL ? 1 : 0;
            most += probability > TAIL ? 1 : 0;
        }
        var today = Math.toIntExact(asOf.toEpochDay());
        var all = purchases.days();
        var last = all[all.length - 1];
        return new Valuation(
                fit,
                model.timing(),
                LocalDate.ofEpochDay(purchases.first()),
                LocalDate.ofEpochDay(last),
                history,
                prospect.meanSpend(),
                asOf,
                prospect.horizonEnd(),
                annualDiscount,
                prospect.alive(),
                prospect.expectedPurchases(),
                fewest,
                most,
                prospect.discountedPurchases(),
                prospect.residualPurchases(),
                prospect.spendPerPurchase(),
                prospect.ownShare(),
                prospect.band(),
                InputsHash.of(
                        String.join(
                                "|",
                                "clv",
                                model.id(),
                                fit.purchases().parameters().toString(),
                                fit.spend().model().toString(),
                                purchases.first() + "," + last + "," + today,
                                history.toString(),
                                purchases.repeatSpend(today).stripTrailingZeros().toPlainString(),
                                Long.toString(days),
                                Double.toString(annualDiscount))));
    }

    /** What was looked at, and what it came to. */
    public List<Reason> reasons() {
        var unit = timing.discrete() ? "periods" : "weeks";
        var time = timing.units(horizonEnd.toEpochDay() - asOf.toEpochDay());
        return List.of(
                new Reason(
                        "repeatPurchases",
                        "%d in %s %s".formatted(history.repeats(), brief(history.age()), unit),
                        "%s expects %s in the next %s %s"
                                .formatted(
                                        fit.purchases().family().title().en(),
                                        brief(expectedPurchases),
                                        brief(time),
                                        unit)),
                new Reason(
                        "silence",
                        "%s %s since the last purchase"
                                .formatted(brief(history.age() - history.last()), unit),
                        "still a customer with probability %s".formatted(brief(alive))),
                new Reason(
                        "spend",
                        meanSpend > 0
                                ? "mean %s of own repeat purchases".formatted(brief(meanSpend))
                                : "no repeat purchase with spend",
                        "%s %% of own mean and %s %% of %s, that of all: %s"
                                .formatted(
                                        brief(100 * ownShare),
                                        brief(100 - 100 * ownShare),
                                        brief(fit.spend().model().expected(0, 0)),
                                        brief(spendPerPurchase))),
                new Reason(
                        "discount",
                        "%s %% a year".formatted(brief(100 * annualDiscount)),
                        "a purchase counts for what it is worth today"));
    }

    /** Four digits are enough to read. */
    static String brief(double of) {
        return of == 0
                ? "0"
                : new BigDecimal(of).round(new MathContext(4)).stripTrailingZeros().toPlainString();
    }
}
