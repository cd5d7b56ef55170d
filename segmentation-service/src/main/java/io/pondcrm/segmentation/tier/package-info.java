/** Membership tiers over HTTP. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.tier;
