package io.pondcrm.chassis.access;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.Map;

/** A part of what the service answers; the contract of the same name tells more. */
@EventType(value = "privacy.access-answered.v1", topic = AccessRequested.TOPIC)
record AccessAnswered(
        String requestId,
        String customerId,
        String service,
        String run,
        int part,
        int parts,
        Map<String, Long> counts,
        Instant answeredAt,
        String sealed) {}
