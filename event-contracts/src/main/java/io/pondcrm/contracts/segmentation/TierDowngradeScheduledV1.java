package io.pondcrm.contracts.segmentation;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.time.LocalDate;

/**
 * As things stand, a customer will fall to a lower tier when the period ends. Nothing has changed
 * yet: more purchases until then keep the tier.
 *
 * @param customerId whose; also the record's key
 * @param scheme for example {@code retail-membership}
 * @param schemeVersion the version that decided
 * @param tier the tier now
 * @param expectedTier the tier from {@code effectiveOn} on
 * @param effectiveOn the day of the change, in the scheme's zone
 * @param gap what is missing to keep the tier, as text with its unit, for example {@code 350.00
 *     CNY} or, in a scheme by points, {@code 12.5 points}
 * @param scheduledAt when this was seen, UTC
 */
@EventType(value = "tier.downgrade-scheduled.v1", topic = "crm.tier.v1")
public record TierDowngradeScheduledV1(
        String customerId,
        String scheme,
        int schemeVersion,
        String tier,
        String expectedTier,
        LocalDate effectiveOn,
        String gap,
        Instant scheduledAt) {}
