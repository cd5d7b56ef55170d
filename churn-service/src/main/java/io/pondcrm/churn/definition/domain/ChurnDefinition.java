package io.pondcrm.churn.definition.domain;

import io.pondcrm.churn.facts.domain.CustomerFacts;
import io.pondcrm.churn.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * When a customer counts as at risk, and when as gone: when the silence since the last purchase is
 * longer than so many of the customer's own intervals between purchases. A version never changes; a
 * label for a past moment comes from the facts up to then and is the same whenever it is asked for.
 *
 * @param id for example {@code own-rhythm}
 * @param version from 1 on
 * @param atRiskAfter own intervals of silence
 * @param churnedAfter own intervals of silence; more than {@code atRiskAfter}
 * @param priorDays the interval that is expected of somebody of whom we know nothing, in days
 * @param priorWeight how many seen intervals that expectation is worth
 * @param horizonDays how far ahead the expected loss looks
 * @param zone decides which day it is
 * @param currency what the expected loss is counted in, ISO 4217
 * @param publishedAt from when on it decides
 */
public record ChurnDefinition(
        String id,
        int version,
        Name name,
        BigDecimal atRiskAfter,
        BigDecimal churnedAfter,
        int priorDays,
        int priorWeight,
        int horizonDays,
        ZoneId zone,
        String currency,
        Instant publishedAt) {

    /** The definition by which customers are scored and warned about. */
    public static final String MAIN = "own-rhythm";

    public ChurnDefinition {
        if (atRiskAfter.signum() <= 0
                || churnedAfter.compareTo(atRiskAfter) <= 0
                || priorDays < 1
                || priorWeight < 1
                || horizonDays < 1
                || version < 1) {
            throw new IllegalArgumentException("Not a churn definition");
        }
    }

    /** The first version of {@link #MAIN}, in force since ever. */
    public static ChurnDefinition main(ZoneId zone, String currency) {
        return new ChurnDefinition(
                MAIN,
                1,
                new Name("Silent against their own rhythm", "相对自身购买节奏的沉默"),
                new BigDecimal("1.5"),
                new BigDecimal("3"),
                60,
                2,
                365,
                zone,
                currency,
                Instant.EPOCH);
    }

    /** How a customer bought up to a moment; empty if nothing was bought by then. */
    public Optional<Rhythm> rhythm(CustomerFacts facts, Instant at) {
        return rhythm(facts.purchasesBy(at), at);
    }

    /**
     * The same from purchases alone.
     *
     * @param purchases that had happened by {@code at}, oldest first
     */
    public Optional<Rhythm> rhythm(List<Purchase> purchases, Instant at) {
        return Rhythm.of(purchases, at, zone, priorDays, priorWeight);
    }

    /** What this definition says of a rhythm. */
    public Label label(Rhythm rhythm) {
        if (rhythm.isSilentFor(churnedAfter)) {
            return Label.CHURNED;
        }
        return rhythm.isSilentFor(atRiskAfter) ? Label.AT_RISK : Label.ACTIVE;
    }
}
