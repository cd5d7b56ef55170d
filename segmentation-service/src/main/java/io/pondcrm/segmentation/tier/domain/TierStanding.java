package io.pondcrm.segmentation.tier.domain;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer stands in a scheme. Days are those of the scheme's zone.
 *
 * @param since first day in this tier
 * @param reviewOn the day on which the tier is looked at again: the end of the membership period,
 *     or of the grace that follows it
 * @param status whether a lowering is under way
 * @param expectedTier what the tier becomes on {@code reviewOn} if nothing is bought until then;
 *     only while a lowering is scheduled
 */
public record TierStanding(
        String tier,
        LocalDate since,
        LocalDate reviewOn,
        Status status,
        @Nullable String expectedTier) {

    /** Whether a tier stands firm. */
    public enum Status {
        EFFECTIVE,
        LOWERING_SCHEDULED
    }
}
