package io.pondcrm.engagement.message;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.engagement.MessageSentV1;
import io.pondcrm.contracts.engagement.MessageSuppressedV1;
import io.pondcrm.engagement.message.domain.Decision;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says in the words of the contracts what became of a message. */
@Component
class MessageEvents {

    private static final String CHANNEL = "EMAIL";

    private final EventWriter events;

    MessageEvents(EventWriter events) {
        this.events = events;
    }

    /** What a message's new state announces; nothing where it is of no interest to others. */
    List<OutboxEntry> announce(Message message) {
        return switch (message.state()) {
            case SENT -> List.of(entry(message, sent(message)));
            case SUPPRESSED -> List.of(entry(message, suppressed(message)));
            case PENDING, DEFERRED, HANDING_OVER, IN_DOUBT, FAILED -> List.of();
        };
    }

    private OutboxEntry entry(Message message, Record contract) {
        return events.entry(message.customer().value(), contract);
    }

    private static MessageSentV1 sent(Message message) {
        return new MessageSentV1(
                message.customer().value(),
                message.id(),
                message.purpose().name(),
                CHANNEL,
                sourceId(message, Source.Kind.CAMPAIGN),
                sourceId(message, Source.Kind.CARE),
                sourceId(message, Source.Kind.PLAYBOOK),
                message.copies().size(),
                message.sentAt().orElseThrow());
    }

    private static MessageSuppressedV1 suppressed(Message message) {
        var decision = message.decision();
        return new MessageSuppressedV1(
                message.customer().value(),
                message.id(),
                message.purpose().name(),
                CHANNEL,
                sourceId(message, Source.Kind.CAMPAIGN),
                sourceId(message, Source.Kind.CARE),
                sourceId(message, Source.Kind.PLAYBOOK),
                decision.map(Decision::reason).orElseThrow(),
                decision.map(Decision::at).orElseThrow());
    }

    private static @Nullable String sourceId(Message message, Source.Kind kind) {
        return message.source().kind() == kind ? message.source().id() : null;
    }
}
