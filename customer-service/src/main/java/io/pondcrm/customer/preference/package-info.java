/** What customers prefer when they buy and are served. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.preference;
