package io.pondcrm.customer.profile;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.customer.CustomerCreatedV1;
import io.pondcrm.contracts.customer.CustomerUpdatedV1;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.ProfileField;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Says in the words of the contract what happened to a customer, leaving out who it is. */
@Component
class CustomerEvents {

    private final EventWriter writer;
    private final ProfileSettings settings;

    CustomerEvents(EventWriter writer, ProfileSettings settings) {
        this.writer = writer;
        this.settings = settings;
    }

    OutboxEntry created(Customer customer) {
        var profile = customer.profile();
        return writer.entry(
                customer.id().value(),
                new CustomerCreatedV1(
                        customer.id().value(),
                        profile.kind().name(),
                        profile.find(ProfileField.REGION).orElse(null),
                        profile.find(ProfileField.GENDER).orElse(null),
                        profile.ageBand(dayOf(customer)).orElse(null),
                        profile.birthday().orElse(null),
                        profile.find(ProfileField.LOCALE).orElse(null),
                        profile.find(ProfileField.TIME_ZONE).orElse(null),
                        List.copyOf(profile.tags()),
                        published(customer),
                        systems(customer),
                        customer.createdAt()));
    }

    OutboxEntry updated(Customer customer) {
        var profile = customer.profile();
        return writer.entry(
                customer.id().value(),
                new CustomerUpdatedV1(
                        customer.id().value(),
                        profile.kind().name(),
                        profile.find(ProfileField.REGION).orElse(null),
                        profile.find(ProfileField.GENDER).orElse(null),
                        profile.ageBand(dayOf(customer)).orElse(null),
                        profile.birthday().orElse(null),
                        profile.find(ProfileField.LOCALE).orElse(null),
                        profile.find(ProfileField.TIME_ZONE).orElse(null),
                        List.copyOf(profile.tags()),
                        published(customer),
                        systems(customer),
                        customer.createdAt(),
                        customer.updatedAt()));
    }

    private LocalDate dayOf(Customer customer) {
        return LocalDate.ofInstant(customer.updatedAt(), settings.zone());
    }

    /** Free fields may hold anything: only those that the company named travel. */
    private Map<String, String> published(Customer customer) {
        var published = new TreeMap<>(customer.profile().attributes());
        published.keySet().retainAll(settings.publishedAttributes());
        return published;
    }

    private static List<String> systems(Customer customer) {
        return customer.externalIds().stream().map(ExternalId::system).toList();
    }
}
