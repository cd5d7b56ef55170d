package io.pondcrm.customer.interaction;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.customer.InteractionRecordedV1;
import io.pondcrm.customer.interaction.domain.Interaction;
import java.util.List;
import org.springframework.stereotype.Component;

/** Says in the words of the contract that an interaction was recorded. */
@Component
class InteractionEvents {

    private final EventWriter writer;

    InteractionEvents(EventWriter writer) {
        this.writer = writer;
    }

    /** Nothing is told while nobody knows who it was: events are about customers. */
    List<OutboxEntry> recorded(Interaction interaction) {
        var customer = interaction.customer();
        return customer == null
                ? List.of()
                : List.of(
                        writer.entry(
                                customer.value(),
                                new InteractionRecordedV1(
                                        interaction.id(),
                                        customer.value(),
                                        interaction.type().name(),
                                        interaction.action(),
                                        interaction.occurredAt(),
                                        interaction.channel(),
                                        interaction.system(),
                                        interaction.linkedAt() != null)));
    }
}
