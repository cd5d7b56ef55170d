package io.pondcrm.customer.privacy.domain;

/** How far a request is. */
public enum RequestState {
    /** Taken down; nothing was done yet. */
    RECEIVED,
    /** Services are at it. */
    RUNNING,
    /** A service has been silent for too long. It completes as soon as that one answers. */
    INCOMPLETE,
    /** Done, by all. */
    COMPLETED,
    /** Not done; the person has to be told why (GDPR, article 12(4)). */
    REFUSED
}
