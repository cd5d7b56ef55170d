package io.pondcrm.customer.restriction.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.function.UnaryOperator;

/**
 * What customers had stopped. Of those who were merged each keeps their own: while they are one
 * person, what any of them has stopped is stopped for all.
 */
public interface Restrictions {

    /** What is stopped for a customer, by them or by anybody who was merged into them. */
    Stops of(CustomerId customer);

    /**
     * Decides on what the customer themselves has stopped, and stores it with the event that tells
     * others, unless nothing changed.
     *
     * @param decision must be free of side effects: it runs again when another writer got in first
     */
    void change(CustomerId customer, UnaryOperator<Processing> decision);

    /** The same for a customer and all who were merged into them, each for themselves. */
    void changeAll(CustomerId customer, UnaryOperator<Processing> decision);
}
