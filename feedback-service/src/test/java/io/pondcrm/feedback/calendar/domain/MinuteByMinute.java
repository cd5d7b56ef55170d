package io.pondcrm.feedback.calendar.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/** The same arithmetic, done the slow way: looks at the clock on the wall each minute. */
public record MinuteByMinute(BusinessCalendar calendar) {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** From a whole minute on. */
    public Instant deadline(Instant from, long minutes) {
        var at = from;
        for (var left = minutes; left > 0; at = at.plus(MINUTE)) {
            if (isOpen(at)) {
                left--;
            }
        }
        return at;
    }

    public long between(Instant from, Instant until) {
        var minutes = 0L;
        for (var at = from; at.isBefore(until); at = at.plus(MINUTE)) {
            if (isOpen(at)) {
                minutes++;
            }
        }
        return minutes;
    }

    public boolean isOpen(Instant at) {
        var wall = ZonedDateTime.ofInstant(at, calendar.zone());
        var minute = wall.getHour() * 60 + wall.getMinute();
        return calendar.hoursOn(wall.toLocalDate()).intervals().stream()
                .anyMatch(it -> it.from() <= minute && minute < it.until());
    }
}
