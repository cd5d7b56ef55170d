/** Tells partners' own servers what changed, until they have it. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.webhook;
