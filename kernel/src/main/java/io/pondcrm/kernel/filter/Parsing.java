package io.pondcrm.kernel.filter;

import java.util.List;
import java.util.Locale;

/** Every way that reading a filter can end. */
public sealed interface Parsing {

    record Valid(Filter filter) implements Parsing {}

    /** Never empty: all that is wrong, each with its place. */
    record Invalid(List<Fault> faults) implements Parsing {

        public Invalid {
            faults = List.copyOf(faults);
        }
    }

    /**
     * @param pointer JSON pointer (RFC 6901) into the filter; empty for the whole
     */
    record Fault(String pointer, Code code) {}

    /** What can be wrong with a filter. */
    enum Code {
        /**
         * Neither a clause with {@code field}, {@code count} or {@code sum} and {@code op}, nor one
         * of all, any, not.
         */
        CLAUSE_EXPECTED,
        UNKNOWN_MEMBER,
        LIST_EXPECTED,
        EMPTY_LIST,
        UNKNOWN_FIELD,
        /** Things like these have no events of that name. */
        UNKNOWN_EVENTS,
        UNKNOWN_OPERATOR,
        /** The field's type does not know the operator. */
        OPERATOR_NOT_ALLOWED,
        VALUE_MISSING,
        TEXT_EXPECTED,
        /** Holds a character that no text has: U+0000 or half of a surrogate pair. */
        TEXT_NOT_VALID,
        TEXT_TOO_LONG,
        NUMBER_EXPECTED,
        /** More than 34 digits, or 30 behind the point. */
        NUMBER_OUT_OF_RANGE,
        CURRENCY_MISMATCH,
        /** Not of ISO 4217. */
        UNKNOWN_CURRENCY,
        /** No ISO 8601 duration in whole seconds. */
        WINDOW_EXPECTED,
        /** Zero, or longer than {@link Window#MAX}. */
        WINDOW_OUT_OF_RANGE,
        DATE_EXPECTED,
        /** Not RFC 3339 in UTC, or finer than a millisecond. */
        INSTANT_EXPECTED,
        BOOLEAN_EXPECTED,
        TOO_DEEP,
        TOO_MANY_CLAUSES,
        TOO_MANY_VALUES;

        /** As it stands on the wire, for example {@code unknown-field}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
