/** What is wrong with what we know of customers, and how it is put right and back. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.quality;
