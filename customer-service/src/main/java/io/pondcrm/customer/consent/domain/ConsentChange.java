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
     * The customer said the same before; the first time counts, nothing was stored.
     *
     * @param earlier the statement that stands
     */
    record AlreadySaid(ConsentStatement earlier) implements ConsentChange {}
}
