package io.pondcrm.engagement.audience;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.segmentation.SegmentEnteredV1;
import io.pondcrm.contracts.segmentation.SegmentLeftV1;
import io.pondcrm.engagement.audience.domain.SegmentMembers;
import io.pondcrm.kernel.CustomerId;
import java.util.List;
import org.springframework.stereotype.Component;

/** Hears who enters and leaves which segment. */
@Component
class SegmentEventsHandler implements EventHandler {

    private final SegmentMembers members;

    SegmentEventsHandler(SegmentMembers members) {
        this.members = members;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("audience", SegmentEnteredV1.class, SegmentLeftV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        members.learn(
                batch.stream()
                        .flatMap(it -> it.events().stream())
                        .map(SegmentEventsHandler::word)
                        .toList());
    }

    private static SegmentMembers.Word word(Delivery delivery) {
        return switch (delivery.event()) {
            case SegmentEnteredV1 it ->
                    new SegmentMembers.Word(
                            it.segmentId(),
                            new CustomerId(it.customerId()),
                            delivery.sequence(),
                            true);
            case SegmentLeftV1 it ->
                    new SegmentMembers.Word(
                            it.segmentId(),
                            new CustomerId(it.customerId()),
                            delivery.sequence(),
                            false);
            default -> throw new IllegalStateException("Not subscribed to " + delivery.type());
        };
    }
}
