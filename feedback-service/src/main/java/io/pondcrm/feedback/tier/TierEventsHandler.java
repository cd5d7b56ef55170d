package io.pondcrm.feedback.tier;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.contracts.segmentation.TierLeftV1;
import io.pondcrm.feedback.tier.domain.Tiers;
import io.pondcrm.kernel.CustomerId;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes in which tier customers are in. */
@Component
class TierEventsHandler implements EventHandler {

    private final Tiers tiers;

    TierEventsHandler(Tiers tiers) {
        this.tiers = tiers;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("tiers", TierChangedV1.class, TierLeftV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        record Place(CustomerId customer, String scheme) {}
        var latest = new LinkedHashMap<Place, Tiers.Word>();
        for (var deliveries : batch) {
            var customer = new CustomerId(deliveries.key());
            for (var delivery : deliveries.events()) {
                var word = word(customer, delivery);
                latest.merge(
                        new Place(customer, word.scheme()),
                        word,
                        (known, said) -> said.sequence() > known.sequence() ? said : known);
            }
        }
        tiers.learn(latest.values());
    }

    private static Tiers.Word word(CustomerId customer, Delivery delivery) {
        return switch (delivery.event()) {
            case TierChangedV1 it ->
                    new Tiers.Word(customer, it.scheme(), it.to(), delivery.sequence());
            case TierLeftV1 it -> new Tiers.Word(customer, it.scheme(), null, delivery.sequence());
            default -> throw new IllegalStateException("Not subscribed to " + delivery.type());
        };
    }
}
