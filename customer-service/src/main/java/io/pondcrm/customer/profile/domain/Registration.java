package io.pondcrm.customer.profile.domain;

/** Every way an attempt to store a new customer can end. */
public sealed interface Registration {

    /** The customer is stored. */
    record Registered(Customer customer) implements Registration {}

    /** This very customer was stored before: the caller repeats a request. */
    record AlreadyRegistered(Customer customer) implements Registration {}

    /** A customer with one of these external ids exists. */
    record ExternalIdTaken() implements Registration {}

    /** A customer of this id was erased: nobody brings it back. */
    record Erased() implements Registration {}
}
