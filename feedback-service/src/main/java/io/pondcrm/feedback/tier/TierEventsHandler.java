package io.pondcrm.feedback.tier;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.feedback.tier.domain.Tiers;
import io.pondcrm.kernel.CustomerId;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes in which tier customers are in. */
@Component
class TierEventsHandler implements EventHandler {

    private final Tiers tiers;
    private final String scheme;

    TierEventsHandler(Tiers tiers, TierSettings settings) {
        this.tiers = tiers;
        this.scheme = settings.tierScheme();
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("tiers", TierChangedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var latest = new LinkedHashMap<CustomerId, Tiers.Word>();
        for (var deliveries : batch) {
            var customer = new CustomerId(deliveries.key());
            for (var delivery : deliveries.events()) {
                if (delivery.event() instanceof TierChangedV1 changed
                        && changed.scheme().equals(scheme)) {
                    latest.merge(
                            customer,
                            new Tiers.Word(customer, changed.to(), delivery.sequence()),
                            (known, said) -> said.sequence() > known.sequence() ? said : known);
                }
            }
        }
        tiers.learn(latest.values());
    }
}
