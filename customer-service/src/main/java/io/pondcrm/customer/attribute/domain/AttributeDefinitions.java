package io.pondcrm.customer.attribute.domain;

/** All definitions of attributes. */
public interface AttributeDefinitions {

    /**
     * The definitions that count now. What another instance changed counts here two seconds later.
     */
    AttributeCatalog current();

    /** Stores a new definition; false if there is one of this key. */
    boolean insert(AttributeDefinition definition);

    /**
     * Stores a definition in place of the version before it; false if another has taken that place.
     */
    boolean replace(AttributeDefinition definition);
}
