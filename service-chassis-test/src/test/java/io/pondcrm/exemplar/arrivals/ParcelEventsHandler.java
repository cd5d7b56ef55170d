package io.pondcrm.exemplar.arrivals;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.exemplar.contracts.ParcelSentV1;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class ParcelEventsHandler implements EventHandler {

    private final Arrivals arrivals;

    ParcelEventsHandler(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("arrivals", ParcelSentV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        for (var deliveries : batch) {
            for (var delivery : deliveries.events()) {
                if (delivery.event() instanceof ParcelSentV1 sent) {
                    arrivals.add(sent.id());
                }
            }
        }
    }
}
