package io.pondcrm.segmentation.clv.domain;

import io.pondcrm.segmentation.definition.domain.Definition;
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
 * How customers' lifetime value is estimated: one version of a model. It is fitted once as it is
 * written, and never changes once it is published.
 *
 * @param version counts from 1
 * @param currency ISO 4217
 * @param zone whose days purchases happen on
 * @param family null to choose it by likelihood
 * @param timing whole opportunities for BG/BB, weeks for all others
 * @param horizon how far a value looks ahead where nobody says otherwise
 * @param discountRate what next year's money is worth less: 0.15 for 15 % a year
 * @param fit null as long as it is not fitted
 */
public record ClvModel(
        String id,
        int version,
        String name,
        String currency,
        ZoneId zone,
        @Nullable Family family,
        Timing timing,
        ClvPeriods periods,
        Period horizon,
        double discountRate,
        ValueBands bands,
        @Nullable ClvFit fit)
        implements Definition<ClvModel> {

    /** How far a value looks ahead unless a model says otherwise. */
    public static final Period USUAL_HORIZON = Period.ofMonths(12);

    public ClvModel {
        if (timing.discrete() != (family == Family.BG_BB)) {
            throw new IllegalArgumentException("BG/BB and whole opportunities go together");
        }
    }

    @Override
    public ClvModel as(int number) {
        return with(number, fit);
    }

    /** Nobody is valued by what was not in use yet. */
    @Override
    public boolean speaksForBefore() {
        return false;
    }

    /** Only fitted models value customers; the fit is what may be published. */
    @Override
    public boolean needsSimulation() {
        return fit == null;
    }

    @Override
    public ClvModel asWritten() {
        return with(version, null);
    }

    /** The same with what a fit found. */
    public ClvModel fitted(ClvFit found) {
        return with(version, found);
    }

    /**
     * The same with the fit of another model, if it was fitted to the same; else without: how far
     * values look ahead, what they are discounted by and where classes begin changes no fit.
     */
    public ClvModel fittedLike(ClvModel other) {
        return with(
                version,
                currency.equals(other.currency)
                                && zone.equals(other.zone)
                                && family == other.family
                                && timing.equals(other.timing)
                                && periods.equals(other.periods)
                        ? other.fit
                        : null);
    }

    private ClvModel with(int number, @Nullable ClvFit found) {
        return new ClvModel(
                id,
                number,
                name,
                currency,
                zone,
                family,
                timing,
                periods,
                horizon,
                discountRate,
                bands,
                found);
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

    /**
     * What a customer is worth, by what they had bought until a moment.
     *
     * @param ahead how far to look
     * @param annualDiscount what next year's money is worth less
     * @return empty if the model is not fitted, or nothing was bought until then
     */
    public Optional<Valuation> value(
            CustomerFacts facts, Instant asOf, Period ahead, double annualDiscount) {
        var purchases = PurchaseDays.of(facts, currency, zone, asOf);
        if (fit == null || purchases.isEmpty()) {
            return Optional.empty();
        }
        var today = LocalDate.ofInstant(asOf, zone);
        return Optional.of(Valuation.of(this, fit, purchases, today, ahead, annualDiscount));
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
                                horizon,
                                discountRate));
    }

    /**
     * What a customer is worth within the model's horizon as one figure, in the model's currency,
     * with what makes it up.
     *
     * @return empty if the model is not fitted, or nothing was bought until then
     */
    public Optional<Score> score(CustomerFacts facts, Instant asOf) {
        return value(facts, asOf, horizon, discountRate)
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
