package io.pondcrm.feedback.cases.domain;

/** How a closed case ended. */
public enum Outcome {
    CONFIRMED,
    UNCONFIRMED,
    WITHDRAWN
}
