package io.pondcrm.segmentation.clv.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.TreeMap;

/**
 * The days on which a customer bought, and what they spent on each: purchases of one day count
 * once. Refunds change nothing: that somebody bought stays true.
 */
public final class PurchaseDays {

    private final int[] days;
    private final BigDecimal[] spend;

    private PurchaseDays(int[] days, BigDecimal[] spend) {
        this.days = days;
        this.spend = spend;
    }

    /**
     * @param currency ISO 4217; others do not count
     * @param zone whose days they are
     * @param until the last moment that counts; what lies more than 89 years before does not count
     *     either
     */
    public static PurchaseDays of(
            CustomerFacts facts, String currency, ZoneId zone, Instant until) {
        var earliest = LocalDate.ofInstant(until, zone).toEpochDay() - Timing.MAX_DAYS;
        var byDay = new TreeMap<Long, BigDecimal>();
        for (var purchase : facts.purchasesAt(until, currency, null)) {
            var day = LocalDate.ofInstant(purchase.occurredAt(), zone).toEpochDay();
            if (purchase.isSale() && day >= earliest) {
                byDay.merge(day, purchase.amount(), BigDecimal::add);
            }
        }
        return new PurchaseDays(
                byDay.keySet().stream().mapToInt(Math::toIntExact).toArray(),
                byDay.values().toArray(BigDecimal[]::new));
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return days.length == 0;
    }

    /** Distinct and ascending, counted from 1970-01-01. */
    public int[] days() {
        return days.clone();
    }

    /** The first day. */
    public int first() {
        return days[0];
    }

    /** How many repeat purchase days there were until the end of a day. */
    public int repeatsUntil(int end) {
        return Math.max(0, count(end) - 1);
    }

    /** What a repeat purchase day brought, on average, until the end of a day; 0 without one. */
    public double meanRepeatSpend(int end) {
        var repeats = repeatsUntil(end);
        return repeats == 0 ? 0 : repeatSpend(end).doubleValue() / repeats;
    }

    /** What all repeat purchase days brought until the end of a day. */
    public BigDecimal repeatSpend(int end) {
        var sum = BigDecimal.ZERO;
        for (var index = 1; index < count(end); index++) {
            sum = sum.add(spend[index]);
        }
        return sum;
    }

    private int count(int end) {
        var count = 0;
        while (count < days.length && days[count] <= end) {
            count++;
        }
        return count;
    }
}
