package io.pondcrm.engagement.playbook;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.engagement.campaign.domain.Holdout;
import io.pondcrm.engagement.playbook.domain.Playbook;
import io.pondcrm.engagement.playbook.domain.PlaybookAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a playbook lies in MongoDB.
 *
 * @param templateId for messages
 * @param requiresBenefit for messages
 * @param dueWithin for follow-ups; durations are ISO 8601
 */
@Document("playbooks")
@TypeAlias("playbook")
record PlaybookDocument(
        @Id String id,
        long version,
        String name,
        Kind kind,
        @Nullable String templateId,
        @Nullable String requiresBenefit,
        @Nullable String dueWithin,
        int holdoutPercent,
        @Nullable String holdoutReason,
        String window,
        String enrolWithin,
        int dailyLimit,
        boolean enabled,
        Playbook.State state,
        Instant createdAt,
        Instant changedAt)
        implements Outboxed {

    /** What there is to do. */
    enum Kind {
        SEND_MESSAGE,
        OPEN_FOLLOW_UP
    }

    static PlaybookDocument of(Playbook playbook) {
        var plan = playbook.plan();
        return new PlaybookDocument(
                playbook.id(),
                playbook.version(),
                plan.name(),
                switch (plan.action()) {
                    case PlaybookAction.SendMessage _ -> Kind.SEND_MESSAGE;
                    case PlaybookAction.OpenFollowUp _ -> Kind.OPEN_FOLLOW_UP;
                },
                plan.action() instanceof PlaybookAction.SendMessage it ? it.template() : null,
                plan.action() instanceof PlaybookAction.SendMessage it
                        ? it.requiresBenefit().orElse(null)
                        : null,
                plan.action() instanceof PlaybookAction.OpenFollowUp(var within)
                        ? within.toString()
                        : null,
                plan.holdout().percent(),
                plan.holdoutReason().orElse(null),
                plan.window().toString(),
                plan.enrolWithin().toString(),
                plan.dailyLimit(),
                plan.enabled(),
                playbook.state(),
                playbook.createdAt(),
                playbook.changedAt());
    }

    Playbook toDomain() {
        return new Playbook(
                id,
                version,
                new Playbook.Plan(
                        name,
                        switch (kind) {
                            case SEND_MESSAGE ->
                                    new PlaybookAction.SendMessage(
                                            Objects.requireNonNull(templateId),
                                            Optional.ofNullable(requiresBenefit));
                            case OPEN_FOLLOW_UP ->
                                    new PlaybookAction.OpenFollowUp(
                                            Duration.parse(Objects.requireNonNull(dueWithin)));
                        },
                        new Holdout(holdoutPercent),
                        Optional.ofNullable(holdoutReason),
                        Duration.parse(window),
                        Duration.parse(enrolWithin),
                        dailyLimit,
                        enabled),
                state,
                createdAt,
                changedAt);
    }
}
