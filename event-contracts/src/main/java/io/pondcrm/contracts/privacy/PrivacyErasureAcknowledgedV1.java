package io.pondcrm.contracts.privacy;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.Map;

/**
 * A service has erased a person, and puts its name to it.
 *
 * @param requestId the request's
 * @param customerId as in the request; also the key
 * @param service who answers, for example {@code feedback-service}
 * @param counts how many things were thrown away, by kind; 0 where there were none
 * @param erasedAt when all of them were gone, UTC
 * @param statement the same as a compact JWS (ES256) signed by the service; it names the customer
 *     by a pseudonym only
 * @param key the public key of that signature as the members of a JWK, {@code kid} being its
 *     thumbprint
 */
@EventType(
        value = "privacy.erasure-acknowledged.v1",
        topic = "crm.privacy.v1",
        outlivesErasure = true)
public record PrivacyErasureAcknowledgedV1(
        String requestId,
        String customerId,
        String service,
        Map<String, Long> counts,
        Instant erasedAt,
        String statement,
        Map<String, String> key) {}
