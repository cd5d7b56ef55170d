package io.pondcrm.customer.attribute.domain;

/** Whether an attribute takes a value. */
public sealed interface AttributeVerdict {

    /**
     * It does.
     *
     * @param value in canonical form
     */
    record Fits(String value) implements AttributeVerdict {}

    /** It does not, and why. */
    record Wrong(Reason reason) implements AttributeVerdict {}

    /** Nobody defined the attribute, and the company takes defined ones only. */
    record Undefined() implements AttributeVerdict {}

    /** Why a value is not taken. */
    enum Reason {
        /** No longer in use: what is stored stays, and can be removed. */
        RETIRED,
        NOT_A_NUMBER,
        NOT_A_BOOLEAN,
        NOT_A_DATE,
        /** None of the codes. */
        UNKNOWN_CODE,
        TOO_LONG,
        /** Less than the least, or more than the most. */
        OUT_OF_RANGE
    }
}
