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
        RESTRICTED,
        /** Whatever was consented to, the customer said no to this use. */
        OBJECTED
    }

    /** Nothing is allowed, for another reason than how consent stands. */
    public ConsentDecision refused(Reason because) {
        return new ConsentDecision(false, because, basis);
    }
}
