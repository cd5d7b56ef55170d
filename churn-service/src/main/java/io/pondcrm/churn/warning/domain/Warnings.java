package io.pondcrm.churn.warning.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;
import java.util.Optional;

/** All warnings. */
public interface Warnings {

    /**
     * A warning with the customer it is about.
     *
     * @param version of the customer's document, for the ETag
     */
    record Held(CustomerId customer, Warning warning, long version) {}

    /** The warning with this id, open or closed. */
    Optional<Held> find(String id);

    /** All warnings of a customer, newest first; empty if there were none. */
    List<Held> of(CustomerId customer);

    /** Moves a warning on, and stores and announces what that changes in one write. */
    Transition move(String id, Move move);
}
