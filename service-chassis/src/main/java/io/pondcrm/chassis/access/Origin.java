package io.pondcrm.chassis.access;

/** Where what is known of a person comes from. */
public enum Origin {
    /** The person gave it, or somebody for them. */
    GIVEN,
    /** It was seen: what they bought, did, or were sent. */
    OBSERVED,
    /** We concluded it, or noted it for ourselves: it is handed out, but not to be taken along. */
    CONCLUDED
}
