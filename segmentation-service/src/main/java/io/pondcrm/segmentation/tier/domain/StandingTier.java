package io.pondcrm.segmentation.tier.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The tier in which a customer stands in one scheme, as it was announced last.
 *
 * @param decidedUntil when the decision of a person that gives it ends; null where the rules do
 */
public record StandingTier(String scheme, String tier, @Nullable Instant decidedUntil) {}
