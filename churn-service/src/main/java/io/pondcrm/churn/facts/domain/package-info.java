/**
 * What other services told us about a customer, kept so that a score can be computed again for any
 * moment.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.churn.facts.domain;
