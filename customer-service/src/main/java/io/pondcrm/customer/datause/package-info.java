/** What customers' data are used for, over HTTP. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.datause;
