package io.pondcrm.engagement.contact.domain;

/** What a customer's data is used for, in the words of the consent ledger. */
public enum Purpose {
    /** Offers, campaigns, newsletters. */
    MARKETING,
    /** Greetings and care that sell nothing. */
    CARE
}
