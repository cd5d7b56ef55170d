/** When, how often and over which channels a customer may be addressed. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.contactpolicy.domain;
