package io.pondcrm.segmentation.benefit;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.contracts.segmentation.TierLeftV1;
import io.pondcrm.segmentation.benefit.domain.Benefits;
import io.pondcrm.segmentation.benefit.domain.EntitlementMove;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Hears of this service's own tier moves, and announces what each changes in what the customer is
 * entitled to. A move that comes again is known by its id.
 */
@Component
class EntitlementEventsHandler implements EventHandler {

    private final Benefits benefits;
    private final OutboxWriter outbox;
    private final EntitlementEvents events;
    private final Clock clock;

    EntitlementEventsHandler(
            Benefits benefits, OutboxWriter outbox, EntitlementEvents events, Clock clock) {
        this.benefits = benefits;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("entitlements", TierChangedV1.class, TierLeftV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var catalogue = benefits.listAll();
        var changes = new ArrayList<EntitlementChangeDocument>();
        var announcements = new ArrayList<List<OutboxEntry>>();
        for (var deliveries : batch) {
            for (var delivery : deliveries.events()) {
                var moved = moved(delivery);
                var move =
                        EntitlementMove.between(
                                catalogue, moved.scheme(), moved.from(), moved.to(), moved.at());
                if (!move.isNothing()) {
                    changes.add(
                            new EntitlementChangeDocument(
                                    delivery.id(), 1, moved.customer(), clock.instant()));
                    announcements.add(
                            List.of(
                                    events.entry(
                                            moved.customer(),
                                            moved.scheme(),
                                            moved.to(),
                                            move,
                                            moved.at())));
                }
            }
        }
        // Those refused were announced before.
        outbox.insertAll(changes, announcements);
    }

    /**
     * @param from null for a customer's first tier
     * @param to null for none any longer
     */
    private record Moved(
            String customer,
            String scheme,
            @Nullable String from,
            @Nullable String to,
            Instant at) {}

    private static Moved moved(Delivery delivery) {
        return switch (delivery.event()) {
            case TierChangedV1 it ->
                    new Moved(it.customerId(), it.scheme(), it.from(), it.to(), it.changedAt());
            case TierLeftV1 it ->
                    new Moved(it.customerId(), it.scheme(), it.from(), null, it.leftAt());
            default -> throw new IllegalStateException("Not subscribed to " + delivery.type());
        };
    }
}
