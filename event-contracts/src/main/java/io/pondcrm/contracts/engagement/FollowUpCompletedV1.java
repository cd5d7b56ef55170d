package io.pondcrm.contracts.engagement;

import io.pondcrm.kernel.EventType;
import java.time.Instant;

/**
 * Somebody got in touch with a customer, or tried and gave up.
 *
 * @param customerId with whom; also the record's key
 * @param followUpId the task
 * @param cause what raised it, for example {@code CHURN_WARNING}; ignore what you do not know
 * @param causeId the id of the warning or whatever else raised it
 * @param outcome {@code REACHED}, {@code NOT_REACHED}, {@code OFFER_ACCEPTED}, {@code
 *     OFFER_DECLINED} or {@code NOT_NEEDED}; ignore what you do not know
 * @param completedAt when it was completed, UTC
 */
@EventType(value = "follow-up.completed.v1", topic = "crm.message.v1")
public record FollowUpCompletedV1(
        String customerId,
        String followUpId,
        String cause,
        String causeId,
        String outcome,
        Instant completedAt) {}
