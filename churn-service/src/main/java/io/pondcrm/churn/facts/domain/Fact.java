package io.pondcrm.churn.facts.domain;

import java.time.Instant;

/** Everything that another service can tell us about a customer. */
public sealed interface Fact {

    /** A sale or refund happened, or is known better now. */
    record Purchased(Purchase purchase) implements Fact {}

    /** There is no such purchase, whoever told of it. */
    record PurchaseUnknown(String transactionId) implements Fact {}

    /** The customer did something with us that is no purchase. */
    record Interacted(Instant at) implements Fact {}

    /** A case was opened or closed. */
    record CaseMoved(String caseId, boolean isComplaint, ServiceCase.Move move) implements Fact {}

    /** Conclusions about the customer were stopped, or may go on. */
    record Stopped(ProfilingStop stop) implements Fact {}

    /** The customer answered a survey. */
    record Rated(Rating rating) implements Fact {}
}
