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
import java.util.Optional;
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
        return Subscription.named("tiers", TierChangedV1.class, TierLeftV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var latest = new LinkedHashMap<CustomerId, Tiers.Word>();
        for (var deliveries : batch) {
            var customer = new CustomerId(deliveries.key());
            for (var delivery : deliveries.events()) {
                word(customer, delivery)
                        .ifPresent(word ->
                                latest.merge(
                                        customer,
                                        word,
                                        (known, said) ->
                                                said.sequence() > known.sequence() ? said : known));
            }
        }
        tiers.learn(latest.values());
    }

    /** Empty for what is said of other schemes. */
    private Optional<Tiers.Word> word(CustomerId customer, Delivery delivery) {
        return switch (delivery.event()) {
            case TierChangedV1 it ->
                    it.scheme().equals(scheme)
                            ? Optional.of(new Tiers.Word(customer, it.to(), delivery.sequence()))
                            : Optional.empty();
            case TierLeftV1 it ->
                    it.scheme().equals(scheme)
                            ? Optional.of(new Tiers.Word(customer, null, delivery.sequence()))
                            : Optional.empty();
            default -> throw new IllegalStateException("Not subscribed to " + delivery.type());
        };
    }
}
