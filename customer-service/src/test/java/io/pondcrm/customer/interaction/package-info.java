/** Interactions, as callers and partners see them. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.interaction;
