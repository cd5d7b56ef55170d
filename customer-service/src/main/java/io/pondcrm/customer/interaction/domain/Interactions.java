package io.pondcrm.customer.interaction.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** All interactions. */
public interface Interactions {

    Optional<Interaction> find(String id);

    /**
     * Records interactions with the events that announce them, in a handful of round trips however
     * many there are. Safe to repeat: a number that is known already is a {@link
     * Recording.Duplicate}, also the second time within one call.
     *
     * @param requests at most 1,000 are sensible; there is no limit
     * @return one outcome for each request, in the same order
     */
    List<Recording> recordAll(List<NewInteraction> requests);

    /**
     * Says who a visitor is. What the visitor does from now on is the customer's; {@link #backfill}
     * then brings what was done before. Safe to repeat.
     */
    VisitorLink link(Visitor visitor, CustomerId customer);

    /**
     * Gives a customer what the visitors who are this customer did before they were linked, and
     * announces each, in parts. Safe to repeat after a crash.
     *
     * @param reached hears how many were given in each part; may throw to stop
     */
    void backfill(CustomerId customer, LongConsumer reached);
}
