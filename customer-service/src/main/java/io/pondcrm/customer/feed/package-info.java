/** All that partners may hear of, in one order that can be read again and checked for gaps. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.feed;
