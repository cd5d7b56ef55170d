package io.pondcrm.segmentation.tier.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * How a customer moved through the tiers up to a moment, and where that leaves them.
 *
 * @param changes oldest first; the first is {@link TierChange.Entered}
 * @param standing where the customer stands at {@code asOf}
 * @param spend net spend in the window at {@code asOf}
 * @param reviewAt when the standing may change without any news; the day of review at the latest
 */
public record TierCourse(
        Instant asOf,
        List<TierChange> changes,
        TierStanding standing,
        BigDecimal spend,
        Instant reviewAt) {

    public TierCourse {
        changes = List.copyOf(changes);
    }
}
