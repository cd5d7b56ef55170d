package io.pondcrm.customer.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.chassis.security.DataClass.Mask;
import io.pondcrm.customer.profile.domain.ContactPoint;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.Profile;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.ProfileInput;
import io.pondcrm.customer.profile.domain.ProfileInput.ContactInput;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.JsonNode;

/** Customers as callers send and see them. */
final class CustomerPayloads {

    private CustomerPayloads() {}

    @Schema(
            description =
                    "What a customer is like. Fields left out stay as they are, null clears one.")
    record ProfileBody(
            @Schema(allowableValues = {"PERSON", "ORGANIZATION"}) @Nullable String kind,
            @Schema(example = "王小明") @Nullable String displayName,
            @Schema(example = "小明") @Nullable String givenName,
            @Schema(example = "王") @Nullable String familyName,
            @Schema(example = "1990-02-28") @Nullable String birthDate,
            @Schema(allowableValues = {"FEMALE", "MALE", "OTHER"}) @Nullable String gender,
            @Schema(description = "ISO 3166-2", example = "CN-SH") @Nullable String region,
            @Schema(description = "BCP 47", example = "zh-CN") @Nullable String locale,
            @Schema(description = "IANA", example = "Asia/Shanghai") @Nullable String timeZone,
            @Schema(description = "All of them; a list replaces the one stored")
                    @Nullable List<@Valid @NotNull ContactPointBody> contactPoints,
            @Schema(
                            description = "Free fields; null removes one",
                            example = "{\"favouriteStore\":\"SH-07\"}")
                    @Nullable Map<String, @Nullable String> attributes,
            @Schema(description = "All of them; a list replaces the one stored")
                    @Nullable List<@NotNull String> tags) {

        static ProfileBody of(Profile profile) {
            return new ProfileBody(
                    text(profile, ProfileField.KIND),
                    text(profile, ProfileField.DISPLAY_NAME),
                    text(profile, ProfileField.GIVEN_NAME),
                    text(profile, ProfileField.FAMILY_NAME),
                    text(profile, ProfileField.BIRTH_DATE),
                    text(profile, ProfileField.GENDER),
                    text(profile, ProfileField.REGION),
                    text(profile, ProfileField.LOCALE),
                    text(profile, ProfileField.TIME_ZONE),
                    profile.contactPoints().stream().map(ContactPointBody::of).toList(),
                    new TreeMap<>(profile.attributes()),
                    List.copyOf(profile.tags()));
        }

        /**
         * @param mentioned names of the fields that the caller sent; the others say nothing
         * @param known the attributes before, to tell those that were removed
         */
        ProfileInput toInput(Set<String> mentioned, Map<String, String> known) {
            var input = ProfileInput.builder();
            for (var name : mentioned) {
                ProfileField.find(name).ifPresent(field -> input.field(field, valueOf(field)));
            }
            if (mentioned.contains("contactPoints")) {
                input.contactPoints(
                        contactPoints == null
                                ? List.of()
                                : contactPoints.stream().map(ContactPointBody::toInput).toList());
            }
            if (mentioned.contains("tags")) {
                input.tags(tags == null ? List.of() : tags);
            }
            if (mentioned.contains("attributes")) {
                Map<String, @Nullable String> wanted = attributes == null ? Map.of() : attributes;
                var names = new TreeSet<>(wanted.keySet());
                names.addAll(known.keySet());
                // What stays as it is is not said anew: it may be of an attribute out of use.
                names.removeIf(name ->
                        known.containsKey(name)
                                && Objects.equals(wanted.get(name), known.get(name)));
                names.forEach(name -> input.attribute(name, wanted.get(name)));
            }
            return input.build();
        }

        private @Nullable String valueOf(ProfileField field) {
            return switch (field) {
                case KIND -> kind;
                case DISPLAY_NAME -> displayName;
                case GIVEN_NAME -> givenName;
                case FAMILY_NAME -> familyName;
                case BIRTH_DATE -> birthDate;
                case GENDER -> gender;
                case REGION -> region;
                case LOCALE -> locale;
                case TIME_ZONE -> timeZone;
            };
        }

        private static @Nullable String text(Profile profile, ProfileField field) {
            return profile.find(field).orElse(null);
        }
    }

