package io.pondcrm.feedback.cases.domain;

import java.time.Instant;

/**
 * Something that was said about a case.
 *
 * @param by the client that wrote it down
 * @param text without what reaches a person
 */
public record Comment(
        String id, Instant at, String by, Author author, Visibility visibility, String text) {

    /** Whose words these are. */
    public enum Author {
        AGENT,
        CUSTOMER
    }

    /** Who gets to see it. */
    public enum Visibility {
        INTERNAL,
        /** The customer, too; from an agent it is an answer to them. */
        CUSTOMER
    }

    /** Whether the customer hears from us by it. */
    boolean isAnswer() {
        return author == Author.AGENT && visibility == Visibility.CUSTOMER;
    }
}
