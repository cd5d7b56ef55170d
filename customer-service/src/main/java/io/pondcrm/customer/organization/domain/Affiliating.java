package io.pondcrm.customer.organization.domain;

/** Every way an attempt to make an organization a part of another can end. */
public sealed interface Affiliating {

    /** It is a part of it. */
    record Affiliated(Affiliation affiliation) implements Affiliating {}

    /** It was before; nothing was stored. */
    record Unchanged(Affiliation affiliation) implements Affiliating {}

    /** The parent is a part of it, or about to become one, or is it itself. */
    record Circle() implements Affiliating {}

    /** There would be more levels than we keep. */
    record TooDeep() implements Affiliating {}

    /** It changed its parent too often. */
    record TooOften() implements Affiliating {}

    /** Somebody else changes the same organization at this moment, or changed it since. */
    record Stale(long version) implements Affiliating {}
}
