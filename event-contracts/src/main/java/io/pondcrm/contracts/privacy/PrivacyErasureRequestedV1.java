package io.pondcrm.contracts.privacy;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;

/**
 * A person is to be erased, and whoever keeps anything of them throws it away and answers with
 * privacy.erasure-acknowledged. The topic is kept for ever: who starts again reads it from its
 * beginning, so that no backup and no replay brings anybody back.
 *
 * @param requestId names the request; the same in all answers
 * @param customerId the customer whose erasure was asked for; also the key
 * @param customerIds all ids under which anything of the person is kept, those of merged customers
 *     included, the key among them
 * @param requestedAt when, UTC
 */
@EventType(value = "privacy.erasure-requested.v1", topic = "crm.privacy.v1", outlivesErasure = true)
public record PrivacyErasureRequestedV1(
        String requestId, String customerId, List<String> customerIds, Instant requestedAt) {}
