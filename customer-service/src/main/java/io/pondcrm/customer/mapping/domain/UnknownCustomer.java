package io.pondcrm.customer.mapping.domain;

/** What becomes of a transaction of a customer whom we do not know. */
public enum UnknownCustomer {
    /** The row is rejected. */
    REJECT,
    /** A customer is made of whom nothing but the partner's key is known. */
    CREATE
}
