package io.pondcrm.customer.profile.domain;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A checked {@link ProfileInput}: what shall be different. Made by {@link ProfileReader} only, so
 * its values are canonical.
 */
public final class ProfilePatch {

    private final Map<ProfileField, Optional<String>> fields;
    private final @Nullable List<ContactPoint> contactPoints;
    private final Map<String, Optional<String>> attributes;
    private final @Nullable SortedSet<String> tags;

    ProfilePatch(
            Map<ProfileField, Optional<String>> fields,
            @Nullable List<ContactPoint> contactPoints,
            Map<String, Optional<String>> attributes,
            @Nullable SortedSet<String> tags) {
        this.fields = Map.copyOf(fields);
        this.contactPoints = contactPoints == null ? null : List.copyOf(contactPoints);
        this.attributes = Map.copyOf(attributes);
        this.tags = tags;
    }

    /** The profile that results; equal to the one given if the patch says nothing new. */
    Profile applyTo(Profile old) {
        var values = new EnumMap<ProfileField, String>(ProfileField.class);
        values.putAll(old.values());
        fields.forEach((field, value) -> set(values, field, value));
        var free = new TreeMap<>(old.attributes());
        attributes.forEach((name, value) -> set(free, name, value));
        return new Profile(
                values,
                contactPoints == null
                        ? old.contactPoints()
                        : keepingProofs(contactPoints, old.contactPoints()),
                free,
                tags == null ? old.tags() : new TreeSet<>(tags),
                old.interests());
    }

    /** Verification is a fact about the address: it goes only when the address goes. */
    private static List<ContactPoint> keepingProofs(
            List<ContactPoint> points, List<ContactPoint> old) {
        return points.stream()
                .map(point ->
                        point.verifiedAt() != null
                                ? point
                                : old.stream()
                                        .filter(point::reachesTheSame)
                                        .findFirst()
                                        .map(known ->
                                                new ContactPoint(
                                                        point.type(),
                                                        point.value(),
                                                        known.verifiedAt(),
                                                        point.preferred()))
                                        .orElse(point))
                .toList();
    }

    private static <K> void set(Map<K, String> values, K key, Optional<String> value) {
        value.ifPresentOrElse(v -> values.put(key, v), () -> values.remove(key));
    }
}
