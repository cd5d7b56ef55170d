package io.pondcrm.engagement.loyalty.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** All accounts of points, one for each id of a customer. */
public interface Accounts {

    /** An account as it was booked last; an empty one if nothing was ever booked. */
    Account get(CustomerId customer);

    /**
     * Accounts of one customer as they were booked last, all at one moment; what was given out by
     * one to another of them and is under way counts as arrived.
     */
    List<Account> listTogether(Collection<CustomerId> ids);

    /**
     * Decides on an account as it is, after what time has done to it, and stores what comes of it
     * as the next entry; if there is an entry for that cause already, nothing is decided.
     *
     * @param decision of the account and of this moment; must be free of side effects: it runs
     *     again when another writer got in first
     */
    Booking book(CustomerId customer, Cause cause, BiFunction<Account, Instant, Booking> decision);

    /**
     * What a customer's purchases of one day, and of its month, earned so far under all these ids.
     */
    EarningRule.Earned earned(Collection<CustomerId> ids, Instant purchasedAt);

    /** What was given out of some accounts and has not arrived where it went. */
    List<Entry> listUnderWay(Collection<CustomerId> ids);

    /** Books what was given out where it went; once, however often it is asked for. */
    void arrive(Entry out);

    /** The entry for a cause in one of these accounts; empty if there is none. */
    Optional<Entry> find(Collection<CustomerId> ids, Cause cause);
}
