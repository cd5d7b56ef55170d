package io.pondcrm.churn.definition.domain;

/** What a churn definition says about a customer at a moment. */
public enum Label {
    /** Bought, and not silent for longer than their rhythm lets expect. */
    ACTIVE,
    /** Silent for longer than {@code atRiskAfter} times their own interval. */
    AT_RISK,
    /** Silent for longer than {@code churnedAfter} times their own interval. */
    CHURNED
}
