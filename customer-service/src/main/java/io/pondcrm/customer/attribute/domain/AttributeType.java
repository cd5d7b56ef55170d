package io.pondcrm.customer.attribute.domain;

/** What a value of an attribute is; it travels and lies as text in one canonical form. */
public enum AttributeType {
    /** One line of text. */
    TEXT,
    /** A decimal number such as {@code -1200000.5}; no exponent, no separators. */
    NUMBER,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** A calendar date, {@code 2026-03-01}. */
    DATE,
    /** One of the definition's codes. */
    CODE
}
