package io.pondcrm.segmentation.clv.domain;

/**
 * One customer's repeat purchases: all that the models need to know of the past.
 *
 * @param repeats purchases after the first; in a discrete model, periods with a purchase
 * @param last time from the first purchase to the last, 0 without repeats: weeks, or in a discrete
 *     model the number of the last period with a purchase
 * @param age time from the first purchase to the end of what is known, in the same unit
 */
public record History(int repeats, double last, double age) {

    /** Who has just bought for the first time. */
    public static final History NEW = new History(0, 0, 0);

    public History {
        if (repeats < 0 || last < 0 || age < last || (repeats == 0) != (last == 0)) {
            throw new IllegalArgumentException(
                    "%d repeat purchases until %s of %s".formatted(repeats, last, age));
        }
    }
}
