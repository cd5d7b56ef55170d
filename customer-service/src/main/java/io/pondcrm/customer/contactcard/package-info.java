/** What a service needs to address a customer, and whether it may. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.contactcard;
