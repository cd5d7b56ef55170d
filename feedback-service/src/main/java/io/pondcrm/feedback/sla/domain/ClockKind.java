package io.pondcrm.feedback.sla.domain;

/** What a clock measures. */
public enum ClockKind {
    /** Until the customer first hears from us. */
    FIRST_RESPONSE("firstResponse"),
    /** Until there is a resolution; stands still while we wait for the customer. */
    RESOLUTION("resolution");

    private final String parameter;

    ClockKind(String parameter) {
        this.parameter = parameter;
    }

    /** The parameter of a benefit that says how much time it has. */
    public String parameter() {
        return parameter;
    }
}
