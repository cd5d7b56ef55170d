package io.pondcrm.customer.profile.domain;

/** Whether a customer is a human being or a body of them. */
public enum Kind {
    PERSON,
    ORGANIZATION
}
