/** Keeps each customer's facts, score and warnings in one document, and announces what changed. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.churn.standing;
