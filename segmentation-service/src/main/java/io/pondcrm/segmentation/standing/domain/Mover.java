package io.pondcrm.segmentation.standing.domain;

import io.pondcrm.segmentation.facts.domain.Source;

/** What made a customer enter or leave a segment, or be entitled to something else. */
public sealed interface Mover {

    /** Something was heard of the customer. */
    record Event(Source source) implements Mover {}

    /** Nothing happened, and that long enough. */
    record Time() implements Mover {}

    /**
     * The segment or the grant was made, changed or deleted, or scores were drawn anew for all
     * customers.
     */
    record Definition() implements Mover {}
}
