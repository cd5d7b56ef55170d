package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.score.domain.Name;
import java.math.BigDecimal;

/**
 * One tier of a scheme.
 *
 * @param code stable, for example {@code GOLD}
 * @param threshold net spend in the window from which on the tier is earned
 */
public record TierLevel(String code, Name name, BigDecimal threshold) {}
