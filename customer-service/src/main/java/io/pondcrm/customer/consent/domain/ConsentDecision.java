package io.pondcrm.customer.consent.domain;

import java.util.Optional;

/**
 * Whether a use is allowed at a moment, and why.
 *
 * @param allowed only where the customer said yes and has not taken it back
 */
public record ConsentDecision(boolean allowed, Reason reason, Optional<ConsentStatement> basis) {

    /** Why a use is allowed or not. */
    public enum Reason {
        /** The customer said yes. */
        GRANTED,
        /** The customer took it back, or said no from the start. */
        WITHDRAWN,
        /** The customer was never asked: silence is no consent. */
        NEVER_GRANTED,
        /** Whatever was consented to, data may be kept only, for now. */
        RESTRICTED
    }

    /** What is decided where processing is restricted: nothing is allowed. */
    public ConsentDecision orRestricted(boolean isRestricted) {
        return isRestricted ? new ConsentDecision(false, Reason.RESTRICTED, basis) : this;
    }
}
