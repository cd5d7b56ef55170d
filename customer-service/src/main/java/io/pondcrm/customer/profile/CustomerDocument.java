package io.pondcrm.customer.profile;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.customer.profile.domain.ContactPoint;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.Inheritance;
import io.pondcrm.customer.profile.domain.Profile;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.Provenance;
import io.pondcrm.kernel.CustomerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
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
 * @param personal {@link Personal}, sealed with the customer's own key
 * @param attributes only those that the company publishes
 * @param contactKeys e-mail addresses and phone numbers as they are looked up, blind
 * @param nameTokens what names are found by, blind
 * @param matchKeys what doubles of the customer are found by, blind
 * @param mergedInto who this customer turned out to be; such a document is found by its external
 *     ids only, and leads on
 * @param merging the merge that this customer is part of at the moment
 * @param absorbed who was merged into this customer, with whom they had absorbed themselves
 * @param inheritedKeys those customers' external ids, as in {@code externalKeys}; they stay there
 * @param batch the last batch of an import that changed the customer
 * @param interests null where there are none
 */
@Document("customers")
@TypeAlias(CustomerDocument.ALIAS)
record CustomerDocument(
        @Id String id,
        long version,
        String kind,
        @Nullable String birthDate,
        @Nullable String gender,
        @Nullable String region,
        @Nullable String locale,
        @Nullable String timeZone,
        byte[] personal,
        Map<String, String> attributes,
        List<String> tags,
        Map<String, Origin> provenance,
        List<String> externalKeys,
        List<String> systems,
        List<String> contactKeys,
        List<String> nameTokens,
        List<String> matchKeys,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Batch batch,
        @Nullable String mergedInto,
        @Nullable String merging,
        @Nullable List<String> absorbed,
        @Nullable List<String> inheritedKeys,
        @Nullable List<InterestLine> interests)
        implements Outboxed {

    static final String ALIAS = "customer";

    private static final Set<ProfileField> SEALED =
            EnumSet.of(
                    ProfileField.DISPLAY_NAME, ProfileField.GIVEN_NAME, ProfileField.FAMILY_NAME);

    /** What names a customer or leads to one: never stored but sealed. */
    record Personal(
            @Nullable String displayName,
            @Nullable String givenName,
            @Nullable String familyName,
            List<ContactLine> contactPoints,
            Map<String, String> attributes) {

        /**
         * @param published attributes that are no secret
         */
        static Personal of(Profile profile, Set<String> published) {
            var attributes = new TreeMap<>(profile.attributes());
            attributes.keySet().removeAll(published);
            return new Personal(
                    text(profile, ProfileField.DISPLAY_NAME),
                    text(profile, ProfileField.GIVEN_NAME),
                    text(profile, ProfileField.FAMILY_NAME),
                    profile.contactPoints().stream().map(ContactLine::of).toList(),
                    attributes);
        }
    }

    /**
     * What stands for the personal data in the store.
     *
     * @param attributes those that are no secret
     */
    record Sealed(
            byte[] personal,
            Map<String, String> attributes,
            List<String> contactKeys,
            List<String> nameTokens,
            List<String> matchKeys) {}

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
    record Batch(String id, int changes, boolean created) {

        private org.bson.Document written() {
            return new org.bson.Document("_id", id)
                    .append("changes", changes)
                    .append("created", created);
        }
    }

    record Origin(String source, Instant updatedAt) {

        private org.bson.Document written() {
            return new org.bson.Document("source", source)
                    .append("updatedAt", Date.from(updatedAt));
        }
    }

    /**
     * @param weight decimal text
     */
    record InterestLine(String code, String weight) {

        private org.bson.Document written() {
            return new org.bson.Document("code", code).append("weight", weight);
        }

        static @Nullable List<InterestLine> of(Profile profile) {
            return profile.interests().isEmpty()
                    ? null
                    : profile.interests().entrySet().stream()
                            .map(it -> new InterestLine(it.getKey(), it.getValue().toPlainString()))
                            .toList();
        }

        static SortedMap<String, BigDecimal> toDomain(@Nullable List<InterestLine> lines) {
            var interests = new TreeMap<String, BigDecimal>();
            if (lines != null) {
                lines.forEach(it -> interests.put(it.code(), new BigDecimal(it.weight())));
            }
            return interests;
        }
    }

    static CustomerDocument of(Customer customer, Sealed sealed, @Nullable Batch batch) {
        var profile = customer.profile();
        return new CustomerDocument(
                customer.id().value(),
                1,
                profile.kind().name(),
                text(profile, ProfileField.BIRTH_DATE),
                text(profile, ProfileField.GENDER),
                text(profile, ProfileField.REGION),
                text(profile, ProfileField.LOCALE),
                text(profile, ProfileField.TIME_ZONE),
                sealed.personal(),
                sealed.attributes(),
                List.copyOf(profile.tags()),
                originsOf(customer),
                keysOf(customer),
                systemsOf(customer),
                sealed.contactKeys(),
                sealed.nameTokens(),
                sealed.matchKeys(),
                customer.createdAt(),
                customer.updatedAt(),
                batch,
                null,
                null,
                null,
                null,
                InterestLine.of(profile));
    }

    @Override
    public org.bson.Document written() {
        var written =
                new org.bson.Document("_id", id).append("version", version).append("kind", kind);
        putIfThere(written, "birthDate", birthDate);
        putIfThere(written, "gender", gender);
        putIfThere(written, "region", region);
        putIfThere(written, "locale", locale);
        putIfThere(written, "timeZone", timeZone);
        written.append("personal", personal)
                .append("attributes", new org.bson.Document(attributes))
                .append("tags", tags);
        var origins = new org.bson.Document();
        provenance.forEach((name, origin) -> origins.append(name, origin.written()));
        written.append("provenance", origins)
                .append("externalKeys", externalKeys)
                .append("systems", systems)
                .append("contactKeys", contactKeys)
                .append("nameTokens", nameTokens)
                .append("matchKeys", matchKeys)
                .append("createdAt", Date.from(createdAt))
                .append("updatedAt", Date.from(updatedAt));
        putIfThere(written, "batch", batch == null ? null : batch.written());
        putIfThere(written, "mergedInto", mergedInto);
        putIfThere(written, "merging", merging);
        putIfThere(written, "absorbed", absorbed);
        putIfThere(written, "inheritedKeys", inheritedKeys);
        putIfThere(
                written,
                "interests",
                interests == null ? null : interests.stream().map(InterestLine::written).toList());
        return written.append("_class", ALIAS);
    }

    private static void putIfThere(org.bson.Document written, String name, @Nullable Object value) {
        if (value != null) {
            written.append(name, value);
        }
    }

    /** The fields that a change may touch. */
    static Map<String, @Nullable Object> fieldsOf(Customer customer, Sealed sealed) {
        var profile = customer.profile();
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (var field : ProfileField.values()) {
            if (!SEALED.contains(field)) {
                fields.put(field.jsonName(), text(profile, field));
            }
        }
        fields.put("personal", sealed.personal());
        fields.put("attributes", sealed.attributes());
        fields.put("tags", List.copyOf(profile.tags()));
        fields.put("interests", InterestLine.of(profile));
        fields.put("provenance", originsOf(customer));
        fields.put("externalKeys", keysOf(customer));
        fields.put("systems", systemsOf(customer));
        fields.put("contactKeys", sealed.contactKeys());
        fields.put("nameTokens", sealed.nameTokens());
        fields.put("matchKeys", sealed.matchKeys());
        var inheritance = customer.inheritance();
        fields.put(
                "absorbed",
                inheritance.customers().isEmpty()
                        ? null
                        : inheritance.customers().stream().map(CustomerId::value).toList());
        fields.put(
                "inheritedKeys",
                inheritance.externalIds().isEmpty()
                        ? null
                        : inheritance.externalIds().stream().map(CustomerDocument::keyOf).toList());
        fields.put("updatedAt", customer.updatedAt());
        return fields;
    }

    /**
     * @param opened what {@link #personal} holds
     */
    Customer toDomain(Personal opened) {
        var values = new EnumMap<ProfileField, String>(ProfileField.class);
        put(values, ProfileField.KIND, kind);
        put(values, ProfileField.DISPLAY_NAME, opened.displayName());
        put(values, ProfileField.GIVEN_NAME, opened.givenName());
        put(values, ProfileField.FAMILY_NAME, opened.familyName());
        put(values, ProfileField.BIRTH_DATE, birthDate);
        put(values, ProfileField.GENDER, gender);
        put(values, ProfileField.REGION, region);
        put(values, ProfileField.LOCALE, locale);
        put(values, ProfileField.TIME_ZONE, timeZone);
        var all = new TreeMap<>(attributes);
        all.putAll(opened.attributes());
        var origins = new TreeMap<String, Provenance>();
        provenance.forEach((name, origin) ->
                origins.put(name, new Provenance(origin.source(), origin.updatedAt())));
        return new Customer(
                new CustomerId(id),
                new Profile(
                        values,
                        opened.contactPoints().stream().map(ContactLine::toDomain).toList(),
                        all,
                        new TreeSet<>(tags),
                        InterestLine.toDomain(interests)),
                externalIds(externalKeys),
                origins,
                absorbed == null
                        ? Inheritance.NONE
                        : new Inheritance(
                                absorbed.stream().map(CustomerId::new).toList(),
                                externalIds(inheritedKeys == null ? List.of() : inheritedKeys)),
                version,
                createdAt,
                updatedAt);
    }

    private static TreeSet<ExternalId> externalIds(List<String> keys) {
        var externalIds = new TreeSet<ExternalId>();
        for (var key : keys) {
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

    private static List<String> keysOf(Customer customer) {
        var keys = new ArrayList<String>();
        keys.add(customer.id().value());
        customer.externalIds().forEach(externalId -> keys.add(keyOf(externalId)));
        return keys;
    }

    private static List<String> systemsOf(Customer customer) {
        return customer.allExternalIds().stream().map(ExternalId::system).distinct().toList();
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
