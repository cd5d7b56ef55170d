package io.pondcrm.customer.drift;

/** What is wrong with a copy. */
enum DriftKind {
    /** There is none, and there should be. */
    MISSING,
    /** There is one of somebody whom nobody knows. */
    EXTRA,
    /** It says something else, or claims to know a later version than there is. */
    DIFFERENT
}
