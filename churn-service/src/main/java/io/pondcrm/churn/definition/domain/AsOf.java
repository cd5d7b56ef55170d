package io.pondcrm.churn.definition.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * The moment that a question is about.
 *
 * @param moment to the millisecond
 */
public record AsOf(Instant moment) {

    public AsOf {
        moment = moment.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Reads what a caller wrote: a moment, {@code 2026-03-01T12:00:00Z}, or a date, which means the
     * first moment of that day in UTC.
     *
     * @throws IllegalArgumentException if it is neither, or outside of the years 1900 to 2999
     */
    public static AsOf valueOf(String text) {
        try {
            var moment =
                    text.indexOf('T') < 0
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text);
            var year = moment.atOffset(ZoneOffset.UTC).getYear();
            if (year < 1900 || year > 2999) {
                throw new IllegalArgumentException("Neither our time nor near it");
            }
            return new AsOf(moment);
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("A date or a moment in UTC", unreadable);
        }
    }
}
