package io.pondcrm.contracts.churn;

import io.pondcrm.kernel.EventType;
import java.time.Instant;

/**
 * A churn warning is no longer open.
 *
 * @param warningId which one
 * @param customerId whose; also the record's key
 * @param outcome {@code PURCHASED} if the customer bought again, {@code RISK_FELL} if the score
 *     fell for another reason, {@code MERGED} if the customer was merged with another or no longer
 *     is, {@code RESOLVED} or {@code DISMISSED} if a person said so
 * @param score decimal from 0 to 1 when it ended
 * @param raisedAt when the warning was raised, UTC
 * @param resolvedAt when it ended, UTC
 */
@EventType(value = "churn.warning-resolved.v1", topic = "crm.churn.v1")
public record ChurnWarningResolvedV1(
        String warningId,
        String customerId,
        String outcome,
        String score,
        Instant raisedAt,
        Instant resolvedAt) {}
