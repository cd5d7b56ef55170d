package io.pondcrm.chassis.erasure;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.Map;

/** What the service answers; the contract of the same name tells more. */
@EventType(
        value = "privacy.erasure-acknowledged.v1",
        topic = ErasureRequested.TOPIC,
        outlivesErasure = true)
record ErasureAcknowledged(
        String requestId,
        String customerId,
        String service,
        Map<String, Long> counts,
        Instant erasedAt,
        String statement,
        Map<String, String> key) {}
