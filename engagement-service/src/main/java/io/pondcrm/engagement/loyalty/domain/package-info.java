/** Ledgers of points: how they are earned, spent and lost, to the last one. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.loyalty.domain;
