/**
 * What other services told us about a customer, kept so that every score can be computed again for
 * any moment.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.facts.domain;
