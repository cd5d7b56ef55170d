/** How likely a customer is to leave, in points that add up. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.churn.score.domain;
