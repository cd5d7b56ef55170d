package io.pondcrm.customer.assessment.domain;

/** What is looked for. */
public enum Check {
    /** The audit trail is not as it was written. */
    AUDIT_CHAIN_BROKEN(Severity.CRITICAL),
    /** What looks like an e-mail address or a phone number lies readable in the store. */
    UNSEALED_PERSONAL_FIELD(Severity.HIGH),
    /** The audit trail is sealed with a key that ends with the process. */
    AUDIT_KEY_MISSING(Severity.HIGH),
    /** Grants that nothing proves. */
    CONSENT_WITHOUT_EVIDENCE(Severity.HIGH),
    /** Grants under words that were never published as a notice. */
    CONSENT_WITHOUT_NOTICE(Severity.MEDIUM),
    /** Customers are told nothing. */
    NO_NOTICE_IN_FORCE(Severity.MEDIUM),
    /** Customers' keys that another than the current key wraps. */
    STALE_KEYS(Severity.MEDIUM),
    /** A client that both administers and sees personal data. */
    OVER_WIDE_CLIENT(Severity.MEDIUM),
    /** A client that often tries what it may not. */
    CLIENT_REFUSED_OFTEN(Severity.MEDIUM),
    /** A client that sees personal data and never says what for. */
    READS_WITHOUT_PURPOSE(Severity.LOW),
    /** Cursors are signed with a key that ends with the process. */
    CURSOR_KEY_MISSING(Severity.LOW);

    private final Severity severity;

    Check(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }
}
