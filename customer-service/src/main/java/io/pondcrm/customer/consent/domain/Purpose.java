package io.pondcrm.customer.consent.domain;

/** What a customer may allow us to use their data for. */
public enum Purpose {
    /** Offers, campaigns, newsletters. */
    MARKETING,
    /** Scores and segments that concern one person. */
    PROFILING,
    /** Questions about satisfaction. */
    SURVEYS,
    /** Greetings and care that sell nothing. */
    CARE,
    /** Keeping values of sensitive attributes (GDPR, article 9; PIPL, article 29). */
    SENSITIVE_DATA,
    /** Telling partners in other regions (GDPR, article 49; PIPL, article 39). */
    CROSS_BORDER;

    /** Whether it is done over channels; what is not is allowed for {@link Channel#ANY} only. */
    public boolean isOverChannels() {
        return this != SENSITIVE_DATA && this != CROSS_BORDER;
    }
}
