package io.pondcrm.segmentation.tier.domain;

import java.math.BigDecimal;

/**
 * What it costs a year to give one customer of a tier its benefits.
 *
 * @param perCustomer the sum of those whose cost is known in the currency that was asked for
 * @param unpriced how many benefits of the tier are not in that sum
 */
public record TierCost(BigDecimal perCustomer, int unpriced) {}
