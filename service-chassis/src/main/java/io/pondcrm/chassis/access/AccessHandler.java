package io.pondcrm.chassis.access;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import java.util.List;

/** Answers whoever asks what is kept of them. */
class AccessHandler implements EventHandler {

    private final AccessAnswers answers;

    AccessHandler(AccessAnswers answers) {
        this.answers = answers;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("access", AccessRequested.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        for (var deliveries : batch) {
            deliveries.events().forEach(it -> answers.answer((AccessRequested) it.event()));
        }
    }
}
