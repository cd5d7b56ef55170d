package io.pondcrm.engagement.template.domain;

/**
 * What is wrong with a template or with the values for its variables.
 *
 * @param pointer JSON pointer to the place
 */
public record TemplateFlaw(String pointer, Kind kind) {

    /** The ways in which it can be wrong. */
    public enum Kind {
        /** A text names a variable that is not declared. */
        UNDECLARED_VARIABLE,
        /** A variable of that name stands further up. */
        REPEATED_VARIABLE,
        /** A text in that language stands further up. */
        REPEATED_LOCALE,
        /** A text needs a value, and there is none. */
        MISSING_VARIABLE,
        /** No variable has this name. */
        UNKNOWN_VARIABLE,
        NOT_A_NUMBER,
        NOT_A_DATE,
        /** A value goes over several lines: it could add headers to a mail. */
        SEVERAL_LINES
    }
}
