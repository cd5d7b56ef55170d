package io.pondcrm.engagement.care;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.customer.CustomerCreatedV1;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerProfile;
import io.pondcrm.contracts.customer.CustomerRestatedV1;
import io.pondcrm.contracts.customer.CustomerUnknownV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.contracts.customer.CustomerUpdatedV1;
import io.pondcrm.engagement.care.domain.People;
import io.pondcrm.engagement.identity.domain.Identities;
import io.pondcrm.engagement.identity.domain.Identity;
import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
                CustomerUnmergedV1.class,
                CustomerRestatedV1.class,
                CustomerUnknownV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var told = new ArrayList<People.Person>();
        for (var deliveries : batch) {
            for (var delivery : deliveries.events()) {
                switch (delivery.event()) {
                    case CustomerMergedV1 it ->
                            follow(merge(it.mergeId(), it.survivorId(), it.mergedId(), false));
                    case CustomerUnmergedV1 it ->
                            follow(merge(it.mergeId(), it.survivorId(), it.mergedId(), true));
                    case CustomerRestatedV1 it -> {
                        identities.restate(new CustomerId(it.customerId()), merge(it));
                        told.add(person(delivery));
                    }
                    case CustomerUnknownV1 it -> {
                        var nobody = new CustomerId(it.customerId());
                        identities.restate(nobody, null);
                        people.forget(nobody);
                    }
                    default -> told.add(person(delivery));
                }
            }
        }
        people.learn(told);
    }

    private void follow(Identity.Merge merge) {
        identities.follow(List.of(merge));
    }

    private static Identity.@Nullable Merge merge(CustomerRestatedV1 it) {
        var merge = it.mergeId();
        var survivor = it.survivorId();
        return merge == null || survivor == null
                ? null
                : merge(merge, survivor, it.customerId(), false);
    }

    private static Identity.Merge merge(String id, String survivor, String merged, boolean undone) {
        return new Identity.Merge(id, new CustomerId(survivor), new CustomerId(merged), undone);
    }

    private static People.Person person(Delivery delivery) {
        return switch (delivery.event()) {
            case CustomerProfile it ->
                    new People.Person(
                            new CustomerId(it.customerId()),
                            delivery.sequence(),
                            PersonDocument.birthday(it.birthday()),
                            PersonDocument.zone(it.timeZone()));
            default -> throw new IllegalStateException("Not subscribed to " + delivery.type());
        };
    }
}
