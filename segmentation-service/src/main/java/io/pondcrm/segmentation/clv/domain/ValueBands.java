package io.pondcrm.segmentation.clv.domain;

/**
 * Where the classes of value begin, in multiples of what is expected of somebody who has just
 * bought for the first time.
 *
 * @param high from so many times as much on a customer is {@link ValueClass#HIGH}
 * @param low below so many times a customer is {@link ValueClass#LOW}; more than 0
 */
public record ValueBands(double high, double low) {

    /** Twice and half as much. */
    public static final ValueBands USUAL = new ValueBands(2, 0.5);

    public ValueBands {
        if (!(low > 0 && high > low)) {
            throw new IllegalArgumentException("High begins above low, and low above nothing");
        }
    }

    ValueClass classOf(double spend, double spendOfNew) {
        return spend >= high * spendOfNew
                ? ValueClass.HIGH
                : spend >= low * spendOfNew ? ValueClass.ORDINARY : ValueClass.LOW;
    }
}
