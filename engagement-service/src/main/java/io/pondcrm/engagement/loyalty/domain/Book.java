package io.pondcrm.engagement.loyalty.domain;

/** Where points stand. What is posted to the books in one entry adds up to zero. */
public enum Book {
    /** The customer's, to be spent. */
    ACTIVE,
    /** The customer's, from a later moment on. */
    PENDING,
    /** Not above zero: what the customer gave back of which the points were spent already. */
    OWED,
    /** Not above zero: given for purchases, less what refunds took back. */
    ISSUED,
    /** Spent. */
    REDEEMED,
    /** Lost to time. */
    EXPIRED,
    /** Taken by hand, or given where below zero. */
    ADJUSTED,
    /** Gone to another id of the same customer, or come from there where below zero. */
    TRANSFERRED;

    /** Whether what stands here is the customer's. */
    boolean isCustomers() {
        return this == ACTIVE || this == PENDING || this == OWED;
    }
}
