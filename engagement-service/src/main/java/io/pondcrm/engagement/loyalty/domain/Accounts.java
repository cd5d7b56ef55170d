package io.pondcrm.engagement.loyalty.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.function.Function;

/** All accounts of points, one for each id of a customer. */
public interface Accounts {

    /** An account as it was booked last; an empty one if nothing was ever booked. */
    Account get(CustomerId customer);

    /**
     * Decides on an account as it is, after what time has done to it, and stores what comes of it
     * as the next entry; if there is an entry for that cause already, nothing is decided.
     *
     * @param decision must be free of side effects: it runs again when another writer got in first
     */
    Booking book(CustomerId customer, Cause cause, Function<Account, Booking> decision);
}
