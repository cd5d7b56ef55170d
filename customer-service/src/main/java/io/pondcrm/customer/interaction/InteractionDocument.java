package io.pondcrm.customer.interaction;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.customer.interaction.domain.Interaction;
import io.pondcrm.customer.interaction.domain.InteractionType;
import io.pondcrm.customer.interaction.domain.Visitor;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How an interaction lies in MongoDB.
 *
 * @param number {@code system externalId}: unique
 * @param visitor {@code system anonymousId}, where the system named no customer
 * @param unlinked the visitor again, as long as nobody knows who it is: a sparse index over those
 */
@Document("interactions")
@TypeAlias("interaction")
record InteractionDocument(
        @Id String id,
        long version,
        String number,
        @Nullable String customerId,
        @Nullable String visitor,
        @Nullable String unlinked,
        String system,
        String externalId,
        @Nullable String anonymousId,
        String type,
        @Nullable String action,
        Instant occurredAt,
        @Nullable String channel,
        Instant recordedAt,
        @Nullable Instant linkedAt)
        implements Outboxed {

    static InteractionDocument of(Interaction it) {
        var customer = it.customer();
        var visitor = it.visitor();
        return new InteractionDocument(
                it.id(),
                1,
                numberOf(it.system(), it.externalId()),
                customer == null ? null : customer.value(),
                visitor == null ? null : visitor.key(),
                visitor == null || customer != null ? null : visitor.key(),
                it.system(),
                it.externalId(),
                visitor == null ? null : visitor.anonymousId(),
                it.type().name(),
                it.action(),
                it.occurredAt(),
                it.channel(),
                it.recordedAt(),
                it.linkedAt());
    }

    Interaction toDomain() {
        return new Interaction(
                id,
                customerId == null ? null : new CustomerId(customerId),
                anonymousId == null ? null : new Visitor(system, anonymousId),
                system,
                externalId,
                InteractionType.valueOf(type),
                action,
                occurredAt,
                channel,
                recordedAt,
                linkedAt);
    }

    /** How an interaction is found again: a system's name holds no space. */
    static String numberOf(String system, String externalId) {
        return system + " " + externalId;
    }
}
