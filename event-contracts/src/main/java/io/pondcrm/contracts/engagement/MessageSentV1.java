package io.pondcrm.contracts.engagement;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message to a customer was taken over by the channel's server. What it said, and where it went,
 * stays with the sender.
 *
 * @param customerId to whom; also the record's key
 * @param messageId the message; one for each customer and campaign, or entry into a playbook
 * @param purpose the use of data that was consented to, for example {@code MARKETING}, {@code CARE}
 * @param channel {@code EMAIL}; ignore what you do not know
 * @param campaignId the campaign it belongs to; absent for care and playbooks
 * @param careProgramId the care program it belongs to; absent for campaigns and playbooks
 * @param playbookId the playbook it belongs to; absent for campaigns and care
 * @param copies how many copies were handed over: 2 or more only where the sender died over the one
 *     before, so that nobody can say whether that one left
 * @param sentAt when the last copy was taken over, UTC
 */
@EventType(value = "message.sent.v1", topic = "crm.message.v1")
public record MessageSentV1(
        String customerId,
        String messageId,
        String purpose,
        String channel,
        @Nullable String campaignId,
        @Nullable String careProgramId,
        @Nullable String playbookId,
        int copies,
        Instant sentAt) {}
