package io.pondcrm.engagement.playbook.domain;

import java.time.Duration;
import java.util.Optional;

/** What a playbook does with a customer who is treated. */
public sealed interface PlaybookAction {

    /**
     * Sends a marketing message by e-mail. Consent, cap and quiet hours are asked for when its turn
     * comes.
     *
     * @param requiresBenefit only who has this benefit when their message's turn comes gets it; by
     *     its kind or id
     * @param template whose texts need no value but those that a contact card brings along
     */
    record SendMessage(String template, Optional<String> requiresBenefit)
            implements PlaybookAction {}

    /**
     * Opens a task for a person.
     *
     * @param dueWithin until when it should be done, from when it is opened
     */
    record OpenFollowUp(Duration dueWithin) implements PlaybookAction {}

    /** Whether it is of the same kind as another, whatever its details. */
    default boolean isLike(PlaybookAction other) {
        return getClass().equals(other.getClass());
    }
}
