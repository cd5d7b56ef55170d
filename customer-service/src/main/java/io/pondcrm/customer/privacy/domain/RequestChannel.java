package io.pondcrm.customer.privacy.domain;

/** The way a request came. */
public enum RequestChannel {
    EMAIL,
    PHONE,
    LETTER,
    IN_PERSON,
    WEB,
    APP,
    OTHER
}
