package io.pondcrm.chassis.erasure;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;

/**
 * Somebody is to be erased; the contract of the same name tells more. Here again, for the chassis
 * knows no contracts.
 *
 * @param customerIds all ids of the person, that of the key among them
 */
@EventType(value = ErasureRequested.TYPE, topic = ErasureRequested.TOPIC, outlivesErasure = true)
record ErasureRequested(
        String requestId, String customerId, List<String> customerIds, Instant requestedAt) {

    static final String TYPE = "privacy.erasure-requested.v1";
    static final String TOPIC = "crm.privacy.v1";
}
