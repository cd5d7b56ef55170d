/** How long a service keeps what, why, and the sweep that keeps it no longer. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.retention;
