/** Says who is about to leave, why, and what that would cost; and warns in time. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.churn;
