package io.pondcrm.customer.mapping.domain;

/**
 * One thing that keeps a mapping from being used.
 *
 * @param pointer JSON pointer into the mapping
 * @param kind what is wrong there
 */
public record MappingFlaw(String pointer, Kind kind) {

    /** What can be wrong. The name in kebab case is the code that callers see. */
    public enum Kind {
        /** We have no such field for this kind of record. */
        UNKNOWN_FIELD,
        /** A field without which no record can be made. */
        REQUIRED,
        /** A field that gets its value from two places. */
        DUPLICATE_FIELD,
        /** A column without a name, or no column at all. */
        EMPTY,
        /** No pattern of Java's DateTimeFormatter, or one without year, month and day. */
        DATE_PATTERN,
        /** No IANA time zone. */
        TIME_ZONE_FORMAT,
        /** No ISO 4217 code. */
        CURRENCY_FORMAT,
        /** Not one character, or one that numbers, quotes or lines are made of. */
        SEPARATOR_FORMAT,
        /** The same separator for two things. */
        SEPARATOR_CONFLICT,
        /** None of the values that the setting knows. */
        UNKNOWN_VALUE,
        /** A setting that means nothing for this kind of record. */
        NOT_APPLICABLE,
        /** More entries or characters than are sensible. */
        TOO_LONG
    }
}
