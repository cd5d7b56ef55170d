package io.pondcrm.chassis.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event waiting inside the document whose change it announces.
 *
 * @param id {@code evt_…}; the same each time it is sent
 * @param topic where it goes
 * @param key the customer's id, so that one customer's events stay in order
 * @param type its name on the wire, for example {@code tier.changed.v1}
 * @param occurredAt when the change was decided
 * @param json the contract's record
 * @param traceparent the trace of the request that caused it (W3C), if there was one
 */
public record OutboxEntry(
        String id,
        String topic,
        String key,
        String type,
        Instant occurredAt,
        String json,
        @Nullable String traceparent) {}
