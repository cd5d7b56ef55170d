/**
 * Events in: each takes effect once, in order per customer; what can't be handled waits in a
 * dead-letter topic.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.inbox;
