package io.pondcrm.chassis.erasure;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import java.util.List;

/** Erases whoever is to be erased. */
class ErasureHandler implements EventHandler {

    private final Erasures erasures;

    ErasureHandler(Erasures erasures) {
        this.erasures = erasures;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("erasure", ErasureRequested.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        for (var deliveries : batch) {
            deliveries.events().forEach(it -> erasures.carryOut((ErasureRequested) it.event()));
        }
    }
}
