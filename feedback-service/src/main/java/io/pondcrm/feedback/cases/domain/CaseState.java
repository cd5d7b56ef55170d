package io.pondcrm.feedback.cases.domain;

/** Where a case stands. */
public enum CaseState {
    OPEN,
    ACKNOWLEDGED,
    INVESTIGATING,
    /** For something that only they know; the resolution clock stands still. */
    WAITING_FOR_CUSTOMER,
    RESOLVED,
    CLOSED;

    /** Whether somebody still has to find a resolution. */
    public boolean isUnresolved() {
        return this != RESOLVED && this != CLOSED;
    }
}
