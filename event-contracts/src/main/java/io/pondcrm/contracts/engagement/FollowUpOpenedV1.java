package io.pondcrm.contracts.engagement;

import io.pondcrm.kernel.EventType;
import java.time.Instant;

/**
 * Somebody should get in touch with a customer.
 *
 * @param customerId with whom; also the record's key
 * @param followUpId the task
 * @param cause what raised it, {@code CHURN_WARNING} or {@code PLAYBOOK}; ignore what you do not
 *     know
 * @param causeId the id of the warning, of the enrolment in the playbook, or whatever else raised
 *     it; one task for each
 * @param dueAt until when it should be done, UTC
 * @param openedAt when it was opened, UTC
 */
@EventType(value = "follow-up.opened.v1", topic = "crm.message.v1")
public record FollowUpOpenedV1(
        String customerId,
        String followUpId,
        String cause,
        String causeId,
        Instant dueAt,
        Instant openedAt) {}
