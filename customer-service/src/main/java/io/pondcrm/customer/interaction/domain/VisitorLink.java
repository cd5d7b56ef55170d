package io.pondcrm.customer.interaction.domain;

import io.pondcrm.kernel.CustomerId;

/** Every way in which saying who a visitor is can end. */
public sealed interface VisitorLink {

    /** The visitor is this customer, from now on or since before. */
    record Linked() implements VisitorLink {}

    /** The visitor is another customer already; nothing was stored. */
    record BelongsToAnother(CustomerId other) implements VisitorLink {}
}
