/** Who the customers are, what they allow, and what they bought. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer;
