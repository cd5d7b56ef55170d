package io.pondcrm.customer.profile.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a caller or a file says about a customer, as text, not yet checked. A field that is not
 * mentioned stays as it is; a field mentioned with null is cleared.
 *
 * @param fields single-valued fields
 * @param contactPoints all contact points; null leaves them as they are
 * @param attributes free fields; those not mentioned stay
 * @param tags all tags; null leaves them as they are
 */
public record ProfileInput(
        Map<ProfileField, @Nullable String> fields,
        @Nullable List<ContactInput> contactPoints,
        Map<String, @Nullable String> attributes,
        @Nullable List<String> tags) {

    /** Says nothing: a customer of whom only an id is known. */
    public static final ProfileInput NOTHING = builder().build();

    public ProfileInput {
        var copy = new EnumMap<ProfileField, @Nullable String>(ProfileField.class);
        copy.putAll(fields);
        fields = Collections.unmodifiableMap(copy);
        contactPoints = contactPoints == null ? null : List.copyOf(contactPoints);
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        tags = tags == null ? null : List.copyOf(tags);
    }

    /**
     * @param type name of a {@link ContactPoint.Type}
     * @param value as people write it
     */
    public record ContactInput(
            String type, String value, @Nullable Instant verifiedAt, boolean preferred) {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects what a row or a body says. Not for use by several threads. */
    public static final class Builder {

        private final Map<ProfileField, @Nullable String> fields =
                new EnumMap<>(ProfileField.class);
        private final Map<String, @Nullable String> attributes = new TreeMap<>();
        private @Nullable List<ContactInput> contactPoints;
        private @Nullable List<String> tags;

        private Builder() {}

        /** Sets a field, or clears it with null. */
        public Builder field(ProfileField field, @Nullable String value) {
            fields.put(field, value);
            return this;
        }

        /** Sets an attribute, or removes it with null. */
        public Builder attribute(String name, @Nullable String value) {
            attributes.put(name, value);
            return this;
        }

        /** Adds one contact point to the list that will replace the one stored. */
        public Builder contactPoint(ContactPoint.Type type, String value) {
            return contactPoint(new ContactInput(type.name(), value, null, false));
        }

        /** Adds one contact point to the list that will replace the one stored. */
        public Builder contactPoint(ContactInput point) {
            if (contactPoints == null) {
                contactPoints = new ArrayList<>();
            }
            contactPoints.add(point);
            return this;
        }

        /** Replaces all contact points. */
        public Builder contactPoints(List<ContactInput> points) {
            contactPoints = new ArrayList<>(points);
            return this;
        }

        /** Replaces all tags. */
        public Builder tags(List<String> all) {
            tags = List.copyOf(all);
            return this;
        }

        public ProfileInput build() {
            return new ProfileInput(fields, contactPoints, attributes, tags);
        }
    }
}
