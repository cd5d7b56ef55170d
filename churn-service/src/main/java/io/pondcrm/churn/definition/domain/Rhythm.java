package io.pondcrm.churn.definition.domain;

import io.pondcrm.churn.facts.domain.Purchase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * How a customer buys: how often, and how long ago the last time. Counted in days, purchases of one
 * day once, as repeat-purchase models count them (Fader, Hardie and Lee, Marketing Science 24(2),
 * 2005).
 *
 * <p>The own interval is the mean of the intervals seen and of {@code priorWeight} imagined ones of
 * {@code priorDays}: {@code (priorWeight * priorDays + days from first to last) / (priorWeight +
 * intervals seen)}, the posterior mean of a conjugate gamma prior. Who bought once has the prior;
 * who bought often has their own. It is kept as a fraction, so that nothing is rounded before it is
 * compared.
 *
 * @param purchaseDays days with at least one sale; at least 1
 * @param firstAt the first sale
 * @param lastAt the last sale
 * @param gapDays whole days, in the definition's zone, since the last day with a sale
 * @param intervalDividend the own interval in days is this ...
 * @param intervalDivisor ... divided by this; both positive
 */
public record Rhythm(
        int purchaseDays,
        Instant firstAt,
        Instant lastAt,
        LocalDate firstOn,
        LocalDate lastOn,
        long gapDays,
        long intervalDividend,
        long intervalDivisor) {

    /**
     * The rhythm of what was bought by a moment; empty if nothing was.
     *
     * @param purchases that had happened by {@code at}, oldest first; refunds are passed over
     */
    static Optional<Rhythm> of(
            List<Purchase> purchases, Instant at, ZoneId zone, int priorDays, int priorWeight) {
        var days = 0;
        LocalDate firstOn = null;
        LocalDate lastOn = null;
        Instant firstAt = null;
        Instant lastAt = null;
        for (var purchase : purchases) {
            if (purchase.isSale()) {
                var day = LocalDate.ofInstant(purchase.occurredAt(), zone);
                if (!day.equals(lastOn)) {
                    days++;
                    lastOn = day;
                }
                lastAt = purchase.occurredAt();
                if (firstAt == null) {
                    firstOn = day;
                    firstAt = lastAt;
                }
            }
        }
        if (firstOn == null || lastOn == null || firstAt == null || lastAt == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Rhythm(
                        days,
                        firstAt,
                        lastAt,
                        firstOn,
                        lastOn,
                        ChronoUnit.DAYS.between(lastOn, LocalDate.ofInstant(at, zone)),
                        (long) priorWeight * priorDays + ChronoUnit.DAYS.between(firstOn, lastOn),
                        (long) priorWeight + days - 1));
    }

    /** Whether the silence is longer than this many of the customer's own intervals. */
    public boolean isSilentFor(BigDecimal intervals) {
        return BigDecimal.valueOf(gapDays)
                        .multiply(BigDecimal.valueOf(intervalDivisor))
                        .compareTo(intervals.multiply(BigDecimal.valueOf(intervalDividend)))
                > 0;
    }

    /** The first day on which the silence will be longer than this, if nothing is bought. */
    public LocalDate silentOn(BigDecimal intervals) {
        var whole =
                intervals
                        .multiply(BigDecimal.valueOf(intervalDividend))
                        .divide(BigDecimal.valueOf(intervalDivisor), 0, RoundingMode.FLOOR)
                        .toBigInteger();
        // A silence of a million years is no silence that anybody waits for.
        return lastOn.plusDays(whole.add(BigInteger.ONE).min(FAR).longValueExact());
    }

    private static final BigInteger FAR = BigInteger.valueOf(365_000_000);

    /** The own interval in days, rounded for people. */
    public BigDecimal intervalDays() {
        return BigDecimal.valueOf(intervalDividend)
                .divide(BigDecimal.valueOf(intervalDivisor), 1, RoundingMode.HALF_UP);
    }

    /** The silence in own intervals, rounded for people. */
    public BigDecimal silence() {
        return BigDecimal.valueOf(gapDays)
                .multiply(BigDecimal.valueOf(intervalDivisor))
                .divide(BigDecimal.valueOf(intervalDividend), 2, RoundingMode.HALF_UP);
    }
}
