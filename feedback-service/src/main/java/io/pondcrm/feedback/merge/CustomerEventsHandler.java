package io.pondcrm.feedback.merge;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerRestatedV1;
import io.pondcrm.contracts.customer.CustomerUnknownV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.feedback.merge.domain.Merge;
import io.pondcrm.feedback.merge.domain.Merges;
import io.pondcrm.kernel.CustomerId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes in who was merged into whom. A merge begins and ends once, so its own id says what counts,
 * whichever of the two customers' news comes first.
 */
@Component
class CustomerEventsHandler implements EventHandler {

    private final Merges merges;

    CustomerEventsHandler(Merges merges) {
        this.merges = merges;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named(
                "merges",
                CustomerMergedV1.class,
                CustomerUnmergedV1.class,
                CustomerRestatedV1.class,
                CustomerUnknownV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        for (var deliveries : batch) {
            deliveries.events().forEach(this::follow);
        }
    }

    private void follow(Delivery delivery) {
        switch (delivery.event()) {
            case CustomerMergedV1 it ->
                    merges.begin(merge(it.mergeId(), it.survivorId(), it.mergedId()));
            case CustomerUnmergedV1 it ->
                    merges.end(merge(it.mergeId(), it.survivorId(), it.mergedId()));
            case CustomerRestatedV1 it -> merges.restate(new CustomerId(it.customerId()), of(it));
            case CustomerUnknownV1 it -> merges.restate(new CustomerId(it.customerId()), null);
            default -> throw new IllegalStateException("Not subscribed to " + delivery.type());
        }
    }

    private static @Nullable Merge of(CustomerRestatedV1 it) {
        var merge = it.mergeId();
        var survivor = it.survivorId();
        return merge == null || survivor == null ? null : merge(merge, survivor, it.customerId());
    }

    private static Merge merge(String id, String survivor, String merged) {
        return new Merge(id, new CustomerId(survivor), new CustomerId(merged));
    }
}
