package io.pondcrm.engagement.loyalty.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What purchases in one currency are worth in points, from a moment on until a later rule's. Never
 * changes: what was earned by it can be worked out again.
 *
 * @param pointsPerUnit for each unit of the currency; 0 ends earning
 * @param multipliers by what benefit, as tiers give them; of several the highest counts
 * @param dailyCap for one customer's purchases of one day in UTC
 * @param monthlyCap for those of one month
 * @param pendingDays from the purchase until points may be spent
 * @param validDays how long they may be spent then, to the end of that day in UTC
 */
public record EarningRule(
        String id,
        String currency,
        BigDecimal pointsPerUnit,
        Map<String, BigDecimal> multipliers,
        Optional<Long> dailyCap,
        Optional<Long> monthlyCap,
        int pendingDays,
        int validDays,
        Instant validFrom) {

    /** Of one purchase, however large: sums of many still fit. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

    /**
     * What a customer has earned by other purchases of the same day and month.
     *
     * @param inDay UTC
     */
    public record Earned(long inDay, long inMonth) {}

    public EarningRule {
        multipliers = Map.copyOf(multipliers);
    }

    /**
     * Points for an amount, without caps and without fractions; 10^12 at most.
     *
     * @param amount of a purchase or a refund; its sign does not matter
     * @param isHeld whether the customer has a benefit
     */
    public long worth(BigDecimal amount, Predicate<String> isHeld) {
        var times =
                multipliers.entrySet().stream()
                        .filter(it -> isHeld.test(it.getKey()))
                        .map(Map.Entry::getValue)
                        .max(BigDecimal::compareTo)
                        .orElse(BigDecimal.ONE);
        return amount.abs()
                .multiply(pointsPerUnit)
                .multiply(times)
                .min(MOST)
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }

    /** Whether what was earned before matters. */
    public boolean isCapped() {
        return dailyCap.isPresent() || monthlyCap.isPresent();
    }

    /** What the caps leave of points. */
    public long capped(long points, Earned earned) {
        var left = dailyCap.map(it -> Math.min(points, it - earned.inDay())).orElse(points);
        return Math.max(
                0, monthlyCap.map(it -> Math.min(left, it - earned.inMonth())).orElse(left));
    }

    /** From when on points of a purchase may be spent. */
    public Instant activatesAt(Instant purchasedAt) {
        return purchasedAt.plus(Duration.ofDays(pendingDays));
    }

    /** From when on they may not any more. */
    public Instant expiresAt(Instant purchasedAt) {
        return activatesAt(purchasedAt)
                .truncatedTo(ChronoUnit.DAYS)
                .plus(Duration.ofDays(validDays + 1L));
    }

    /** The day, or month, whose cap a purchase counts against. */
    public static Instant dayOf(Instant purchasedAt) {
        return purchasedAt.truncatedTo(ChronoUnit.DAYS);
    }

    /** The beginning of a purchase's month. */
    public static Instant monthOf(Instant purchasedAt) {
        return firstOf(purchasedAt).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The beginning of the month after. */
    public static Instant monthAfter(Instant purchasedAt) {
        return firstOf(purchasedAt).plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static LocalDate firstOf(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    }
}
