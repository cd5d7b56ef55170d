/** Membership tiers: who stands where, why, since when, and what would move them. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.tier.domain;
