/** The keys that make customers readable, and how they are wrapped anew. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.keys;
