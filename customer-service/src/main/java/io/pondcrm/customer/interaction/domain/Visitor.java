package io.pondcrm.customer.interaction.domain;

/**
 * Somebody whom one system tells from others without saying who it is.
 *
 * @param system the partner system
 * @param anonymousId its mark of the visitor
 */
public record Visitor(String system, String anonymousId) {

    /** One text for both: a system's name holds no space. */
    public String key() {
        return system + " " + anonymousId;
    }
}
