package io.pondcrm.feedback.tier;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.contracts.segmentation.TierLeftV1;
import io.pondcrm.feedback.tier.domain.Tiers;
import io.pondcrm.kernel.CustomerId;
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
        tiers.learn(
                batch.stream()
                        .flatMap(deliveries ->
                                deliveries.events().stream()
                                        .map(it -> word(new CustomerId(deliveries.key()), it)))
                        .toList());
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
