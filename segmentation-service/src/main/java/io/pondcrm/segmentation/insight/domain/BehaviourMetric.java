package io.pondcrm.segmentation.insight.domain;

/** What to look at in how customers behave. */
public enum BehaviourMetric {
    /** In which hour they buy. */
    HOUR_OF_DAY,
    /** On which day of the week they buy. */
    WEEKDAY,
    /** How many of those who came in one month bought in each month after. */
    COHORT,
    /** How many who took a first step took the next ones after it, in their order. */
    FUNNEL
}
