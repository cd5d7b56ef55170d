package io.pondcrm.engagement.message;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.message.domain.Decision;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Source;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a message lies in MongoDB.
 *
 * @param copyCount the length of copies, for the index
 */
@Document("messages")
@TypeAlias("message")
@CompoundIndex(name = "due", def = "{'sourceId': 1, 'dueAt': 1}")
@CompoundIndex(name = "log", def = "{'sourceId': 1, '_id': 1}")
@CompoundIndex(name = "logByState", def = "{'sourceId': 1, 'state': 1, '_id': 1}")
@CompoundIndex(name = "copied", def = "{'sourceId': 1, 'copyCount': 1}")
@CompoundIndex(name = "customer", def = "{'customerId': 1, '_id': 1}")
@CompoundIndex(name = "age", def = "{'createdAt': 1}")
@CompoundIndex(name = "cap", def = "{'customerId': 1, 'sentAt': 1}")
record MessageDocument(
        @Id String id,
        long version,
        String customerId,
        Source.Kind sourceKind,
        String sourceId,
        Purpose purpose,
        Message.State state,
        @Nullable Instant dueAt,
        int failures,
        @Nullable String lastFailure,
        List<CopyPart> copies,
        int copyCount,
        @Nullable DecisionPart decision,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant sentAt)
        implements Outboxed {

    record CopyPart(int number, Instant handedOverAt, Message.Copy.Outcome outcome) {}

    record CheckPart(String name, boolean passed, String detail) {}

    record DecisionPart(
            Decision.Outcome outcome,
            String reason,
            List<CheckPart> checks,
            Instant at,
            @Nullable Instant until,
            int copy) {

        static DecisionPart of(Decision decision) {
            return new DecisionPart(
                    decision.outcome(),
                    decision.reason(),
                    decision.checks().stream()
                            .map(it -> new CheckPart(it.name(), it.passed(), it.detail()))
                            .toList(),
                    decision.at(),
                    decision.until().orElse(null),
                    decision.copy());
        }

        Decision toDomain() {
            return new Decision(
                    outcome,
                    reason,
                    checks.stream()
                            .map(it -> new Decision.Check(it.name(), it.passed(), it.detail()))
                            .toList(),
                    at,
                    Optional.ofNullable(until),
                    copy);
        }
    }

    static MessageDocument of(Message message) {
        return new MessageDocument(
                message.id(),
                message.version(),
                message.customer().value(),
                message.source().kind(),
                message.source().id(),
                message.purpose(),
                message.state(),
                message.dueAt().orElse(null),
                message.failures(),
                message.lastFailure().orElse(null),
                message.copies().stream()
                        .map(it -> new CopyPart(it.number(), it.handedOverAt(), it.outcome()))
                        .toList(),
                message.copies().size(),
                message.decision().map(DecisionPart::of).orElse(null),
                message.createdAt(),
                message.expiresAt().orElse(null),
                message.sentAt().orElse(null));
    }

    Message toDomain() {
        return new Message(
                id,
                version,
                new CustomerId(customerId),
                new Source(sourceKind, sourceId),
                purpose,
                state,
                Optional.ofNullable(dueAt),
                failures,
                Optional.ofNullable(lastFailure),
                copies.stream()
                        .map(it -> new Message.Copy(it.number(), it.handedOverAt(), it.outcome()))
                        .toList(),
                Optional.ofNullable(decision).map(DecisionPart::toDomain),
                createdAt,
                Optional.ofNullable(expiresAt),
                Optional.ofNullable(sentAt));
    }
}
