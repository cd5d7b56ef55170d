package io.pondcrm.customer.consent.domain;

/** Every way an attempt to grant or withdraw consent can end. */
public sealed interface ConsentChange {

    /**
     * The statement is in the ledger, and decides from now on.
     *
     * @param ledger the ledger that results
     */
    record Accepted(ConsentLedger ledger, ConsentStatement statement) implements ConsentChange {}

    /**
     * The statement is in the ledger for the record, but a later one decides already.
     *
     * @param ledger the ledger that results
     */
    record Outdated(ConsentLedger ledger, ConsentStatement statement) implements ConsentChange {}

    /**
     * The customer said the same before; the first time counts. The statement is in the ledger,
     * since a contrary one that arrives late may yet come between the two.
     *
     * @param ledger the ledger that results
     * @param standing the statement that stands
     */
    record Repeated(ConsentLedger ledger, ConsentStatement standing) implements ConsentChange {}

    /** This very statement is in the ledger: the caller repeats a request. Nothing is stored. */
    record AlreadyThere(ConsentStatement statement) implements ConsentChange {}
}
