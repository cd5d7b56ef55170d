package io.pondcrm.engagement.message;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.message.domain.Decision;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Source;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers see of messages: never the words, never the address. */
final class MessagePayloads {

    private MessagePayloads() {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "MessageCopy", description = "A mail that left, or may have left")
    record CopyView(
            @Schema(description = "From 2 on, the mail says so in its header X-Pond-Copy")
                    int number,
            Instant handedOverAt,
            @Schema(
                            description =
                                    "TAKEN_OVER by the mail server, STARTED while that is awaited,"
                                            + " or UNKNOWN where the sender died before it knew")
                    Message.Copy.Outcome outcome) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "Message")
    record View(
            @Schema(example = "msg_01h455vb4pex5vsknk084sn02q") String id,
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            Source.Kind sourceKind,
            @Schema(description = "The campaign, care program or playbook") String sourceId,
            Purpose purpose,
            @Schema(example = "EMAIL") String channel,
            Message.State state,
            @Schema(
                            description =
                                    "Why it was decided to send it, or not, or not yet: as in its"
                                            + " decision. Left out before its turn came",
                            example = "BENEFIT_NOT_HELD")
                    @Nullable String reason,
            @Schema(
                            description =
                                    "When it is looked at again; left out where nothing is to be done")
                    @Nullable Instant dueAt,
            @Schema(description = "Oldest first") List<CopyView> copies,
            @Schema(description = "Why it waits, or failed") @Nullable String lastFailure,
            Instant createdAt,
            @Nullable Instant sentAt) {

        static View of(Message message) {
            return new View(
                    message.id(),
                    message.customer().value(),
                    message.source().kind(),
                    message.source().id(),
                    message.purpose(),
                    "EMAIL",
                    message.state(),
                    message.decision().map(Decision::reason).orElse(null),
                    message.dueAt().orElse(null),
                    message.copies().stream()
                            .map(it -> new CopyView(it.number(), it.handedOverAt(), it.outcome()))
                            .toList(),
                    message.lastFailure().orElse(null),
                    message.createdAt(),
                    message.sentAt().orElse(null));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "DecisionCheck")
    record CheckView(
            @Schema(example = "CONSENT") String name,
            boolean passed,
            @Schema(example = "GRANTED since 2026-03-01T08:00:00Z") String detail) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "MessageDecision", description = "Whether to send, as decided at one moment")
    record DecisionView(
            String messageId,
            String customerId,
            Decision.Outcome outcome,
            @Schema(
                            description =
                                    "ALLOWED, or what stood against it: NEVER_GRANTED, WITHDRAWN,"
                                            + " NO_ADDRESS, CONTENT_INCOMPLETE, CAP_REACHED,"
                                            + " QUIET_HOURS, BENEFIT_NOT_HELD, UNKNOWN_CUSTOMER,"
                                            + " SAME_CUSTOMER, EXPIRED, STOPPED")
                    String reason,
            @Schema(description = "In order; after the one that decided there is none")
                    List<CheckView> checks,
            Instant decidedAt,
            @Schema(description = "For a deferral: when it is decided anew")
                    @Nullable Instant until,
            @Schema(description = "Which copy it was about") int copy) {

        static DecisionView of(Message message, Decision decision) {
            return new DecisionView(
                    message.id(),
                    message.customer().value(),
                    decision.outcome(),
                    decision.reason(),
                    decision.checks().stream()
                            .map(it -> new CheckView(it.name(), it.passed(), it.detail()))
                            .toList(),
                    decision.at(),
                    decision.until().orElse(null),
                    decision.copy());
        }
    }
}
