package io.pondcrm.engagement.message.domain;

/** What a message belongs to. */
public record Source(Kind kind, String id) {

    /** What there is that sends messages. */
    public enum Kind {
        CAMPAIGN,
        CARE,
        PLAYBOOK
    }
}
