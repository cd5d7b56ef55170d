/** What this service keeps, how long, and why. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.churn.retention;