    @Schema(description = "A new customer: everything may be left out but what you know")
    record NewCustomerBody(
            @Schema(
                            allowableValues = {"PERSON", "ORGANIZATION"},
                            defaultValue = "PERSON")
                    @Nullable String kind,
            @Schema(example = "王小明") @Nullable String displayName,
            @Schema(example = "小明") @Nullable String givenName,
            @Schema(example = "王") @Nullable String familyName,
            @Schema(example = "1990-02-28") @Nullable String birthDate,
            @Schema(allowableValues = {"FEMALE", "MALE", "OTHER"}) @Nullable String gender,
            @Schema(description = "ISO 3166-2", example = "CN-SH") @Nullable String region,
            @Schema(description = "BCP 47", example = "zh-CN") @Nullable String locale,
            @Schema(description = "IANA", example = "Asia/Shanghai") @Nullable String timeZone,
            @Nullable List<@Valid @NotNull ContactPointBody> contactPoints,
            @Schema(example = "{\"favouriteStore\":\"SH-07\"}")
                    @Nullable Map<String, @Nullable String> attributes,
            @Nullable List<@NotNull String> tags,
            @Schema(description = "At most one of each partner system") @Size(max = 50)
                    @Nullable List<@Valid @NotNull ExternalIdBody> externalIds) {

        /** Nothing is known before, so a field that is null says nothing. */
        ProfileInput toInput() {
            var profile =
                    new ProfileBody(
                            kind,
                            displayName,
                            givenName,
                            familyName,
                            birthDate,
                            gender,
                            region,
                            locale,
                            timeZone,
                            contactPoints,
                            attributes,
                            tags);
            var mentioned = new TreeSet<>(Set.of("contactPoints", "attributes", "tags"));
            for (var field : ProfileField.values()) {
                if (profile.valueOf(field) != null) {
                    mentioned.add(field.jsonName());
                }
            }
            return profile.toInput(mentioned, Map.of());
        }
    }

    @Schema(description = "One way to reach a customer")
    record ContactPointBody(
            @Schema(allowableValues = {"EMAIL", "PHONE", "WECHAT", "POSTAL"}) @NotNull String type,
            @Schema(
                            description =
                                    "Phone numbers are brought to E.164, e-mail domains to lower"
                                            + " case",
                            example = "wang@example.org")
                    @NotNull
                    String value,
            @Schema(description = "When the customer proved that it is theirs")
                    @Nullable Instant verifiedAt,
            @Schema(description = "Use it before others of its type") @Nullable Boolean preferred) {

        static ContactPointBody of(ContactPoint point) {
            return new ContactPointBody(
                    point.type().name(), point.value(), point.verifiedAt(), point.preferred());
        }

        ContactInput toInput() {
            return new ContactInput(type, value, verifiedAt, Boolean.TRUE.equals(preferred));
        }
    }

    @Schema(description = "The name that a partner system has for a customer")
    record ExternalIdBody(
            @Schema(example = "shop") @NotNull String system,
            @Schema(example = "88231") @NotNull String key) {}

    @Schema(description = "The customer's key in the partner system")
    record KeyBody(@Schema(example = "88231") @NotNull String key) {}

    @Schema(
            description =
                    "All that is given must fit: a filter in the predicate language, a contact"
                            + " point, words or characters of a name")
    record SearchBody(
            @Schema(
                            description =
                                    "Fields: kind, gender, region, locale, timeZone, tags,"
                                            + " createdAt, updatedAt",
                            example =
                                    "{\"all\":[{\"field\":\"region\",\"op\":\"startsWith\",\"value\":\"CN-\"},{\"field\":\"tags\",\"op\":\"contains\",\"value\":\"vip\"}]}")
                    @Nullable Map<String, @Nullable Object> filter,
            @Schema(description = "In any case", example = "wang@example.org") @Size(max = 254)
                    @Nullable String email,
            @Schema(description = "In any form", example = "+8613800138000") @Size(max = 60)
                    @Nullable String phone,
            @Schema(
                            description = "Whole words; Chinese characters one by one, or pinyin",
                            example = "王")
                    @Size(max = 200)
                    @Nullable String text) {}

    @Schema(
            name = "CustomerBatch",
            description = "Rows are taken in order; each is answered by itself")
    record BatchBody(
            @ArraySchema(maxItems = 1_000, schema = @Schema(implementation = RowBody.class))
                    @NotEmpty
                    @Size(max = 1_000)
                    List<JsonNode> items) {}

