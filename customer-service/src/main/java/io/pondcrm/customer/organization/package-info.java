/** Whose part organizations are, and what is known of their size and standing, year by year. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.organization;
