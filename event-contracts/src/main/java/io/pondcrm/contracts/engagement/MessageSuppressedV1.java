package io.pondcrm.contracts.engagement;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that was meant for a customer will not be sent.
 *
 * @param customerId to whom it would have gone; also the record's key
 * @param messageId the message; one for each customer and campaign, or entry into a playbook
 * @param purpose the use of data that consent was asked for, for example {@code MARKETING}
 * @param channel {@code EMAIL}; ignore what you do not know
 * @param campaignId the campaign it belongs to; absent for care and playbooks
 * @param careProgramId the care program it belongs to; absent for campaigns and playbooks
 * @param playbookId the playbook it belongs to; absent for campaigns and care
 * @param reason for example {@code WITHDRAWN}, {@code NO_ADDRESS}, {@code CAP_REACHED}, {@code
 *     BENEFIT_NOT_HELD}, {@code STOPPED}; ignore what you do not know
 * @param suppressedAt when that was decided, UTC
 */
@EventType(value = "message.suppressed.v1", topic = "crm.message.v1")
public record MessageSuppressedV1(
        String customerId,
        String messageId,
        String purpose,
        String channel,
        @Nullable String campaignId,
        @Nullable String careProgramId,
        @Nullable String playbookId,
        String reason,
        Instant suppressedAt) {}
