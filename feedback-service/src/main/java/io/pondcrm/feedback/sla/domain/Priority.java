package io.pondcrm.feedback.sla.domain;

/** How urgent a case is; {@code P1} comes first. */
public enum Priority {
    P1,
    P2,
    P3,
    P4
}
