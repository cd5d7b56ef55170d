package io.pondcrm.customer.mapping.domain;

/** How a partner's rows say that something was given back. */
public sealed interface RefundRule {

    /** The field {@code type} says so; where it is absent or empty, an amount below zero does. */
    record ByType() implements RefundRule {}

    /** An amount below zero. */
    record ByNegativeAmount() implements RefundRule {}

    /** The partner's key of the transaction starts so, for example {@code C} for credit notes. */
    record ByExternalIdPrefix(String prefix) implements RefundRule {}
}
