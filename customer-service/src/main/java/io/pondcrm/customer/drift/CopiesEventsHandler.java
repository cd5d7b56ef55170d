package io.pondcrm.customer.drift;

import io.pondcrm.chassis.copies.Copy;
import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.copies.CopiesToldV1;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes in what services say that they hold. */
@Component
class CopiesEventsHandler implements EventHandler {

    private final Questions questions;

    CopiesEventsHandler(Questions questions) {
        this.questions = questions;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("copies-told", CopiesToldV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        for (var deliveries : batch) {
            for (var delivery : deliveries.events()) {
                var told = (CopiesToldV1) delivery.event();
                questions.take(told.askId(), answer(told));
            }
        }
    }

    private static Answer answer(CopiesToldV1 told) {
        return new Answer(
                told.service(),
                told.fields(),
                told.copies().stream()
                        .map(it ->
                                new Copy(it.customerId(), it.versions(), it.fields(), it.items()))
                        .toList(),
                told.through(),
                told.heard(),
                told.told());
    }
}
