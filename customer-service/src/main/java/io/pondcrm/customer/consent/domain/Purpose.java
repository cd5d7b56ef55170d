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
    CARE
}
