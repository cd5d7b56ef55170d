package io.pondcrm.segmentation.benefit;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.segmentation.EntitlementChangedV1;
import io.pondcrm.segmentation.benefit.domain.EntitlementMove;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says in the words of the contract what a tier move changed. */
@Component
class EntitlementEvents {

    private final EventWriter events;

    EntitlementEvents(EventWriter events) {
        this.events = events;
    }

    OutboxEntry entry(
            String customer,
            String scheme,
            @Nullable String tier,
            EntitlementMove move,
            Instant at) {
        return events.entry(
                customer,
                new EntitlementChangedV1(
                        customer,
                        scheme,
                        tier == null ? "" : tier,
                        move.gained(),
                        move.lost(),
                        move.altered(),
                        at));
    }
}
