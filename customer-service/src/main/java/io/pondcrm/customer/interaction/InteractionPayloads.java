package io.pondcrm.customer.interaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.customer.interaction.domain.Actor;
import io.pondcrm.customer.interaction.domain.Interaction;
import io.pondcrm.customer.interaction.domain.InteractionType;
import io.pondcrm.customer.interaction.domain.NewInteraction;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.JsonNode;

/** Interactions as callers send and see them. */
final class InteractionPayloads {

    private InteractionPayloads() {}

    @Schema(
            name = "NewInteraction",
            description =
                    "Something that somebody did; exactly one of customerId, customer and"
                            + " anonymousId")
    record InteractionBody(
            @Schema(
                            description = "The partner system; may be left out by its own client",
                            example = "shop")
                    @Nullable String system,
            @Schema(description = "The partner's own number", example = "EV-1001") @NotNull
                    String externalId,
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") @Nullable String customerId,
            @Valid @Nullable CustomerKey customer,
            @Schema(
                            description =
                                    "The system's own mark of somebody unknown: a visitor's id, a"
                                            + " social-media handle",
                            example = "visitor-7f3a")
                    @Nullable String anonymousId,
            @NotNull InteractionType type,
            @Schema(description = "What was done, as a code", example = "product-viewed")
                    @Nullable String action,
            @Schema(
                            description = "When it happened; may be long ago",
                            example = "2026-11-20T09:30:00.000Z")
                    @NotNull
                    Instant occurredAt,
            @Schema(example = "WEB") @Nullable String channel) {

        NewInteraction toDomain(String partnerSystem, Actor actor) {
            return new NewInteraction(
                    partnerSystem, externalId, actor, type, action, occurredAt, channel);
        }

        /** Null where the caller named nobody, or several. */
        @Nullable Actor actor() {
            if (Stream.of(customerId, customer, anonymousId).filter(Objects::nonNull).count()
                    != 1) {
                return null;
            }
            if (anonymousId != null) {
                return new Actor.Anonymous(anonymousId);
            }
            if (customer != null) {
                return new Actor.Named(customer.system(), customer.key());
            }
            return CustomerId.find(customerId == null ? "" : customerId)
                    .<Actor>map(Actor.Known::new)
                    // No id at all names nobody either.
                    .orElseGet(() -> new Actor.Named("", ""));
        }
    }

    @Schema(name = "InteractionCustomerKey", description = "A partner system's name of a customer")
    record CustomerKey(
            @Schema(example = "shop") @NotNull String system,
            @Schema(example = "88231") @NotNull String key) {}

    @Schema(
            name = "InteractionBatch",
            description = "Rows are taken in order; each is answered by itself")
    record BatchBody(
            @ArraySchema(maxItems = 1_000, schema = @Schema(implementation = InteractionBody.class))
                    @NotEmpty
                    @Size(max = 1_000)
                    List<JsonNode> items) {}

    @Schema(name = "NewVisitorLink", description = "Who a visitor is")
    record LinkBody(
            @Schema(
                            description = "The partner system; may be left out by its own client",
                            example = "shop")
                    @Nullable String system,
            @Schema(description = "The system's mark of the visitor", example = "visitor-7f3a")
                    @NotNull
                    String anonymousId) {}

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Interaction")
    record InteractionView(
            String id,
            @Schema(description = "Absent while nobody knows who it was")
                    @Nullable String customerId,
            String system,
            String externalId,
            @DataClass(DataClass.Level.PERSONAL) @Nullable String anonymousId,
            InteractionType type,
            @Nullable String action,
            Instant occurredAt,
            @Nullable String channel,
            Instant recordedAt,
            @Schema(description = "When we learned who it was, if that was later")
                    @Nullable Instant linkedAt) {

        static InteractionView of(Interaction it) {
            var customer = it.customer();
            var visitor = it.visitor();
            return new InteractionView(
                    it.id(),
                    customer == null ? null : customer.value(),
                    it.system(),
                    it.externalId(),
                    visitor == null ? null : visitor.anonymousId(),
                    it.type(),
                    it.action(),
                    it.occurredAt(),
                    it.channel(),
                    it.recordedAt(),
                    it.linkedAt());
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "InteractionBatchResults")
    record BatchView(List<RowView> results) {}

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "InteractionBatchResult")
    record RowView(
            @Schema(description = "Position of the row in items, from 0") int index,
            @Schema(description = "201 recorded, 200 known before, else why not", example = "201")
                    int status,
            @Nullable String id,
            @Schema(ref = "#/components/schemas/Problem") @Nullable ProblemDetail problem) {}
}