    @Schema(description = "One customer, created if its external id is not known yet")
    record RowBody(
            @NotNull @Valid ExternalIdBody externalId,
            @Schema(implementation = ProfileBody.class) @Nullable JsonNode profile) {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Customer")
    record CustomerView(
            String id,
            String kind,
            @DataClass(value = Level.PERSONAL, mask = Mask.NAME)
                    @Schema(description = "As given, else made of family and given name")
                    @Nullable String displayName,
            @DataClass(value = Level.PERSONAL, mask = Mask.NAME) @Nullable String givenName,
            @DataClass(value = Level.PERSONAL, mask = Mask.NAME) @Nullable String familyName,
            @DataClass(Level.PERSONAL) @Nullable String birthDate,
            @Nullable String gender,
            @Nullable String region,
            @Nullable String locale,
            @Nullable String timeZone,
            List<ContactPointView> contactPoints,
            List<ExternalIdView> externalIds,
            @Schema(description = "Sensitive ones are masked without customers:pii")
                    Map<String, String> attributes,
            List<String> tags,
            @Schema(description = "By code, how much the customer cares, up to 1")
                    Map<String, BigDecimal> interests,
            @Schema(description = "By field: who told us, when, and how far we trust it")
                    Map<String, ProvenanceView> provenance,
            @Schema(
                            description = "Share of what we would like to know that we do know",
                            example = "0.75")
                    BigDecimal completeness,
            @Schema(
                            description = "What completeness misses",
                            example = "[\"birthDate\",\"contactPoints/PHONE\"]")
                    List<String> missing,
            long version,
            Instant createdAt,
            Instant updatedAt) {

        /**
         * @param attributes as the caller may see them
         * @param system of the partner who looks: other partners' keys are not shown; null for
         *     callers of our own
         * @param confidence how far a source is trusted
         */
        static CustomerView of(
                Customer customer,
                Map<String, String> attributes,
                @Nullable String system,
                Function<String, BigDecimal> confidence) {
            var profile = customer.profile();
            var origins = new TreeMap<String, ProvenanceView>();
            customer.provenance()
                    .forEach((name, told) ->
                            origins.put(
                                    name,
                                    new ProvenanceView(
                                            told.source(),
                                            told.updatedAt(),
                                            confidence.apply(told.source()))));
            return new CustomerView(
                    customer.id().value(),
                    profile.kind().name(),
                    profile.displayName().orElse(null),
                    text(profile, ProfileField.GIVEN_NAME),
                    text(profile, ProfileField.FAMILY_NAME),
                    text(profile, ProfileField.BIRTH_DATE),
                    text(profile, ProfileField.GENDER),
                    text(profile, ProfileField.REGION),
                    text(profile, ProfileField.LOCALE),
                    text(profile, ProfileField.TIME_ZONE),
                    profile.contactPoints().stream().map(ContactPointView::of).toList(),
                    customer.allExternalIds().stream()
                            .filter(known -> system == null || known.system().equals(system))
                            .map(ExternalIdView::of)
                            .toList(),
                    attributes,
                    List.copyOf(profile.tags()),
                    profile.interests(),
                    origins,
                    profile.completeness(),
                    profile.missing(),
                    customer.version(),
                    customer.createdAt(),
                    customer.updatedAt());
        }

        private static @Nullable String text(Profile profile, ProfileField field) {
            return profile.find(field).orElse(null);
        }
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ContactPoint")
    record ContactPointView(
            ContactPoint.Type type,
            @DataClass(value = Level.PERSONAL, mask = Mask.CONTACT) String value,
            @Nullable Instant verifiedAt,
            boolean preferred) {

        static ContactPointView of(ContactPoint point) {
            return new ContactPointView(
                    point.type(), point.value(), point.verifiedAt(), point.preferred());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ExternalId")
    record ExternalIdView(String system, String key) {

        static ExternalIdView of(ExternalId externalId) {
            return new ExternalIdView(externalId.system(), externalId.key());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Provenance")
    record ProvenanceView(
            @Schema(example = "client:front-end") String source,
            Instant updatedAt,
            @Schema(description = "How far the source is trusted, from 0 to 1", example = "0.9")
                    BigDecimal confidence) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "CustomerBatchResults")
    record BatchView(List<RowView> results) {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CustomerBatchResult")
    record RowView(
            @Schema(description = "Position of the row in items, from 0") int index,
            @Schema(description = "201 created, 200 known before, else why not", example = "201")
                    int status,
            @Nullable String id,
            @Schema(ref = "#/components/schemas/Problem") @Nullable ProblemDetail problem) {}
}
