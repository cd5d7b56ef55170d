package io.pondcrm.segmentation.clv.domain;

/**
 * What next year's money is worth less.
 *
 * @param annual 0.15 for 15 % a year; from 0 to 1
 */
public record DiscountRate(double annual) {

    /** Today's money is as good as next year's. */
    public static final DiscountRate NONE = new DiscountRate(0);

    public DiscountRate {
        if (!(annual >= 0 && annual <= 1)) {
            throw new IllegalArgumentException("From 0 to 1");
        }
    }

    /**
     * Reads what a caller wrote, such as {@code 0.15}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static DiscountRate valueOf(String text) {
        if (!text.matches("[01](\\.[0-9]{1,6})?")) {
            throw new IllegalArgumentException("A decimal number such as 0.15");
        }
        return new DiscountRate(Double.parseDouble(text));
    }
}
