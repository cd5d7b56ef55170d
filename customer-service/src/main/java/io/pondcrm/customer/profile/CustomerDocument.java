package io.pondcrm.customer.profile;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.customer.profile.domain.ContactPoint;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.MatchKeys;
import io.pondcrm.customer.profile.domain.NameTokens;
import io.pondcrm.customer.profile.domain.Profile;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.Provenance;
import io.pondcrm.customer.profile.domain.Romanization;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a customer lies in MongoDB.
 *
 * @param externalKeys the customer's own id, then {@code system key} for each external id. The own
 *     id is there so that the field is never empty: a unique index over an array takes an empty one
 *     for a value, and only one customer could have it
 * @param systems the partner systems that know the customer, and so may see it
 * @param contactKeys e-mail addresses and phone numbers as they are looked up, in lower case
 * @param nameTokens what names are found by
 * @param matchKeys what doubles of the customer are found by; absent in documents of before
 * @param batch the last batch of an import that changed the customer
 */
@Document("customers")
@TypeAlias("customer")
record CustomerDocument(
        @Id String id,
        long version,
        String kind,
        @Nullable String displayName,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String birthDate,
        @Nullable String gender,
        @Nullable String region,
        @Nullable String locale,
        @Nullable String timeZone,
        List<ContactLine> contactPoints,
        Map<String, String> attributes,
        List<String> tags,
        Map<String, Origin> provenance,
        List<String> externalKeys,
        List<String> systems,
        List<String> contactKeys,
        List<String> nameTokens,
        @Nullable List<String> matchKeys,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Batch batch)
        implements Outboxed {

    record ContactLine(String type, String value, @Nullable Instant verifiedAt, boolean preferred) {

        static ContactLine of(ContactPoint point) {
            return new ContactLine(
                    point.type().name(), point.value(), point.verifiedAt(), point.preferred());
        }

        ContactPoint toDomain() {
            return new ContactPoint(ContactPoint.Type.valueOf(type), value, verifiedAt, preferred);
        }
    }

    /**
     * @param id names the batch for ever
     * @param changes how many rows of it changed the customer
     * @param created whether the first of them made the customer known
     */
    record Batch(String id, int changes, boolean created) {}

    record Origin(String source, Instant updatedAt) {}

    static CustomerDocument of(
            Customer customer, @Nullable Batch batch, Romanization romanization) {
        var profile = customer.profile();
        return new CustomerDocument(
                customer.id().value(),
                1,
                profile.kind().name(),
                text(profile, ProfileField.DISPLAY_NAME),
                text(profile, ProfileField.GIVEN_NAME),
                text(profile, ProfileField.FAMILY_NAME),
                text(profile, ProfileField.BIRTH_DATE),
                text(profile, ProfileField.GENDER),
                text(profile, ProfileField.REGION),
                text(profile, ProfileField.LOCALE),
                text(profile, ProfileField.TIME_ZONE),
                profile.contactPoints().stream().map(ContactLine::of).toList(),
                profile.attributes(),
                List.copyOf(profile.tags()),
                originsOf(customer),
                keysOf(customer),
                systemsOf(customer),
                contactKeysOf(profile),
                tokensOf(profile),
                List.copyOf(MatchKeys.of(profile, romanization)),
                customer.createdAt(),
                customer.updatedAt(),
                batch);
    }

    /** The fields that a change may touch. */
    static Map<String, @Nullable Object> fieldsOf(Customer customer, Romanization romanization) {
        var profile = customer.profile();
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (var field : ProfileField.values()) {
            fields.put(field.jsonName(), text(profile, field));
        }
        fields.put("contactPoints", profile.contactPoints().stream().map(ContactLine::of).toList());
        fields.put("attributes", profile.attributes());
        fields.put("tags", List.copyOf(profile.tags()));
        fields.put("provenance", originsOf(customer));
        fields.put("externalKeys", keysOf(customer));
        fields.put("systems", systemsOf(customer));
        fields.put("contactKeys", contactKeysOf(profile));
        fields.put("nameTokens", tokensOf(profile));
        fields.put("matchKeys", List.copyOf(MatchKeys.of(profile, romanization)));
        fields.put("updatedAt", customer.updatedAt());
        return fields;
    }

    Customer toDomain() {
        var values = new EnumMap<ProfileField, String>(ProfileField.class);
        put(values, ProfileField.KIND, kind);
        put(values, ProfileField.DISPLAY_NAME, displayName);
        put(values, ProfileField.GIVEN_NAME, givenName);
        put(values, ProfileField.FAMILY_NAME, familyName);
        put(values, ProfileField.BIRTH_DATE, birthDate);
        put(values, ProfileField.GENDER, gender);
        put(values, ProfileField.REGION, region);
        put(values, ProfileField.LOCALE, locale);
        put(values, ProfileField.TIME_ZONE, timeZone);
        var origins = new TreeMap<String, Provenance>();
        provenance.forEach((name, origin) ->
                origins.put(name, new Provenance(origin.source(), origin.updatedAt())));
        return new Customer(
                new CustomerId(id),
                new Profile(
                        values,
                        contactPoints.stream().map(ContactLine::toDomain).toList(),
                        new TreeMap<>(attributes),
                        new TreeSet<>(tags)),
                externalIds(),
                origins,
                version,
                createdAt,
                updatedAt);
    }

    TreeSet<ExternalId> externalIds() {
        var externalIds = new TreeSet<ExternalId>();
        for (var key : externalKeys) {
            var space = key.indexOf(' ');
            if (space > 0) {
                externalIds.add(new ExternalId(key.substring(0, space), key.substring(space + 1)));
            }
        }
        return externalIds;
    }

    /** How an external id is found: no part of one holds a space. */
    static String keyOf(ExternalId externalId) {
        return externalId.system() + " " + externalId.key();
    }

    /** How a contact point is found, whatever case it is asked for in. */
    static String contactKeyOf(String value) {
        return value.toLowerCase(Locale.ROOT);
    }

    private static List<String> keysOf(Customer customer) {
        var keys = new ArrayList<String>();
        keys.add(customer.id().value());
        customer.externalIds().forEach(externalId -> keys.add(keyOf(externalId)));
        return keys;
    }

    private static List<String> systemsOf(Customer customer) {
        return customer.externalIds().stream().map(ExternalId::system).distinct().toList();
    }

    private static List<String> contactKeysOf(Profile profile) {
        return profile.contactPoints().stream()
                .filter(point -> point.type() != ContactPoint.Type.POSTAL)
                .map(point -> contactKeyOf(point.value()))
                .distinct()
                .toList();
    }

    private static List<String> tokensOf(Profile profile) {
        var names = new StringBuilder();
        profile.displayName().ifPresent(names::append);
        profile.find(ProfileField.GIVEN_NAME).ifPresent(name -> names.append(' ').append(name));
        profile.find(ProfileField.FAMILY_NAME).ifPresent(name -> names.append(' ').append(name));
        return List.copyOf(NameTokens.of(names.toString()));
    }

    private static Map<String, Origin> originsOf(Customer customer) {
        var origins = new TreeMap<String, Origin>();
        customer.provenance()
                .forEach((name, told) ->
                        origins.put(name, new Origin(told.source(), told.updatedAt())));
        return origins;
    }

    private static @Nullable String text(Profile profile, ProfileField field) {
        return profile.find(field).orElse(null);
    }

    private static void put(
            Map<ProfileField, String> values, ProfileField field, @Nullable String text) {
        if (text != null) {
            values.put(field, text);
        }
    }
}
