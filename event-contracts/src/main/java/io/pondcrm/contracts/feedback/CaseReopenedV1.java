package io.pondcrm.contracts.feedback;

import io.pondcrm.kernel.EventType;
import java.time.Instant;

/**
 * A resolved or closed case is worked on again.
 *
 * @param caseId names the case
 * @param customerId whose case; also the record's key
 * @param type {@code COMPLAINT}, {@code INQUIRY} or {@code SUGGESTION}; ignore what you do not know
 * @param reopenings how often it was opened again, this time included
 * @param reopenedAt when, UTC
 */
@EventType(value = "case.reopened.v1", topic = "crm.case.v1")
public record CaseReopenedV1(
        String caseId, String customerId, String type, int reopenings, Instant reopenedAt) {}
