package io.pondcrm.contracts.feedback;

import io.pondcrm.kernel.EventType;
import java.time.Instant;

/**
 * A promised moment passed without what was promised. Once a clock; a case that is opened again has
 * a new resolution clock.
 *
 * @param caseId names the case
 * @param customerId whose case; also the record's key
 * @param caseType {@code COMPLAINT}, {@code INQUIRY} or {@code SUGGESTION}; ignore what you do not
 *     know
 * @param priority {@code P1}, the most urgent, to {@code P4}
 * @param clock {@code FIRST_RESPONSE} or {@code RESOLUTION}; ignore what you do not know
 * @param policyId whose promise
 * @param policyVersion in which version
 * @param dueAt the promised moment, UTC
 * @param breachedAt when that it passed was written down: a few seconds later, or longer after an
 *     outage; UTC
 */
@EventType(value = "sla.breached.v1", topic = "crm.case.v1")
public record SlaBreachedV1(
        String caseId,
        String customerId,
        String caseType,
        String priority,
        String clock,
        String policyId,
        int policyVersion,
        Instant dueAt,
        Instant breachedAt) {}
