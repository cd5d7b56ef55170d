package io.pondcrm.segmentation.clv.domain;

import io.pondcrm.kernel.filter.Filter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a model expects of one customer on one day, each figure computed when it is first asked for.
 * The figures are those of the day in the model's zone: they stay until it ends, unless something
 * is bought. Not for several threads.
 */
public final class Prospect {

    private static final double DAYS_A_YEAR = 365.25;

    /** How far ahead to look for a turn of what only falls: at most so far nobody looks again. */
    private static final int YEARS_AHEAD = 5;

    /** The same where each day must be tried, because figures may rise. */
    private static final int DAYS_AHEAD = 7;

    /** What may be asked of a customer's prospect. */
    public enum Figure {
        /** The lifetime value within the model's horizon, in whole minor units. */
        VALUE,
        /** How that compares with somebody who has just bought for the first time. */
        BAND,
        /** How probable it is that the customer has not left. */
        ALIVE
    }

    private final ClvModel model;
    private final ClvFit fit;
    private final PurchaseDays purchases;
    private final LocalDate today;
    private final Period horizon;
    private final double annualDiscount;
    private final History history;
    private @Nullable Double alive;
    private @Nullable Double expected;
    private @Nullable Double discounted;

    /**
     * @param purchases none of them after today, and at least one
     */
    Prospect(
            ClvModel model,
            ClvFit fit,
            PurchaseDays purchases,
            LocalDate today,
            Period horizon,
            double annualDiscount) {
        this.model = model;
        this.fit = fit;
        this.purchases = purchases;
        this.today = today;
        this.horizon = horizon;
        this.annualDiscount = annualDiscount;
        this.history =
                model.timing().history(purchases.days(), Math.toIntExact(today.toEpochDay()));
    }

    History history() {
        return history;
    }

    LocalDate horizonEnd() {
        return today.plus(horizon);
    }

    long days() {
        return horizonEnd().toEpochDay() - today.toEpochDay();
    }

    /** How probable it is that the customer has not left. */
    public double alive() {
        var known = alive;
        if (known == null) {
            known = fit.purchases().alive(history);
            alive = known;
        }
        return known;
    }

    /** Purchases within the horizon. */
    double expectedPurchases() {
        var known = expected;
        if (known == null) {
            known = fit.purchases().expected(history, model.timing().units(days()));
            expected = known;
        }
        return known;
    }

    /** The same, each for what it is worth today. */
    double discountedPurchases() {
        var known = discounted;
        if (known == null) {
            known = annualDiscount > 0 ? discounted() : expectedPurchases();
            discounted = known;
        }
        return known;
    }

    /** Unit of time by unit of time, each as if its purchases came in its middle. */
    private double discounted() {
        var timing = model.timing();
        var days = days();
        var sum = 0.0;
        var before = 0.0;
        for (var from = 0L; from < days; from += timing.days()) {
            var to = Math.min(days, from + timing.days());
            var until =
                    to == days
                            ? expectedPurchases()
                            : fit.purchases().expected(history, timing.units(to));
            sum +=
                    (until - before)
                            * Math.pow(1 + annualDiscount, -(from + to) / 2.0 / DAYS_A_YEAR);
            before = until;
        }
        return sum;
    }

    /** All discounted purchases to come; null where the model has no formula for it. */
    @Nullable Double residualPurchases() {
        return fit.purchases() instanceof ParetoNbd pareto && annualDiscount > 0
                ? (Double)
                        pareto.discountedExpected(
                                history,
                                Math.log1p(annualDiscount) * model.timing().days() / DAYS_A_YEAR)
                : null;
    }

    double meanSpend() {
        return purchases.meanRepeatSpend(Math.toIntExact(today.toEpochDay()));
    }

    private int repeatsWithSpend() {
        return meanSpend() > 0 ? purchases.repeatsUntil(Math.toIntExact(today.toEpochDay())) : 0;
    }

    /** What a purchase of this customer is expected to bring. */
    double spendPerPurchase() {
        return fit.spend().model().expected(repeatsWithSpend(), meanSpend());
    }

    /** How much of that rests on the customer's own mean. */
    double ownShare() {
        var spend = fit.spend().model();
        return spend.p() * repeatsWithSpend() / (spend.p() * repeatsWithSpend() + spend.q() - 1);
    }

    /** The lifetime value within the horizon as money of today, in the model's currency. */
    public BigDecimal value() {
        return model.inMoney(discountedPurchases() * spendPerPurchase());
    }

