package io.pondcrm.segmentation.score.domain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;

/** How far to look back or ahead, in whole days: at least one, at most ten years. */
public record Days(int count) {

    private static final int MOST = 3_660;

    public Days {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("From a day to ten years");
        }
    }

    /**
     * Reads what a caller wrote, such as {@code P30D} or {@code P4W}.
     *
     * @throws IllegalArgumentException if it is none, or speaks of months
     */
    public static Days valueOf(String text) {
        try {
            var period = Period.parse(text);
            if (period.toTotalMonths() != 0) {
                throw new IllegalArgumentException("Months have no fixed length");
            }
            return new Days(period.getDays());
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException("A number of days such as P30D", unreadable);
        }
    }

    public Duration duration() {
        return Duration.ofDays(count);
    }

    /** As a caller writes it. */
    @Override
    public String toString() {
        return "P" + count + "D";
    }
}
