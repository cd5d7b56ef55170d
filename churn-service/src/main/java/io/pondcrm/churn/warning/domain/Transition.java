package io.pondcrm.churn.warning.domain;

/** Every way in which moving a warning on can end. */
public sealed interface Transition {

    /** The warning as it is now. */
    record Moved(Warning warning) implements Transition {}

    /** It was so already; nothing was stored. */
    record Unchanged(Warning warning) implements Transition {}

    /** It is over; nothing was stored. */
    record AlreadyClosed(Warning warning) implements Transition {}

    /** There is no such warning. */
    record NotFound() implements Transition {}
}
