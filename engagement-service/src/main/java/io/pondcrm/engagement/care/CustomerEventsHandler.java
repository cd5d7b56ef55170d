package io.pondcrm.engagement.care;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.customer.CustomerCreatedV1;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.contracts.customer.CustomerUpdatedV1;
import io.pondcrm.engagement.care.domain.People;
import io.pondcrm.engagement.identity.domain.Identities;
import io.pondcrm.engagement.identity.domain.Identity;
import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Hears whose birthday is when, and who is one customer with whom. */
@Component
class CustomerEventsHandler implements EventHandler {

    private final People people;
    private final Identities identities;

    CustomerEventsHandler(People people, Identities identities) {
        this.people = people;
        this.identities = identities;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named(
                "care",
                CustomerCreatedV1.class,
                CustomerUpdatedV1.class,
                CustomerMergedV1.class,
                CustomerUnmergedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var told = new ArrayList<People.Person>();
        var merges = new ArrayList<Identity.Merge>();
        for (var deliveries : batch) {
            for (var delivery : deliveries.events()) {
                switch (delivery.event()) {
                    case CustomerMergedV1 it ->
                            merges.add(merge(it.mergeId(), it.survivorId(), it.mergedId(), false));
                    case CustomerUnmergedV1 it ->
                            merges.add(merge(it.mergeId(), it.survivorId(), it.mergedId(), true));
                    default -> told.add(person(delivery));
                }
            }
        }
        identities.follow(merges);
        people.learn(told);
    }

    private static Identity.Merge merge(String id, String survivor, String merged, boolean undone) {
        return new Identity.Merge(id, new CustomerId(survivor), new CustomerId(merged), undone);
    }

    private static People.Person person(Delivery delivery) {
        return switch (delivery.event()) {
            case CustomerCreatedV1 it ->
                    new People.Person(
                            new CustomerId(it.customerId()),
                            delivery.sequence(),
                            PersonDocument.birthday(it.birthday()),
                            PersonDocument.zone(it.timeZone()));
            case CustomerUpdatedV1 it ->
                    new People.Person(
                            new CustomerId(it.customerId()),
                            delivery.sequence(),
                            PersonDocument.birthday(it.birthday()),
                            PersonDocument.zone(it.timeZone()));
            default -> throw new IllegalStateException("Not subscribed to " + delivery.type());
        };
    }
}
