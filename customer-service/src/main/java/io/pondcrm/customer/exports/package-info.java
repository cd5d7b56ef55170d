/** Files of what is known, in the form in which imports take it. */
@NullMarked
package io.pondcrm.customer.exports;

import org.jspecify.annotations.NullMarked;
