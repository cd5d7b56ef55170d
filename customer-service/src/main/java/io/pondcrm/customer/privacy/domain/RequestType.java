package io.pondcrm.customer.privacy.domain;

/** What a person may ask for. Each has a handler of its own. */
public enum RequestType {
    /** All data of the person is thrown away (GDPR, article 17; PIPL, article 47). */
    ERASURE,
    /** Data are kept and not used, or used again (GDPR, article 18; PIPL, article 44). */
    RESTRICTION,
    /** Some uses stop, or may go on (GDPR, articles 21 and 22; PIPL, articles 24 and 44). */
    OBJECTION,
    /**
     * Everything that is known of the person is handed out (GDPR, article 15; PIPL, article 45).
     */
    ACCESS,
    /** What the person gave, and what was seen of them, is handed out (GDPR, article 20). */
    PORTABILITY,
    /** What is wrong in the profile is put right (GDPR, article 16; PIPL, article 46). */
    RECTIFICATION,
    /**
     * As an erasure, because the company needs the person no more and nobody asked (GDPR, article
     * 5(1)(e); PIPL, article 19).
     */
    ANONYMIZATION;

    /** Whether all services have to answer. */
    public boolean asksServices() {
        return erases() || this == ACCESS || this == PORTABILITY;
    }

    /** Whether nothing of the person is left. */
    public boolean erases() {
        return this == ERASURE || this == ANONYMIZATION;
    }
}
