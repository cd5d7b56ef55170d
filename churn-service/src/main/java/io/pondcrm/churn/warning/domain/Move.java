package io.pondcrm.churn.warning.domain;

/** What a person does with a warning. */
public sealed interface Move {

    /** Somebody looks after it. */
    record Acknowledge(String assignee) implements Move {}

    /** It is settled: the customer was won back, or said why not. */
    record Resolve() implements Move {}

    /** It does not matter. */
    record Dismiss(Warning.Dismissal why) implements Move {}
}
