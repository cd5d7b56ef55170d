package io.pondcrm.customer.transaction.domain;

/** Which way the goods went. Amounts are positive either way. */
public enum TransactionType {
    SALE,
    REFUND
}
