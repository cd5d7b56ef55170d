package io.pondcrm.customer.imports.domain;

import java.util.List;
import java.util.Locale;

/**
 * One thing that keeps a row from being applied. Never repeats the value: it may be personal.
 *
 * @param pointer JSON pointer to the column, as the file calls it; empty for the row as a whole
 * @param code stable, kebab-case
 * @param args what the explanation needs, for example how many columns were expected
 */
public record RowFlaw(String pointer, String code, List<String> args) {

    /** What can be wrong with a row that is no customer or transaction yet. */
    public enum Kind {
        /** Not UTF-8. */
        NOT_UTF8,
        /** A character that no text has. */
        NUL_CHARACTER,
        /** More or fewer cells than the header has. */
        COLUMN_COUNT,
        /** No JSON object. */
        NOT_JSON_OBJECT,
        /** A member that stands twice. */
        DUPLICATE_MEMBER,
        /** An object where one value is needed. */
        NOT_A_VALUE,
        /** A field without which nothing can be stored. */
        REQUIRED,
        /** A time in none of the mapping's formats. */
        DATE_TIME_FORMAT,
        /** No number in the mapping's format. */
        NUMBER_FORMAT,
        /** No ISO 4217 code. */
        CURRENCY_FORMAT,
        /** None of the values that the field knows. */
        UNKNOWN_VALUE,
        /** Less than nothing, in a row that is no refund. */
        NEGATIVE_SALE,
        /** No id of ours. */
        ID_FORMAT,
        /** No key: empty, longer than 200 characters, or with white space. */
        EXTERNAL_ID_FORMAT,
        /** Nobody is known by this reference. */
        UNKNOWN_CUSTOMER,
        /** Something else was recorded under this number before. */
        TRANSACTION_CONFLICT
    }

    public RowFlaw {
        args = List.copyOf(args);
    }

    static RowFlaw of(String pointer, Kind kind, String... args) {
        return new RowFlaw(pointer, code(kind), List.of(args));
    }

    /** Flaws of the row as a whole. */
    public static RowFlaw ofRow(Kind kind, String... args) {
        return of("", kind, args);
    }

    /** The code that callers see. */
    public static String code(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
