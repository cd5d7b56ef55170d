package io.pondcrm.chassis.access;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Somebody asks what is kept of them; the contract of the same name tells more. Here again, for the
 * chassis knows no contracts.
 */
@EventType(value = "privacy.access-requested.v1", topic = AccessRequested.TOPIC)
record AccessRequested(
        String requestId,
        String customerId,
        List<String> customerIds,
        boolean withConclusions,
        Map<String, String> key,
        Instant requestedAt,
        Instant until) {

    static final String TOPIC = "crm.access.v1";
}
