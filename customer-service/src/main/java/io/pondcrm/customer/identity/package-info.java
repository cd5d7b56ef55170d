/** Doubles of customers over HTTP. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.identity;
