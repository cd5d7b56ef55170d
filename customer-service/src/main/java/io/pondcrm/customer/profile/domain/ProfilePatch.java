package io.pondcrm.customer.profile.domain;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A checked {@link ProfileInput}: what shall be different. Made by {@link ProfileReader} only, so
 * its values are canonical.
 */
public final class ProfilePatch {

    private static final String CONTACT_POINTS = "contactPoints";
    private static final String TAGS = "tags";
    private static final String ATTRIBUTES = "attributes/";

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

    /** What is about attributes only. */
    static ProfilePatch ofAttributes(Map<String, Optional<String>> attributes) {
        return new ProfilePatch(Map.of(), null, attributes, null);
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

    /**
     * What the patch says, field by field, as text: by JSON name of the field, {@code
     * contactPoints} one a line, {@code tags} one a line, {@code attributes/<name>}. Empty for what
     * it clears; what it does not mention is missing.
     */
    public SortedMap<String, Optional<String>> texts() {
        var texts = new TreeMap<String, Optional<String>>();
        fields.forEach((field, value) -> texts.put(field.jsonName(), value));
        if (contactPoints != null) {
            texts.put(CONTACT_POINTS, lines(contactPoints));
        }
        attributes.forEach((name, value) -> texts.put(ATTRIBUTES + name, value));
        if (tags != null) {
            texts.put(
                    TAGS, tags.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", tags)));
        }
        return texts;
    }

    /** The same of all that a profile holds; what it does not know is missing. */
    static SortedMap<String, String> textsOf(Profile profile) {
        var texts = new TreeMap<String, String>();
        profile.values().forEach((field, value) -> texts.put(field.jsonName(), value));
        lines(profile.contactPoints()).ifPresent(all -> texts.put(CONTACT_POINTS, all));
        profile.attributes().forEach((name, value) -> texts.put(ATTRIBUTES + name, value));
        if (!profile.tags().isEmpty()) {
            texts.put(TAGS, String.join("\n", profile.tags()));
        }
        return texts;
    }

    /** The same of some fields; empty for what the profile does not know. */
    public static SortedMap<String, Optional<String>> textsOf(Profile profile, Set<String> names) {
        var held = textsOf(profile);
        var some = new TreeMap<String, Optional<String>>();
        names.forEach(name -> some.put(name, Optional.ofNullable(held.get(name))));
        return some;
    }

    /** When an address was verified is nothing to disagree about. */
    private static Optional<String> lines(List<ContactPoint> points) {
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        points.stream()
                                .map(point ->
                                        point.type()
                                                + (point.preferred() ? "! " : " ")
                                                + point.value())
                                .collect(Collectors.joining("\n")));
    }

    /** What of the patch is about these fields, named as in {@link #texts}. */
    ProfilePatch only(Set<String> names) {
        var some = new EnumMap<ProfileField, Optional<String>>(ProfileField.class);
        some.putAll(fields);
        some.keySet().removeIf(field -> !names.contains(field.jsonName()));
        var free = new TreeMap<>(attributes);
        free.keySet().removeIf(name -> !names.contains(ATTRIBUTES + name));
        return new ProfilePatch(
                some,
                names.contains(CONTACT_POINTS) ? contactPoints : null,
                free,
                names.contains(TAGS) ? tags : null);
    }

    /** Names of the fields in which a customer differs from what the patch wants. */
    public SortedSet<String> missedBy(Customer customer) {
        var held = textsOf(customer.profile());
        var missed = new TreeSet<String>();
        texts().forEach((field, wanted) -> {
            if (!wanted.equals(Optional.ofNullable(held.get(field)))) {
                missed.add(field);
            }
        });
        return missed;
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
