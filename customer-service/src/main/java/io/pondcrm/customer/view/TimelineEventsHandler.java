package io.pondcrm.customer.view;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.customer.ConsentGrantedV1;
import io.pondcrm.contracts.customer.ConsentWithdrawnV1;
import io.pondcrm.contracts.customer.CustomerCreatedV1;
import io.pondcrm.contracts.customer.CustomerUpdatedV1;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.contracts.segmentation.LifecycleChangedV1;
import io.pondcrm.contracts.segmentation.ScoreUpdatedV1;
import io.pondcrm.contracts.segmentation.SegmentEnteredV1;
import io.pondcrm.contracts.segmentation.SegmentLeftV1;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.contracts.segmentation.TierDowngradeScheduledV1;
import io.pondcrm.customer.view.domain.Timeline;
import io.pondcrm.customer.view.domain.TimelineEntry;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes what happens to customers, in whatever service, on their timelines. */
@Component
class TimelineEventsHandler implements EventHandler {

    private final Timeline timeline;

    TimelineEventsHandler(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named(
                "timeline",
                CustomerCreatedV1.class,
                CustomerUpdatedV1.class,
                ConsentGrantedV1.class,
                ConsentWithdrawnV1.class,
                TransactionRecordedV1.class,
                TierChangedV1.class,
                TierDowngradeScheduledV1.class,
                LifecycleChangedV1.class,
                ScoreUpdatedV1.class,
                SegmentEnteredV1.class,
                SegmentLeftV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var entries = new ArrayList<TimelineEntry>();
        for (var deliveries : batch) {
            var customer = new CustomerId(deliveries.key());
            deliveries.events().forEach(delivery -> entries.add(entry(customer, delivery)));
        }
        timeline.addAll(entries);
    }

    private static TimelineEntry entry(CustomerId customer, Delivery delivery) {
        return switch (delivery.event()) {
            case CustomerCreatedV1 event ->
                    entry(customer, delivery, event.createdAt(), of("kind", event.kind()));
            case CustomerUpdatedV1 event -> entry(customer, delivery, event.updatedAt(), of());
            case ConsentGrantedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.grantedAt(),
                            of("purpose", event.purpose(), "channel", event.channel()));
            case ConsentWithdrawnV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.withdrawnAt(),
                            of("purpose", event.purpose(), "channel", event.channel()));
            case TransactionRecordedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.occurredAt(),
                            of(
                                    "transactionId",
                                    event.transactionId(),
                                    "type",
                                    event.type(),
                                    "amount",
                                    event.amount(),
                                    "currency",
                                    event.currency(),
                                    "channel",
                                    event.channel(),
                                    "system",
                                    event.system()));
            case TierChangedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.changedAt(),
                            of(
                                    "scheme",
                                    event.scheme(),
                                    "from",
                                    event.from(),
                                    "to",
                                    event.to(),
                                    "direction",
                                    event.direction()));
            case TierDowngradeScheduledV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.scheduledAt(),
                            of(
                                    "scheme",
                                    event.scheme(),
                                    "tier",
                                    event.tier(),
                                    "expectedTier",
                                    event.expectedTier(),
                                    "effectiveOn",
                                    event.effectiveOn().toString(),
                                    "gap",
                                    event.gap()));
            case LifecycleChangedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.enteredAt(),
                            of("scheme", event.scheme(), "from", event.from(), "to", event.to()));
            case ScoreUpdatedV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.asOf(),
                            of(
                                    "scoreType",
                                    event.scoreType(),
                                    "value",
                                    event.value(),
                                    "label",
                                    event.label()));
            case SegmentEnteredV1 event ->
                    entry(
                            customer,
                            delivery,
                            event.enteredAt(),
                            of("segmentId", event.segmentId()));
            case SegmentLeftV1 event ->
                    entry(customer, delivery, event.leftAt(), of("segmentId", event.segmentId()));
            default -> throw new IllegalArgumentException("Not subscribed to: " + delivery.type());
        };
    }

    private static TimelineEntry entry(
            CustomerId customer, Delivery delivery, Instant at, Map<String, String> details) {
        return TimelineEntry.of(
                delivery.id(),
                customer,
                at,
                Wording.typeOf(delivery),
                Wording.sourceOf(delivery),
                details);
    }

    /** Names and values in turn; those without a value are left out. */
    private static Map<String, String> of(@Nullable String... namesAndValues) {
        var details = new TreeMap<String, String>();
        for (var at = 0; at < namesAndValues.length; at += 2) {
            var value = namesAndValues[at + 1];
            if (value != null) {
                details.put(String.valueOf(namesAndValues[at]), value);
            }
        }
        return details;
    }
}
