package io.pondcrm.segmentation.clv.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.score.domain.Score;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How customers' lifetime value is estimated. What it was made with never changes; it is fitted
 * once, and then published and retired.
 *
 * @param currency ISO 4217
 * @param zone whose days purchases happen on
 * @param family null to choose it by likelihood
 * @param timing whole opportunities for BG/BB, weeks for all others
 * @param discountRate what next year's money is worth less: 0.15 for 15 % a year
 * @param version counts the changes of state from 1
 * @param fit null as long as it is a draft
 * @param publishedAt null until it is published
 * @param retiredAt null until it is taken out of use
 */
public record ClvModel(
        String id,
        String name,
        String currency,
        ZoneId zone,
        @Nullable Family family,
        Timing timing,
        ClvPeriods periods,
        double discountRate,
        State state,
        long version,
        @Nullable ClvFit fit,
        @Nullable Instant publishedAt,
        @Nullable Instant retiredAt) {

    /** What a model is made with and was fitted to never changes; another fit is another model. */
    public static final int VERSION = 1;

    /** How far a score looks ahead. */
    public static final Period SCORE_HORIZON = Period.ofMonths(12);

    /** Where a model stands. */
    public enum State {
        DRAFT,
        FITTED,
        PUBLISHED,
        RETIRED
    }

    public ClvModel {
        if (timing.discrete() != (family == Family.BG_BB)) {
            throw new IllegalArgumentException("BG/BB and whole opportunities go together");
        }
        if ((state == State.DRAFT) != (fit == null)) {
            throw new IllegalArgumentException("All but drafts are fitted");
        }
    }

    /** The last moment whose purchases a fit looks at. */
    public Instant lastMoment() {
        return periods.holdoutEnd().plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
    }

    /** Where the histories of a part of the customers are collected. */
    public Histories.Collector collector() {
        return new Histories.Collector(
                timing,
                Math.toIntExact(periods.end().toEpochDay()),
                Math.toIntExact(periods.holdoutEnd().toEpochDay()));
    }

    /** Adds what one customer did to what all did, if the customer counts. */
    public void collect(CustomerFacts facts, Histories.Collector histories, Spending spending) {
        var purchases = PurchaseDays.of(facts, currency, zone, lastMoment());
        if (!periods.counts(purchases)) {
            return;
        }
        var end = Math.toIntExact(periods.end().toEpochDay());
        histories.add(purchases.days());
        spending.add(purchases.repeatsUntil(end), purchases.meanRepeatSpend(end));
    }

    /** Fits to what all customers did. */
    public ClvFit.Outcome fit(Histories histories, Spending spending, Instant at) {
        return ClvFit.of(family, histories, spending, periods, at);
    }

    /** Takes what a fit found; only a draft does. */
    public ClvModelChange fitted(ClvFit found) {
        return state == State.DRAFT
                ? new ClvModelChange.Changed(next(State.FITTED, found, null, null))
                : new ClvModelChange.NotInThisState(state);
    }

    /** Offers a fitted model for use. */
    public ClvModelChange publish(Instant at) {
        return switch (state) {
            case FITTED -> new ClvModelChange.Changed(next(State.PUBLISHED, fit, at, null));
            case PUBLISHED -> new ClvModelChange.AlreadySo(this);
            case DRAFT, RETIRED -> new ClvModelChange.NotInThisState(state);
        };
    }

    /** Takes a model out of use; what it said can still be asked for by its id. */
    public ClvModelChange retire(Instant at) {
        return switch (state) {
            case FITTED, PUBLISHED ->
                    new ClvModelChange.Changed(next(State.RETIRED, fit, publishedAt, at));
            case RETIRED -> new ClvModelChange.AlreadySo(this);
            case DRAFT -> new ClvModelChange.NotInThisState(state);
        };
    }

    private ClvModel next(
            State to,
            @Nullable ClvFit found,
            @Nullable Instant published,
            @Nullable Instant retired) {
        return new ClvModel(
                id,
                name,
                currency,
                zone,
                family,
                timing,
                periods,
                discountRate,
                to,
                version + 1,
                found,
                published,
                retired);
    }

    /**
     * What a customer is worth, by what they had bought until a moment.
     *
     * @param horizon how far to look ahead
     * @param annualDiscount what next year's money is worth less
     * @return empty if the model is not fitted, or nothing was bought until then
     */
    public Optional<Valuation> value(
            CustomerFacts facts, Instant asOf, Period horizon, double annualDiscount) {
        var purchases = PurchaseDays.of(facts, currency, zone, asOf);
        if (fit == null || purchases.isEmpty()) {
            return Optional.empty();
        }
        var today = LocalDate.ofInstant(asOf, zone);
        return Optional.of(Valuation.of(this, fit, purchases, today, horizon, annualDiscount));
    }

    /**
     * What is expected of a customer at a moment, figure by figure.
     *
     * @return empty if the model is not fitted, or nothing was bought until then
     */
    public Optional<Prospect> prospect(CustomerFacts facts, Instant at) {
        var purchases = PurchaseDays.of(facts, currency, zone, at);
        return fit == null || purchases.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Prospect(
                                this,
                                fit,
                                purchases,
                                LocalDate.ofInstant(at, zone),
                                SCORE_HORIZON,
                                discountRate));
    }

    /**
     * What a customer is worth in the next twelve months as one figure, in the model's currency,
     * with what makes it up.
     *
     * @return empty if the model is not fitted, or nothing was bought until then
     */
    public Optional<Score> score(CustomerFacts facts, Instant asOf) {
        return value(facts, asOf, SCORE_HORIZON, discountRate)
                .map(it -> new ValueScore(this, it, facts, asOf).score());
    }

    /** An estimate in whole minor units of the currency: more digits would not be true. */
    public BigDecimal inMoney(double amount) {
        return BigDecimal.valueOf(amount)
                .setScale(
                        Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits()),
                        RoundingMode.HALF_UP);
    }
}
