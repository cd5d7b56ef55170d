package io.pondcrm.gateway.routing.domain;

/** What kind of work a call brings, and so which size, patience and circuit breaker it gets. */
public enum Traffic {
    /** One thing, answered at once. */
    USUAL,
    /** Many things in one body, answered when all are done. */
    BATCH,
    /** A file, streamed; the work itself becomes a job. */
    IMPORT
}
