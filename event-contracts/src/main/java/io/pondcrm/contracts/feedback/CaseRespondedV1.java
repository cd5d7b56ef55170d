package io.pondcrm.contracts.feedback;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The customer got the first answer to their case. Once a case, also if it is opened again.
 *
 * @param caseId names the case
 * @param customerId whose case; also the record's key
 * @param type {@code COMPLAINT}, {@code INQUIRY} or {@code SUGGESTION}; ignore what you do not know
 * @param respondedAt when they got it, UTC
 * @param withinTarget whether that was in time; absent where nothing was promised
 */
@EventType(value = "case.responded.v1", topic = "crm.case.v1")
public record CaseRespondedV1(
        String caseId,
        String customerId,
        String type,
        Instant respondedAt,
        @Nullable Boolean withinTarget) {}
