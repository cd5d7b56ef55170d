package io.pondcrm.segmentation.facts.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a person decided which tier a customer has in a scheme, whatever its rules say.
 *
 * @param id {@code tov_…}
 * @param sequence grows with each change of this decision; the largest one seen is kept
 * @param approver who answers for it
 * @param from the first moment it holds
 * @param until the first moment it no longer holds
 * @param withdrawnAt when somebody took it back before; null while nobody did
 */
public record TierOverride(
        String id,
        long sequence,
        String scheme,
        String tier,
        String approver,
        String reason,
        Instant from,
        Instant until,
        @Nullable Instant withdrawnAt) {

    public TierOverride {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("An override ends after it begins");
        }
    }

    /** The first moment it no longer holds, whether it ran out or was taken back. */
    public Instant end() {
        return withdrawnAt != null && withdrawnAt.isBefore(until) ? withdrawnAt : until;
    }

    public boolean holdsAt(Instant moment) {
        return !from.isAfter(moment) && end().isAfter(moment);
    }

    /** The same decision, taken back. */
    public TierOverride withdrawn(Instant at) {
        return new TierOverride(id, sequence + 1, scheme, tier, approver, reason, from, until, at);
    }
}
