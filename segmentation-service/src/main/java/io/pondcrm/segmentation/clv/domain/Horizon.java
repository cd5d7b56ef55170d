package io.pondcrm.segmentation.clv.domain;

import java.time.DateTimeException;
import java.time.Period;

/** How far to look ahead: at least a day, at most ten years. */
public record Horizon(Period period) {

    public Horizon {
        var days = period.toTotalMonths() * 30 + period.getDays();
        if (period.isNegative() || days < 1 || days > 3_660) {
            throw new IllegalArgumentException("From a day to ten years");
        }
    }

    /**
     * Reads what a caller wrote, such as {@code P12M} or {@code P90D}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Horizon valueOf(String text) {
        try {
            return new Horizon(Period.parse(text));
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException("A period such as P12M", unreadable);
        }
    }
}
