package io.pondcrm.segmentation.clv.domain;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What of the past a model is fitted to, and what it is compared with.
 *
 * @param from only customers who first bought on this day or later count; null for all
 * @param end the last day that is fitted
 * @param holdoutEnd the last day that the fit is compared with; {@code end} for no comparison
 */
public record ClvPeriods(@Nullable LocalDate from, LocalDate end, LocalDate holdoutEnd) {

    public ClvPeriods {
        if (from != null && from.isAfter(end) || holdoutEnd.isBefore(end)) {
            throw new IllegalArgumentException("First comes from, then end, then holdoutEnd");
        }
    }

    /** Days to compare with. */
    public long holdoutDays() {
        return holdoutEnd.toEpochDay() - end.toEpochDay();
    }

    boolean counts(PurchaseDays purchases) {
        return !purchases.isEmpty()
                && purchases.first() <= end.toEpochDay()
                && (from == null || purchases.first() >= from.toEpochDay());
    }
}
