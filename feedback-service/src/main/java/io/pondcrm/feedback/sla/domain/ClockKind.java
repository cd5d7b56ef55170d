package io.pondcrm.feedback.sla.domain;

/** What a clock measures. */
public enum ClockKind {
    /** Until the customer first hears from us. */
    FIRST_RESPONSE,
    /** Until there is a resolution; stands still while we wait for the customer. */
    RESOLUTION
}
