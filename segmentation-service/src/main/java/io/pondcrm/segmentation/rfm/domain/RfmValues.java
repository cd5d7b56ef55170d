package io.pondcrm.segmentation.rfm.domain;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a customer did in a model's window.
 *
 * @param lastDay day of the last sale, counted from 1970-01-01 in the model's zone
 * @param frequency number of sales
 * @param monetary sales, less refunds where the model says so
 */
public record RfmValues(int lastDay, int frequency, BigDecimal monetary) {

    /** Money is ranked in ten-thousandths of its unit: finer than any currency's minor unit. */
    static final int SCALE = 4;

    public RfmValues {
        monetary = monetary.stripTrailingZeros();
    }

    public LocalDate lastPurchaseOn() {
        return LocalDate.ofEpochDay(lastDay);
    }

    long rankedMonetary() {
        return ranked(monetary);
    }

    static long ranked(BigDecimal amount) {
        return amount.setScale(SCALE, java.math.RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
    }

    /** Reads an amount back from the whole number by which it is ranked. */
    public static BigDecimal fromRanked(long ranked) {
        return BigDecimal.valueOf(ranked, SCALE).stripTrailingZeros();
    }
}
