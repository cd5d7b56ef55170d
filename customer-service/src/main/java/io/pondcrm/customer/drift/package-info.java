/** Whether copies in other services still are what is said here, and their repair. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.drift;
