package io.pondcrm.engagement.followup;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.engagement.FollowUpCompletedV1;
import io.pondcrm.contracts.engagement.FollowUpOpenedV1;
import io.pondcrm.engagement.followup.domain.FollowUp;
import org.springframework.stereotype.Component;

/** Says in the words of the contracts what there is to follow up, and what came of it. */
@Component
class FollowUpEvents {

    private final EventWriter events;

    FollowUpEvents(EventWriter events) {
        this.events = events;
    }

    OutboxEntry opened(FollowUp followUp) {
        return events.entry(
                followUp.customer().value(),
                new FollowUpOpenedV1(
                        followUp.customer().value(),
                        followUp.id(),
                        followUp.cause().kind().name(),
                        followUp.cause().id(),
                        followUp.dueAt(),
                        followUp.openedAt()));
    }

    OutboxEntry completed(FollowUp followUp) {
        var done = followUp.completion().orElseThrow();
        return events.entry(
                followUp.customer().value(),
                new FollowUpCompletedV1(
                        followUp.customer().value(),
                        followUp.id(),
                        followUp.cause().kind().name(),
                        followUp.cause().id(),
                        done.outcome().name(),
                        done.at()));
    }
}
