package io.pondcrm.chassis.copies;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import java.util.List;

/** Answers who asks what is held. */
class CopiesHandler implements EventHandler {

    static final String NAME = "copies";

    private final CopyAnswers answers;

    CopiesHandler(CopyAnswers answers) {
        this.answers = answers;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named(NAME, CopiesAsked.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        for (var deliveries : batch) {
            deliveries.events().forEach(it -> answers.answer((CopiesAsked) it.event()));
        }
    }
}
