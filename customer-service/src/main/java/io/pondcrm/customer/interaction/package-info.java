/** Interactions over HTTP, their storage and their events. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.interaction;
