package io.pondcrm.segmentation.plan.domain;

import java.math.BigDecimal;

/**
 * Working time in whole hundredths of an hour, so that sums are exact.
 *
 * @param hundredths never negative
 */
public record Hours(long hundredths) implements Comparable<Hours> {

    public static final Hours NONE = new Hours(0);

    public Hours {
        if (hundredths < 0) {
            throw new IllegalArgumentException("Time is not negative");
        }
    }

    /**
     * @param text for example {@code 1.25}
     * @throws ArithmeticException if it has more than two decimals or is out of range
     */
    public static Hours of(String text) {
        return new Hours(new BigDecimal(text).movePointRight(2).longValueExact());
    }

    public Hours plus(Hours other) {
        return new Hours(Math.addExact(hundredths, other.hundredths));
    }

    /** What is left; nothing if the other is more. */
    public Hours less(Hours other) {
        return new Hours(Math.max(0, hundredths - other.hundredths));
    }

    public Hours times(long count) {
        return new Hours(Math.multiplyExact(hundredths, count));
    }

    /** With two decimals. */
    public BigDecimal toDecimal() {
        return BigDecimal.valueOf(hundredths, 2);
    }

    @Override
    public int compareTo(Hours other) {
        return Long.compare(hundredths, other.hundredths);
    }
}
