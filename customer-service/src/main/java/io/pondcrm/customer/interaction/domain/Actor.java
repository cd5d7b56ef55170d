package io.pondcrm.customer.interaction.domain;

import io.pondcrm.kernel.CustomerId;

/** Who did something, as a partner says it. */
public sealed interface Actor {

    /** A customer by our id. */
    record Known(CustomerId id) implements Actor {}

    /** A customer by the name that a partner system has for them. */
    record Named(String system, String key) implements Actor {}

    /**
     * Somebody of whom only a system's own mark is known: a visitor's id, a handle of social media.
     *
     * @param anonymousId means something within the interaction's system only
     */
    record Anonymous(String anonymousId) implements Actor {}
}
