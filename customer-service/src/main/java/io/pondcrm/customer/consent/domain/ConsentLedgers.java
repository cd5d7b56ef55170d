package io.pondcrm.customer.consent.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All customers' consents. */
public interface ConsentLedgers {

    /** A customer's ledger; an empty one if the customer was never asked. */
    ConsentLedger get(CustomerId customer);

    /**
     * The ledgers of several customers, in no order. One round trip.
     *
     * @param selves by customer, all ids under which things of them are kept
     */
    List<ConsentLedger> getAll(Map<CustomerId, List<CustomerId>> selves);

    /**
     * Decides on the current ledger and stores the change, if there is one, with the event that
     * announces it.
     *
     * @param decision must be free of side effects: it runs again when another writer got in first
     */
    ConsentChange change(CustomerId customer, Function<ConsentLedger, ConsentChange> decision);
}
