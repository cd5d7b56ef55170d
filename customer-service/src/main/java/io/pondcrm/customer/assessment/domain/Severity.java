package io.pondcrm.customer.assessment.domain;

/** How soon something has to be done; the worst first. */
public enum Severity {
    /** Today: trust in what is stored is gone. */
    CRITICAL,
    /** This week: personal data may leak, or a use may be unlawful. */
    HIGH,
    /** This month. */
    MEDIUM,
    /** When there is time. */
    LOW
}
