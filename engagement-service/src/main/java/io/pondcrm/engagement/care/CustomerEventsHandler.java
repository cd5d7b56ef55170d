package io.pondcrm.engagement.care;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.customer.CustomerCreatedV1;
import io.pondcrm.contracts.customer.CustomerUpdatedV1;
import io.pondcrm.engagement.care.domain.People;
import io.pondcrm.kernel.CustomerId;
import java.util.List;
import org.springframework.stereotype.Component;

/** Hears whose birthday is when. */
@Component
class CustomerEventsHandler implements EventHandler {

    private final People people;

    CustomerEventsHandler(People people) {
        this.people = people;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("care", CustomerCreatedV1.class, CustomerUpdatedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        people.learn(
                batch.stream()
                        .flatMap(it -> it.events().stream())
                        .map(CustomerEventsHandler::person)
                        .toList());
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
