package io.pondcrm.customer.profile.domain;

/** What a person says about their gender; absent where they do not say. */
public enum Gender {
    FEMALE,
    MALE,
    OTHER
}
