package io.pondcrm.customer.consent;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.customer.ConsentWithdrawnV1;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.Revision;
import io.pondcrm.customer.profile.domain.SensitiveAttributes;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Throws away values of sensitive attributes when the consent to them is withdrawn, or when a merge
 * brought values to somebody who had withdrawn it.
 */
@Component
class SensitiveDataEventsHandler implements EventHandler {

    private static final String SOURCE = "consent:withdrawn";

    private final Customers customers;
    private final SensitiveAttributes sensitive;
    private final Clock clock;

    SensitiveDataEventsHandler(Customers customers, SensitiveAttributes sensitive, Clock clock) {
        this.customers = customers;
        this.sensitive = sensitive;
        this.clock = clock;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named(
                "sensitive-data", ConsentWithdrawnV1.class, CustomerMergedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var concerned = new LinkedHashSet<CustomerId>();
        for (var deliveries : batch) {
            deliveries.events().forEach(it -> concerned.add(new CustomerId(idIn(it.event()))));
        }
        concerned.forEach(this::remove);
    }

    private static String idIn(Object event) {
        return switch (event) {
            case ConsentWithdrawnV1 withdrawn -> withdrawn.customerId();
            case CustomerMergedV1 merged -> merged.survivorId();
            default -> throw new IllegalArgumentException("Not subscribed to: " + event.getClass());
        };
    }

    private void remove(CustomerId said) {
        customers.change(
                customers.survivorOf(said).orElse(said),
                customer ->
                        sensitive
                                .removalFrom(customer)
                                .map(it -> customer.revise(it, SOURCE, clock.instant()))
                                .orElseGet(() -> new Revision.Unchanged(customer)));
    }
}
