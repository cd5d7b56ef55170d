package io.pondcrm.customer.profile.domain;

import java.util.List;

/** Every way an attempt to store a new customer can end. */
public sealed interface Registration {

    /** The customer is stored. */
    record Registered(Customer customer) implements Registration {}

    /** This very customer was stored before: the caller repeats a request. */
    record AlreadyRegistered(Customer customer) implements Registration {}

    /** A customer with one of these external ids exists. */
    record ExternalIdTaken() implements Registration {}

    /** Something of it must not be stored. */
    record Refused(List<Flaw> flaws) implements Registration {

        public Refused {
            flaws = List.copyOf(flaws);
        }
    }

    /** A customer of this id was erased: nobody brings it back. */
    record Erased() implements Registration {}
}
