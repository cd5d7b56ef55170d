/** Restrictions of processing over HTTP and in the store. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.restriction;
