package io.pondcrm.customer.profile.domain;

/** Whose value of a field counts after a merge; where that one has none, the other's does. */
public enum Survivorship {
    /** That of the customer who stays. */
    SURVIVOR,
    /** That of the customer who is merged. */
    MERGED,
    /** The one that was said last. */
    NEWEST
}
