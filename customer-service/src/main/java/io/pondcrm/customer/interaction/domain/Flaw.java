package io.pondcrm.customer.interaction.domain;

/**
 * One thing that keeps an interaction from being recorded as it was sent.
 *
 * @param pointer JSON pointer into what was sent
 * @param kind what is wrong there
 */
public record Flaw(String pointer, Kind kind) {

    /** What can be wrong with a field. The name in kebab case is the code that callers see. */
    public enum Kind {
        /** Later than now. */
        IN_FUTURE,
        /** Empty, or too long, or of more than one line. */
        TEXT_FORMAT,
        /** Not a code of lower-case letters, digits, dots and hyphens. */
        CODE_FORMAT
    }
}