    /** How the customer compares with one who has just bought for the first time. */
    public ValueClass band() {
        return model.bands()
                .classOf(
                        expectedPurchases() * spendPerPurchase(),
                        fit.purchases().expected(History.NEW, model.timing().units(days()))
                                * fit.spend().model().expected(0, 0));
    }

    /** A figure as predicates compare it. */
    public Object held(Figure figure) {
        return switch (figure) {
            case VALUE -> value();
            case BAND -> band().name();
            case ALIVE -> BigDecimal.valueOf(alive());
        };
    }

    /**
     * The first moment after this day at which a comparison with a figure may turn out differently,
     * if nothing is bought. Until just before it does not; where no such moment is near it is one
     * at which to look again.
     *
     * @return empty where none can come
     */
    public Optional<Instant> nextTurn(Figure figure, Filter.Comparison comparison) {
        if (comparison instanceof Filter.Exists) {
            return Optional.empty();
        }
        var held = comparison.holds(held(figure));
        var falls = falls(figure);
        var last = last(falls);
        var before = this;
        while (before.today.isBefore(last)) {
            var next =
                    falls
                            ? before.nextOther(figure, comparison, last)
                            : before.on(before.today.plusDays(1));
            if (comparison.holds(next.held(figure)) != held) {
                return Optional.of(next.begins());
            }
            before = next;
        }
        return Optional.of(before.today.plusDays(1).atStartOfDay(model.zone()).toInstant());
    }

    /**
     * Whether a figure only falls while nothing is bought and the horizon has as many days. The
     * chance of still being a customer does. So does what is expected where purchases come at
     * random: silence speaks for a lower rate, whatever it says of the lifetime. Who buys regularly
     * comes nearer to the next purchase, though; and BG/BB counts a purchase when its period is
     * over.
     */
    private boolean falls(Figure figure) {
        return switch (fit.purchases()) {
            case BetaGeometric found -> found.k() == 1 || figure == Figure.ALIVE;
            case ParetoNbd _ -> true;
            case BetaBernoulli _ -> false;
        };
    }

    /** The last day to try; the first purchase must be known on it still. */
    private LocalDate last(boolean falls) {
        var known = LocalDate.ofEpochDay(purchases.first()).plusDays(Timing.MAX_DAYS);
        var far = falls ? today.plusYears(YEARS_AHEAD) : today.plusDays(DAYS_AHEAD);
        return far.isBefore(known) ? far : known;
    }

    /**
     * The first later day on which a falling figure stands otherwise to what it is compared with,
     * or the horizon has another length.
     */
    private Prospect nextOther(Figure figure, Filter.Comparison comparison, LocalDate last) {
        var end = figure == Figure.ALIVE ? last : lastOfSameLength(last);
        var places = places(figure, comparison);
        var other = on(end);
        if (other.places(figure, comparison).equals(places)) {
            return end.isBefore(last) ? on(end.plusDays(1)) : other;
        }
        var same = today;
        while (same.plusDays(1).isBefore(other.today)) {
            var middle =
                    on(LocalDate.ofEpochDay((same.toEpochDay() + other.today.toEpochDay()) / 2));
            if (middle.places(figure, comparison).equals(places)) {
                same = middle.today;
            } else {
                other = middle;
            }
        }
        return other;
    }

    /** Twelve months may have one day more. */
    private LocalDate lastOfSameLength(LocalDate last) {
        var days = days();
        var day = today;
        while (day.isBefore(last)) {
            var next = day.plusDays(1);
            if (next.plus(horizon).toEpochDay() - next.toEpochDay() != days) {
                break;
            }
            day = next;
        }
        return day;
    }

    /** Where a figure stands to each value that it is compared with. */
    private List<Integer> places(Figure figure, Filter.Comparison comparison) {
        if (figure == Figure.BAND) {
            return List.of(band().ordinal());
        }
        var held = (BigDecimal) held(figure);
        var values =
                switch (comparison) {
                    case Filter.Compare compare -> Stream.of(compare.value());
                    case Filter.In in -> in.values().stream();
                    case Filter.Exists _ -> Stream.<Object>of();
                };
        return values.filter(BigDecimal.class::isInstance)
                .map(it -> Integer.signum(held.compareTo((BigDecimal) it)))
                .toList();
    }

    /** The same customer on another day, having bought nothing more. */
    private Prospect on(LocalDate day) {
        return Objects.equals(day, today)
                ? this
                : new Prospect(model, fit, purchases, day, horizon, annualDiscount);
    }

    private Instant begins() {
        return today.atStartOfDay(model.zone()).toInstant();
    }
}
