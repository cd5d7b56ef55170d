package io.pondcrm.customer.attribute.domain;

/** What kind of knowledge about a customer an attribute is. */
public enum AttributeGroup {
    BASIC,
    PURCHASE,
    INTEREST,
    PREFERENCE,
    INSTITUTION
}
