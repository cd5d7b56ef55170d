package io.pondcrm.customer.profile;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.customer.CustomerCreatedV1;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerRestatedV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.contracts.customer.CustomerUpdatedV1;
import io.pondcrm.customer.attribute.domain.AttributeDefinitions;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.MergingCustomers.Notice;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.kernel.CustomerId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says in the words of the contract what happened to a customer, leaving out who it is. */
@Component
class CustomerEvents {

    private final EventWriter writer;
    private final ProfileSettings settings;
    private final AttributeDefinitions attributes;

    CustomerEvents(EventWriter writer, ProfileSettings settings, AttributeDefinitions attributes) {
        this.writer = writer;
        this.settings = settings;
        this.attributes = attributes;
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
                        profile.tagsAndInterests(),
                        published(customer),
                        systems(customer),
                        customer.createdAt()));
    }

    /** Tells one of the two customers of a merge, or of its end. */
    OutboxEntry merging(CustomerId told, Notice notice) {
        var survivor = notice.survivor().value();
        var merged = notice.merged().value();
        return writer.entry(
                told.value(),
                notice.undone()
                        ? new CustomerUnmergedV1(notice.mergeId(), survivor, merged, notice.at())
                        : new CustomerMergedV1(notice.mergeId(), survivor, merged, notice.at()));
    }

    OutboxEntry updated(Customer customer) {
        return updated(customer, null);
    }

    /**
     * @param mergeId the merge that changed the customer, by its beginning or its end; null if
     *     somebody said something new
     */
    OutboxEntry updated(Customer customer, @Nullable String mergeId) {
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
                        profile.tagsAndInterests(),
                        published(customer),
                        systems(customer),
                        customer.createdAt(),
                        customer.updatedAt(),
                        mergeId));
    }

    /**
     * What did not change, once more.
     *
     * @param mergeId by which the customer is part of the survivor; both null if of nobody
     */
    OutboxEntry restated(Customer customer, @Nullable String mergeId, @Nullable String survivor) {
        var profile = customer.profile();
        return writer.entry(
                customer.id().value(),
                new CustomerRestatedV1(
                        customer.id().value(),
                        profile.kind().name(),
                        profile.find(ProfileField.REGION).orElse(null),
                        profile.find(ProfileField.GENDER).orElse(null),
                        profile.ageBand(dayOf(customer)).orElse(null),
                        profile.birthday().orElse(null),
                        profile.find(ProfileField.LOCALE).orElse(null),
                        profile.find(ProfileField.TIME_ZONE).orElse(null),
                        profile.tagsAndInterests(),
                        published(customer),
                        systems(customer),
                        customer.createdAt(),
                        customer.updatedAt(),
                        mergeId,
                        survivor));
    }

    /** What of an event others keep, by the names under which their copies are compared. */
    static final Set<String> TOLD =
            Set.of(
                    "kind",
                    "region",
                    "gender",
                    "ageBand",
                    "birthday",
                    "birthdayTimeZone",
                    "locale",
                    "tags",
                    "attributes",
                    "systems",
                    "createdAt",
                    "mergedInto");

    Map<String, @Nullable Object> fieldsOf(Customer customer) {
        var profile = customer.profile();
        var birthday = profile.birthday().orElse(null);
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("kind", profile.kind().name());
        fields.put("region", profile.find(ProfileField.REGION).orElse(null));
        fields.put("gender", profile.find(ProfileField.GENDER).orElse(null));
        fields.put("ageBand", profile.ageBand(dayOf(customer)).orElse(null));
        fields.put("birthday", birthday);
        fields.put(
                "birthdayTimeZone",
                birthday == null
                        ? null
                        : profile.find(ProfileField.TIME_ZONE)
                                .map(it -> ZoneId.of(it).getId())
                                .orElse(null));
        fields.put("locale", profile.find(ProfileField.LOCALE).orElse(null));
        fields.put("tags", Set.copyOf(profile.tagsAndInterests()));
        fields.put("attributes", published(customer));
        fields.put("systems", Set.copyOf(systems(customer)));
        fields.put("createdAt", customer.createdAt());
        return fields;
    }

    private LocalDate dayOf(Customer customer) {
        return LocalDate.ofInstant(customer.updatedAt(), settings.zone());
    }

    /** Free fields may hold anything: only those that the company named travel. */
    private Map<String, String> published(Customer customer) {
        var published = new TreeMap<>(customer.profile().attributes());
        published.keySet().retainAll(attributes.current().published());
        return published;
    }

    private static List<String> systems(Customer customer) {
        return customer.allExternalIds().stream().map(ExternalId::system).distinct().toList();
    }
}
