/** A change and the events that announce it, in one document; a relay that brings them to Kafka. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.outbox;
