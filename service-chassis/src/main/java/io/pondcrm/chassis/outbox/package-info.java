/**
 * A change and the events that announce it lie in one document, hence in one atomic write; a relay
 * brings the events to Kafka, in order, at least once.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.outbox;
