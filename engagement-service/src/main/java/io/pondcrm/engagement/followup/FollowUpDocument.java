package io.pondcrm.engagement.followup;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.engagement.followup.domain.FollowUp;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a follow-up lies in MongoDB.
 *
 * @param causeKind absent in those of before there were others than churn warnings
 */
@Document("follow_ups")
@TypeAlias("follow-up")
@CompoundIndex(name = "state", def = "{'open': 1, 'dueAt': 1, '_id': 1}")
@CompoundIndex(name = "age", def = "{'openedAt': 1}")
@CompoundIndex(name = "due", def = "{'dueAt': 1, '_id': 1}")
@CompoundIndex(name = "customer", def = "{'customerId': 1, 'dueAt': 1, '_id': 1}")
record FollowUpDocument(
        @Id String id,
        long version,
        String customerId,
        FollowUp.@Nullable Kind causeKind,
        String causeId,
        String level,
        List<ReasonPart> reasons,
        @Nullable String loss,
        Instant openedAt,
        Instant dueAt,
        boolean open,
        FollowUp.@Nullable Outcome outcome,
        @Nullable Instant completedAt,
        @Nullable String completedBy)
        implements Outboxed {

    record ReasonPart(String en, String zh) {}

    static FollowUpDocument of(FollowUp followUp) {
        var done = followUp.completion();
        return new FollowUpDocument(
                followUp.id(),
                followUp.version(),
                followUp.customer().value(),
                followUp.cause().kind(),
                followUp.cause().id(),
                followUp.level(),
                followUp.reasons().stream().map(it -> new ReasonPart(it.en(), it.zh())).toList(),
                followUp.loss().orElse(null),
                followUp.openedAt(),
                followUp.dueAt(),
                done.isEmpty(),
                done.map(FollowUp.Done::outcome).orElse(null),
                done.map(FollowUp.Done::at).orElse(null),
                done.map(FollowUp.Done::by).orElse(null));
    }

    FollowUp toDomain() {
        return new FollowUp(
                id,
                version,
                new CustomerId(customerId),
                new FollowUp.Cause(
                        Objects.requireNonNullElse(causeKind, FollowUp.Kind.CHURN_WARNING),
                        causeId),
                level,
                reasons.stream().map(it -> new FollowUp.Reason(it.en(), it.zh())).toList(),
                Optional.ofNullable(loss),
                openedAt,
                dueAt,
                outcome == null || completedAt == null || completedBy == null
                        ? Optional.empty()
                        : Optional.of(new FollowUp.Done(outcome, completedAt, completedBy)));
    }
}
