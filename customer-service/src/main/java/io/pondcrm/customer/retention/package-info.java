/** How long what is kept, and the sweeper that keeps it no longer. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.retention;
