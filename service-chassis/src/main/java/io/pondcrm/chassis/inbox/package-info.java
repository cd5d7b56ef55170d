/**
 * Events in: in order per customer, blocked by nobody's poison; what can't be handled waits in a
 * dead-letter topic until it is driven again.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.inbox;
