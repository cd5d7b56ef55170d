package io.pondcrm.segmentation.abc.domain;

import java.math.BigDecimal;

/** What a classification finds at one customer. */
public sealed interface Measured {

    /**
     * What the customer brings.
     *
     * @param sales what sales brought; of profit it may be below zero
     * @param refunds what refunds took off that
     */
    record Brought(BigDecimal sales, BigDecimal refunds) implements Measured {

        /** Sales less refunds. */
        public BigDecimal net() {
            return sales.subtract(refunds);
        }
    }

    /**
     * The profit of some purchases is not known, so the customer's is not: they have no rank, not
     * that of one who brings nothing.
     *
     * @param unknown how many purchases did not tell what they earned
     * @param purchases how many there are in the window
     */
    record Unmeasured(int unknown, int purchases) implements Measured {}

    /** The customer neither bought nor gave back in the window. */
    record Nothing() implements Measured {}
}
