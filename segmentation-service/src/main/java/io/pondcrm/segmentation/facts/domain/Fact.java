package io.pondcrm.segmentation.facts.domain;

/** Everything that another service can tell us about a customer. */
public sealed interface Fact {

    /** A sale or refund happened, or is known better now. */
    record Purchased(Purchase purchase) implements Fact {}

    /** The profile looks like this. */
    record Described(Profile profile) implements Fact {}

    /** A consent was granted or withdrawn. */
    record Consented(ConsentState consent) implements Fact {}
}
