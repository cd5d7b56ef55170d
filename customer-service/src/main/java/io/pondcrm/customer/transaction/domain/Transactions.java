package io.pondcrm.customer.transaction.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All transactions. */
public interface Transactions {

    Optional<Transaction> find(String id);

    /**
     * Records transactions with the events that announce them, in a handful of round trips however
     * many there are. Safe to repeat: a number that is known already is a {@link
     * Recording.Duplicate}, also the second time within one call.
     *
     * @param requests at most 1,000 are sensible; there is no limit
     * @param batch names these requests for ever, so that an import counts exactly: each stored
     *     transaction remembers the batch that brought it, and when the same batch comes again
     *     after a crash, it is {@link Recording.Recorded} again (the first time within the call).
     *     Null where nobody counts
     * @return one outcome for each request, in the same order
     */
    List<Recording> recordAll(List<NewTransaction> requests, @Nullable String batch);

    /** The same, for requests that nobody counts. */
    default List<Recording> recordAll(List<NewTransaction> requests) {
        return recordAll(requests, null);
    }

    /**
     * What a customer bought and gave back, oldest first; read bit by bit, so close it.
     *
     * @param system only what this partner system told; null for all
     * @param from the first moment, inclusive; null for the beginning
     * @param until the last moment, exclusive
     */
    Stream<Transaction> of(
            CustomerId customer, @Nullable String system, @Nullable Instant from, Instant until);

    /** What a customer bought and gave back, added up for each currency; empty for none. */
    List<PurchaseTotal> totalsOf(CustomerId customer);

    /**
     * Goes through all transactions once, in the order of their partners' numbers.
     *
     * @param system only what this partner system told; null for all
     * @param after the {@link Transaction#place} of the one to go on behind; null at the beginning
     * @param most how many at most
     * @return empty if there are no more
     */
    List<Transaction> page(@Nullable String system, @Nullable String after, int most);
}
