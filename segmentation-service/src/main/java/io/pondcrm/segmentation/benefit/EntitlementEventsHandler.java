package io.pondcrm.segmentation.benefit;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.chassis.outbox.Priority;
import io.pondcrm.contracts.customer.CustomerProcessingChangedV1;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.contracts.segmentation.TierLeftV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Source;
import io.pondcrm.segmentation.standing.domain.Mover;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Hears of this service's own tier moves, and has it told what the customer is entitled to since. A
 * move that comes again, or late, finds it told already. Of whom conclusions go on again, grants
 * may have been made meanwhile that nobody was told of.
 */
@Component
class EntitlementEventsHandler implements EventHandler {

    private final AnnounceEntitlements announce;
    private final HeldTiers tiers;

    EntitlementEventsHandler(AnnounceEntitlements announce, HeldTiers tiers) {
        this.announce = announce;
        this.tiers = tiers;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named(
                "entitlements",
                TierChangedV1.class,
                TierLeftV1.class,
                CustomerProcessingChangedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var looks = new LinkedHashMap<CustomerId, Map<String, Mover>>();
        for (var deliveries : batch) {
            var schemes = new LinkedHashMap<String, Mover>();
            for (var delivery : deliveries.events()) {
                var mover = new Mover.Event(new Source(delivery.type(), delivery.id()));
                schemes(delivery).forEach(it -> schemes.put(it, mover));
            }
            looks.put(new CustomerId(deliveries.key()), schemes);
        }
        announce.handle(looks, Priority.LIVE);
    }

    private List<String> schemes(Delivery delivery) {
        return switch (delivery.event()) {
            case TierChangedV1 it -> List.of(it.scheme());
            case TierLeftV1 it -> List.of(it.scheme());
            case CustomerProcessingChangedV1 _ -> tiers.listSchemes();
            default -> throw new IllegalStateException("Not subscribed to " + delivery.type());
        };
    }
}
