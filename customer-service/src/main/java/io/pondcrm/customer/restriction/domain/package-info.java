/** Whose data are kept and not used. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.restriction.domain;
