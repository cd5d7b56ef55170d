package io.pondcrm.customer.profile.domain;

import java.util.List;
import java.util.Set;

/** Every way an attempt to change one customer can end. */
public sealed interface Revision {

    /**
     * The customer is different now.
     *
     * @param changed JSON names of the fields that differ
     */
    record Revised(Customer customer, Set<String> changed) implements Revision {

        public Revised {
            changed = Set.copyOf(changed);
        }
    }

    /** Nothing new was said, and nothing was stored. */
    record Unchanged(Customer customer) implements Revision {}

    /**
     * Somebody else changed the customer since the caller read it.
     *
     * @param version the version that is stored now
     */
    record Stale(long version) implements Revision {}

    /** What was sent cannot be stored. */
    record Refused(List<Flaw> flaws) implements Revision {

        public Refused {
            flaws = List.copyOf(flaws);
        }
    }

    /** Another customer has this name in the partner's system. */
    record ExternalIdTaken(ExternalId externalId) implements Revision {}

    /** There is no such customer. */
    record NoSuchCustomer() implements Revision {}
}
