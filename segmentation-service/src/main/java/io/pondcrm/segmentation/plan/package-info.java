/** Hours of teams, spread over the tiers of customers. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.plan;
