package io.pondcrm.segmentation.benefit;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.segmentation.EntitledBenefit;
import io.pondcrm.contracts.segmentation.EntitlementChangedV1;
import io.pondcrm.segmentation.CauseEvents;
import io.pondcrm.segmentation.benefit.domain.EntitlementMove;
import io.pondcrm.segmentation.benefit.domain.Holding;
import io.pondcrm.segmentation.standing.domain.Mover;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says in the words of the contract what a customer is entitled to from now on. */
@Component
class EntitlementEvents {

    private final EventWriter events;

    EntitlementEvents(EventWriter events) {
        this.events = events;
    }

    /**
     * @param tier null where the customer has none in this scheme any longer
     */
    OutboxEntry entry(
            String customer,
            String scheme,
            @Nullable String tier,
            EntitlementMove move,
            Mover mover,
            Instant at) {
        return events.entry(
                customer,
                new EntitlementChangedV1(
                        customer,
                        scheme,
                        tier == null ? "" : tier,
                        move.gained(),
                        move.lost().stream().map(Holding::benefit).toList(),
                        move.altered(),
                        at,
                        tier == null,
                        benefits(move.now()),
                        benefits(move.lost()),
                        CauseEvents.cause(mover)));
    }

    private static List<EntitledBenefit> benefits(List<Holding> holdings) {
        return holdings.stream()
                .map(it ->
                        new EntitledBenefit(
                                it.benefit(),
                                it.kind(),
                                it.grant(),
                                ParametersSchema.read(it.parameters()),
                                it.until()))
                .toList();
    }
}
