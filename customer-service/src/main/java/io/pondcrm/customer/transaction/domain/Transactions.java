package io.pondcrm.customer.transaction.domain;

import java.util.List;
import java.util.Optional;

/** All transactions. */
public interface Transactions {

    Optional<Transaction> find(String id);

    /**
     * Records transactions with the events that announce them, in a handful of round trips however
     * many there are. Safe to repeat: a number that is known already is a {@link
     * Recording.Duplicate}, also the second time within one call.
     *
     * @param requests at most 1,000 are sensible; there is no limit
     * @return one outcome for each request, in the same order
     */
    List<Recording> recordAll(List<NewTransaction> requests);
}
