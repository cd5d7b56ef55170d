package io.pondcrm.contracts.feedback;

import io.pondcrm.kernel.EventType;
import java.time.Instant;

/**
 * A case is done with. It may be opened again.
 *
 * @param caseId names the case
 * @param customerId whose case; also the record's key
 * @param type {@code COMPLAINT}, {@code INQUIRY} or {@code SUGGESTION}; ignore what you do not know
 * @param outcome {@code CONFIRMED} by the customer, {@code UNCONFIRMED}, or {@code WITHDRAWN} by
 *     the customer before a resolution; ignore what you do not know
 * @param reopenings how often it had been opened again before
 * @param openedAt when it was first opened, UTC
 * @param closedAt when, UTC
 */
@EventType(value = "case.closed.v1", topic = "crm.case.v1")
public record CaseClosedV1(
        String caseId,
        String customerId,
        String type,
        String outcome,
        int reopenings,
        Instant openedAt,
        Instant closedAt) {}
