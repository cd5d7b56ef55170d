package io.pondcrm.customer.privacy.domain;

/** What a person may ask for. Each has a handler of its own. */
public enum RequestType {
    /** All data of the person is thrown away (GDPR, article 17; PIPL, article 47). */
    ERASURE
}
