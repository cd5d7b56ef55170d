package io.pondcrm.customer.transaction.domain;

/**
 * One thing that keeps a transaction from being recorded as it was sent.
 *
 * @param pointer JSON pointer into what was sent, for example {@code /lines/0/unitPrice}
 * @param kind what is wrong there
 */
public record Flaw(String pointer, Kind kind) {

    /** What can be wrong with a field. The name in kebab case is the code that callers see. */
    public enum Kind {
        /** Neither lines nor a total. */
        TOTAL_REQUIRED,
        /** Less than nothing; refunds say so by their type. */
        NEGATIVE_AMOUNT,
        /** More decimals than the currency has. */
        AMOUNT_SCALE,
        /** Another currency than the rest of the transaction. */
        CURRENCY_MISMATCH,
        /** The lines do not add up to the total. */
        TOTAL_MISMATCH,
        /** Nothing, or less. */
        QUANTITY_RANGE,
        /** Later than now. */
        IN_FUTURE,
        /** Empty, or of the wrong form, or too long. */
        TEXT_FORMAT,
        /** More lines than a transaction holds. */
        TOO_MANY_LINES
    }
}
