package io.pondcrm.engagement.playbook;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.chassis.retention.RetentionLimits;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.contracts.segmentation.LifecycleChangedV1;
import io.pondcrm.engagement.playbook.domain.Sale;
import io.pondcrm.engagement.playbook.domain.StageEntry;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Hears who enters a stage for which there is a strategy, and who buys. A refund neither converts
 * nor takes a conversion back: it does not say which sale it undoes.
 */
@Component
class PlaybookEventsHandler implements EventHandler {

    private final EnrolCustomers enrolCustomers;
    private final WatchSales watchSales;
    private final RetentionLimits limits;

    PlaybookEventsHandler(
            EnrolCustomers enrolCustomers, WatchSales watchSales, RetentionLimits limits) {
        this.enrolCustomers = enrolCustomers;
        this.watchSales = watchSales;
        this.limits = limits;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named(
                "playbooks", LifecycleChangedV1.class, TransactionRecordedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var entries = new ArrayList<StageEntry>();
        var sales = new ArrayList<Sale>();
        for (var deliveries : batch) {
            for (var delivery : deliveries.events()) {
                switch (delivery.event()) {
                    case LifecycleChangedV1 it when it.playbook() != null ->
                            entries.add(
                                    new StageEntry(
                                            new CustomerId(it.customerId()),
                                            it.scheme(),
                                            it.to(),
                                            it.playbook(),
                                            Objects.requireNonNullElse(it.strategyVersion(), 0L),
                                            millis(it.enteredAt())));
                    case TransactionRecordedV1 it when it.type().equals("SALE") ->
                            sales.add(
                                    new Sale(
                                            it.transactionId(),
                                            new CustomerId(it.customerId()),
                                            millis(it.occurredAt())));
                    default -> {
                        // A stage without a strategy, or a refund.
                    }
                }
            }
        }
        watchSales.handle(sales);
        // What was decided upon an older one was forgotten, and must not come again.
        var oldest = limits.keptSince("enrolments");
        entries.removeIf(it -> it.enteredAt().isBefore(oldest));
        enrolCustomers.handle(entries);
    }

    /** The store keeps milliseconds: what was told must equal what is read back. */
    private static Instant millis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }
}
