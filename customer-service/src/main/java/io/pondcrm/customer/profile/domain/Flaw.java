package io.pondcrm.customer.profile.domain;

/**
 * One thing that keeps a profile from being stored as it was sent. Never repeats the value: it may
 * be personal.
 *
 * @param pointer JSON pointer into what was sent, for example {@code /contactPoints/0/value}
 * @param kind what is wrong there
 */
public record Flaw(String pointer, Kind kind) {

    /** What can be wrong with a field. The name in kebab case is the code that callers see. */
    public enum Kind {
        /** No e-mail address by RFC 5321. */
        EMAIL_FORMAT,
        /** No phone number that exists in its country's plan. */
        PHONE_FORMAT,
        /** No ISO 8601 date between 1900 and today. */
        DATE_FORMAT,
        /** None of the values that the field knows. */
        UNKNOWN_VALUE,
        /** No ISO 3166-1 country or ISO 3166-2 subdivision. */
        REGION_FORMAT,
        /** No BCP 47 language tag. */
        LOCALE_FORMAT,
        /** No IANA time zone. */
        TIME_ZONE_FORMAT,
        /** Empty, or nothing but white space. */
        EMPTY,
        /** More characters, or more entries, than the field holds. */
        TOO_LONG,
        /** Control characters, or a name that is none. */
        TEXT_FORMAT,
        /** A value with asterisks, as read without the right to see it in full. */
        MASKED_VALUE,
        /** No external id: system in lower case, key without white space. */
        EXTERNAL_ID_FORMAT,
        /** Two external ids of one system, in one customer. */
        DUPLICATE_SYSTEM,
        /** A field that cannot be left out or cleared. */
        REQUIRED,
        /** An attribute that nobody defined, where only defined ones are taken. */
        UNKNOWN_ATTRIBUTE,
        /** An attribute that is out of use. */
        RETIRED_ATTRIBUTE,
        /** No decimal number, as the attribute is defined. */
        ATTRIBUTE_NUMBER,
        /** Neither true nor false, as the attribute is defined. */
        ATTRIBUTE_BOOLEAN,
        /** No ISO 8601 date, as the attribute is defined. */
        ATTRIBUTE_DATE,
        /** Less than the least or more than the most that the attribute takes. */
        OUT_OF_RANGE,
        /** A value of a sensitive attribute, of somebody who does not allow that it is kept. */
        SENSITIVE_WITHOUT_CONSENT
    }
}
