package io.pondcrm.segmentation.segment;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.chassis.retention.RetentionLimits;
import io.pondcrm.contracts.segmentation.Cause;
import io.pondcrm.contracts.segmentation.SegmentEnteredV1;
import io.pondcrm.contracts.segmentation.SegmentLeftV1;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps what this service announces of segments as their history. The announcements are written as
 * one with the memberships and arrive at least once, so that nothing is lost; each is kept under
 * its own id, so that nothing is there twice.
 */
@Component
class SegmentEventsHandler implements EventHandler {

    private final MongoSegmentChanges changes;
    private final RetentionLimits limits;

    SegmentEventsHandler(MongoSegmentChanges changes, RetentionLimits limits) {
        this.changes = changes;
        this.limits = limits;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("segment-changes", SegmentEnteredV1.class, SegmentLeftV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var oldest = limits.keptSince("segment-changes");
        changes.keep(
                batch.stream()
                        .flatMap(it -> it.events().stream())
                        .map(SegmentEventsHandler::change)
                        // An older one was forgotten, and must not come again.
                        .filter(it -> !it.at().isBefore(oldest))
                        .toList());
    }

    private static SegmentChangeDocument change(Delivery delivery) {
        return switch (delivery.event()) {
            case SegmentEnteredV1(var customer, var segment, var version, var at, var cause) ->
                    change(delivery, customer, segment, version, true, at, cause);
            case SegmentLeftV1(var customer, var segment, var version, var at, var cause) ->
                    change(delivery, customer, segment, version, false, at, cause);
            default -> throw new IllegalStateException("Not subscribed to " + delivery.type());
        };
    }

    private static SegmentChangeDocument change(
            Delivery delivery,
            String customer,
            String segment,
            long version,
            boolean entered,
            Instant at,
            @Nullable Cause cause) {
        return new SegmentChangeDocument(
                delivery.id(),
                segment,
                version,
                customer,
                entered,
                at,
                cause == null ? null : cause.kind(),
                cause == null ? null : cause.eventType(),
                cause == null ? null : cause.eventId());
    }
}
