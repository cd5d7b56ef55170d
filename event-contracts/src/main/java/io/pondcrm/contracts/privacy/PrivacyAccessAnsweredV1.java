package io.pondcrm.contracts.privacy;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.Map;

/**
 * A part of what a service keeps of a person, readable only for who asked. The service has answered
 * when all parts of one run are there, in whatever order.
 *
 * @param requestId the request's
 * @param customerId as in the request; also the key
 * @param service who answers, for example {@code feedback-service}
 * @param run names one collecting: parts of another run belong to another answer
 * @param part which one this is, from 0
 * @param parts how many there are, at least 1
 * @param counts how many records the service has in all parts, by kind; 0 where there are none
 * @param answeredAt when they were collected, UTC
 * @param sealed the part: a compact JWE (ECDH-ES, A256GCM) of compressed lines of JSON, each with
 *     {@code kind}, {@code origin} and {@code record}
 */
@EventType(value = "privacy.access-answered.v1", topic = "crm.access.v1")
public record PrivacyAccessAnsweredV1(
        String requestId,
        String customerId,
        String service,
        String run,
        int part,
        int parts,
        Map<String, Long> counts,
        Instant answeredAt,
        String sealed) {}
