package io.pondcrm.contracts.feedback;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A case got its resolution; the customer has not yet said whether it helps.
 *
 * @param caseId names the case
 * @param customerId whose case; also the record's key
 * @param type {@code COMPLAINT}, {@code INQUIRY} or {@code SUGGESTION}; ignore what you do not know
 * @param resolvedAt when, UTC
 * @param withinTarget whether that was in time; absent where nothing was promised
 */
@EventType(value = "case.resolved.v1", topic = "crm.case.v1")
public record CaseResolvedV1(
        String caseId,
        String customerId,
        String type,
        Instant resolvedAt,
        @Nullable Boolean withinTarget) {}
