package io.pondcrm.customer.transaction.domain;

import io.pondcrm.kernel.CustomerId;

/** How a partner says who bought. */
public sealed interface CustomerReference {

    /** By our own id. */
    record ById(CustomerId id) implements CustomerReference {}

    /** By the name that a partner system has for the customer. */
    record ByExternalId(String system, String key) implements CustomerReference {}
}
