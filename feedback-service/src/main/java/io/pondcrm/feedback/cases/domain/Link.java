package io.pondcrm.feedback.cases.domain;

/**
 * What a case has to do with something else.
 *
 * @param rel for example {@code duplicate-of}, {@code order}
 * @param id of the other thing, in the words of its owner
 */
public record Link(String rel, String id) {

    /** A case of the same customer about the same thing that was unresolved when this one came. */
    public static final String POSSIBLE_DUPLICATE = "possible-duplicate-of";
}
