package io.pondcrm.customer.contactpolicy.domain;

import io.pondcrm.kernel.CustomerId;

/** All customers' preferences. */
public interface ContactPreferences {

    /** A customer's preference; an empty one of version 0 if nothing was ever said. */
    ContactPreference get(CustomerId customer);

    /**
     * Stores a preference in place of the version before it.
     *
     * @return false if another version has taken that place meanwhile
     */
    boolean put(ContactPreference next);
}
