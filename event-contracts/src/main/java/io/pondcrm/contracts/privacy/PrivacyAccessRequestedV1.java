package io.pondcrm.contracts.privacy;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A person asks what is kept of them, and whoever keeps anything collects it, seals it with the key
 * that is given here, and answers with privacy.access-answered.
 *
 * @param requestId names the request; the same in all answers
 * @param customerId the customer for whom it was asked; also the key
 * @param customerIds all ids under which anything of the person is kept, those of merged customers
 *     included, the key among them
 * @param withConclusions whether what was concluded of the person is asked for, too: scores,
 *     segments, warnings
 * @param key the public half of the dossier's key as the members of a JWK (P-256)
 * @param requestedAt when, UTC
 * @param until when nobody waits for an answer any more, UTC: later the event is passed over
 */
@EventType(value = "privacy.access-requested.v1", topic = "crm.access.v1")
public record PrivacyAccessRequestedV1(
        String requestId,
        String customerId,
        List<String> customerIds,
        boolean withConclusions,
        Map<String, String> key,
        Instant requestedAt,
        Instant until) {}
