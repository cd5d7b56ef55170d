package io.pondcrm.segmentation.abc.domain;

import java.math.BigDecimal;

/**
 * What a customer brings: sales, and the refunds that are taken off.
 *
 * @param refunds never negative
 */
public record Brought(BigDecimal sales, BigDecimal refunds) {

    /** Sales less refunds. */
    public BigDecimal net() {
        return sales.subtract(refunds);
    }
}
