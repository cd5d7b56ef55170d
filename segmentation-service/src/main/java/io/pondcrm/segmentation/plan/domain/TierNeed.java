package io.pondcrm.segmentation.plan.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What the customers of one tier can use, and must get.
 *
 * @param customers how many there are
 * @param each what one of them can use at most
 * @param minServiceLevel the share of {@code each} that everyone gets at least, 0 to 1
 * @param valueAtRisk what all of them are worth together; never negative
 * @param valueComputed whether that is what they spent lately, and not a figure that was given
 */
public record TierNeed(
        String tier,
        long customers,
        Hours each,
        BigDecimal minServiceLevel,
        BigDecimal valueAtRisk,
        boolean valueComputed) {

    public TierNeed {
        if (customers < 0 || valueAtRisk.signum() < 0) {
            throw new IllegalArgumentException("Customers and values are counted up from 0");
        }
        if (minServiceLevel.signum() < 0 || minServiceLevel.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("A share lies between 0 and 1");
        }
    }

    /** What everybody gets at least, in whole hundredths: never a little less than promised. */
    public Hours floorEach() {
        return new Hours(
                minServiceLevel
                        .multiply(BigDecimal.valueOf(each.hundredths()))
                        .setScale(0, RoundingMode.CEILING)
                        .longValueExact());
    }

    /** What all of them get at least. */
    public Hours floor() {
        return floorEach().times(customers);
    }

    /** What all of them can use at most. */
    public Hours most() {
        return each.times(customers);
    }

    /** The value that so many hours serve: each hour as much as any other. */
    public BigDecimal valueServed(Hours hours) {
        return most().equals(Hours.NONE)
                ? BigDecimal.ZERO.setScale(2)
                : valueAtRisk
                        .multiply(BigDecimal.valueOf(hours.hundredths()))
                        .divide(BigDecimal.valueOf(most().hundredths()), 2, RoundingMode.HALF_EVEN);
    }

    /** How many of so many customers are left with less than the floor, if hours go round. */
    public long underFloor(Hours hours, long of) {
        var floor = floorEach();
        return floor.equals(Hours.NONE)
                ? 0
                : Math.max(0, of - hours.hundredths() / floor.hundredths());
    }
}
