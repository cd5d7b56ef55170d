package io.pondcrm.customer.interaction;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.customer.interaction.SealedVisitors.SealedVisitor;
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
 * @param visitor {@link SealedVisitors#keyOf}, where the system named no customer
 * @param anonymousId the system's mark of the visitor, sealed with the visitor's own key
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
        byte @Nullable [] anonymousId,
        String type,
        @Nullable String action,
        Instant occurredAt,
        @Nullable String channel,
        Instant recordedAt,
        @Nullable Instant linkedAt)
        implements Outboxed {

    /**
     * @param visitor null where the system named a customer
     */
    static InteractionDocument of(Interaction it, @Nullable SealedVisitor visitor) {
        var customer = it.customer();
        return new InteractionDocument(
                it.id(),
                1,
                numberOf(it.system(), it.externalId()),
                customer == null ? null : customer.value(),
                visitor == null ? null : visitor.key(),
                visitor == null || customer != null ? null : visitor.key(),
                it.system(),
                it.externalId(),
                visitor == null ? null : visitor.sealed(),
                it.type().name(),
                it.action(),
                it.occurredAt(),
                it.channel(),
                it.recordedAt(),
                it.linkedAt());
    }

    /**
     * @param known who it was to the system; null where the system named a customer
     */
    Interaction toDomain(@Nullable Visitor known) {
        return new Interaction(
                id,
                customerId == null ? null : new CustomerId(customerId),
                known,
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
