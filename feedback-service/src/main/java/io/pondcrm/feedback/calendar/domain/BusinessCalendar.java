package io.pondcrm.feedback.calendar.domain;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;

/**
 * When somebody works, and the arithmetic of that time.
 *
 * <p>A moment is business time if the wall clock in {@code zone} shows, on the date that it shows,
 * a time within an interval of that date. So an hour that the clock skips in spring is no business
 * time, and one that it shows twice in autumn counts twice: what counts is time that passes.
 *
 * @param week the hours of each weekday; a day that is missing is off
 * @param exceptions dates that differ from their weekday: holidays are closed, and a day on which
 *     people work to make up for a holiday has hours
 */
public record BusinessCalendar(
        ZoneId zone, Map<DayOfWeek, OpenHours> week, Map<LocalDate, OpenHours> exceptions) {

    /** Nothing is promised further ahead. */
    public static final Duration HORIZON = Duration.ofDays(3_653);

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

    public BusinessCalendar {
        var days = new EnumMap<DayOfWeek, OpenHours>(DayOfWeek.class);
        days.putAll(week);
        week = Map.copyOf(days);
        exceptions = Map.copyOf(exceptions);
        if (week.values().stream().allMatch(OpenHours::isClosed)) {
            throw new IllegalArgumentException("Nobody works in any week");
        }
    }

    /** A stretch of business time without a break. */
    @FunctionalInterface
    private interface Stretch {

        /**
         * @return whether to go on to the next
         */
        boolean visit(long fromMillis, long untilMillis);
    }

    public OpenHours hoursOn(LocalDate date) {
        var exception = exceptions.get(date);
        return exception != null
                ? exception
                : week.getOrDefault(date.getDayOfWeek(), OpenHours.CLOSED);
    }

    /**
     * The first moment at which so much business time has passed since another.
     *
     * @param time zero or more; after zero it is {@code from} itself
     */
    public Deadline deadline(Instant from, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("No time can be given back: " + time);
        }
        if (time.isZero()) {
            return new Deadline.Due(from);
        }
        var end = new long[] {time.toMillis(), Long.MIN_VALUE};
        walk(
                from.toEpochMilli(),
                from.plus(HORIZON).toEpochMilli(),
                (start, until) -> {
                    if (until - start < end[0]) {
                        end[0] -= until - start;
                        return true;
                    }
                    end[1] = start + end[0];
                    return false;
                });
        return end[1] == Long.MIN_VALUE
                ? new Deadline.BeyondHorizon(from.plus(HORIZON))
                : new Deadline.Due(Instant.ofEpochMilli(end[1]));
    }

    /** How much business time passes from one moment to another; zero if the second is earlier. */
    public Duration between(Instant from, Instant until) {
        var sum = new long[1];
        walk(
                from.toEpochMilli(),
                until.toEpochMilli(),
                (start, end) -> {
                    sum[0] += end - start;
                    return true;
                });
        return Duration.ofMillis(sum[0]);
    }

    /**
     * Visits business time in order. Between two changes of the zone's offset, local days follow
     * one another as plain spans of 24 hours, whatever the clock does at the changes.
     */
    private void walk(long from, long until, Stretch stretch) {
        var rules = zone.getRules();
        for (var at = from; at < until; ) {
            var moment = Instant.ofEpochMilli(at);
            var offset = rules.getOffset(moment);
            var change = rules.nextTransition(moment);
            var end = change == null ? until : Math.min(until, change.getInstant().toEpochMilli());
            if (!walkAtOneOffset(at, end, offset, stretch)) {
                return;
            }
            at = end;
        }
    }

    private boolean walkAtOneOffset(long from, long until, ZoneOffset offset, Stretch stretch) {
        var shift = offset.getTotalSeconds() * 1_000L;
        var date = LocalDate.ofEpochDay(Math.floorDiv(from + shift, DAY_MILLIS));
        for (var day = date.toEpochDay() * DAY_MILLIS - shift; day < until; day += DAY_MILLIS) {
            for (var interval : hoursOn(date).intervals()) {
                var start = Math.max(from, day + interval.from() * MINUTE_MILLIS);
                var end = Math.min(until, day + interval.until() * MINUTE_MILLIS);
                if (start < end && !stretch.visit(start, end)) {
                    return false;
                }
            }
            date = date.plusDays(1);
        }
        return true;
    }
}
