/** Where a customer stands: score and warning, concluded together. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.churn.standing.domain;
