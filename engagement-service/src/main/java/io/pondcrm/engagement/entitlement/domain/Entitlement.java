package io.pondcrm.engagement.entitlement.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A benefit that a customer has.
 *
 * @param kind what those who give it go by, for example {@code DEDICATED_SUPPORT}
 * @param benefitId {@code ben_…}
 * @param until the first moment at which it is over, whether anybody says so or not; empty for no
 *     end that is known
 */
public record Entitlement(String kind, String benefitId, Optional<Instant> until) {

    /** How a benefit is named: by its kind, or as one of that kind by its id. */
    public static final String NAME = "[A-Z][A-Z0-9_]{1,39}|ben_[0-9a-z]{26}";

    /**
     * Whether the customer has this benefit at a moment.
     *
     * @param benefit as {@link #NAME} has it
     */
    public boolean gives(String benefit, Instant at) {
        return (kind.equals(benefit) || benefitId.equals(benefit))
                && until.map(it -> it.isAfter(at)).orElse(true);
    }
}
