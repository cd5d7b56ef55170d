package io.pondcrm.customer.profile.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * How the profiles of two customers become one, and two again. Pure: who is merged keeps everything
 * as it is; only the customer who stays changes.
 */
public final class Merging {

    private static final String CONTACT_POINTS = "contactPoints";
    private static final String TAGS = "tags";
    private static final String ATTRIBUTE = "attributes/";
    private static final String INTEREST = "interests/";

    private Merging() {}

    /**
     * What a customer is like at one moment of a merge.
     *
     * @param updatedAt when the customer last changed
     */
    public record Snapshot(
            Profile profile, SortedMap<String, Provenance> provenance, Instant updatedAt) {

        public static Snapshot of(Customer customer) {
            return new Snapshot(customer.profile(), customer.provenance(), customer.updatedAt());
        }
    }

    /**
     * The customer who stays, with what the other brings. Contact points and tags are united, the
     * leading customer's first; of single values and attributes one counts.
     *
     * @param rules by JSON name of the field, {@code attributes/<name>} for one attribute; a field
     *     that is not among them is {@link Survivorship#SURVIVOR}
     */
    public static Customer unite(
            Customer survivor, Customer merged, Map<String, Survivorship> rules, Instant at) {
        var ours = survivor.profile();
        var theirs = merged.profile();
        var provenance = new TreeMap<>(survivor.provenance());
        BiFunction<String, Boolean, Boolean> takesTheirs =
                (name, oursIsThere) -> {
                    var takes =
                            !oursIsThere
                                    || switch (rules.getOrDefault(name, Survivorship.SURVIVOR)) {
                                        case SURVIVOR -> false;
                                        case MERGED -> true;
                                        case NEWEST -> isNewer(name, merged, survivor);
                                    };
                    if (takes && merged.provenance().containsKey(name)) {
                        provenance.put(name, merged.provenance().get(name));
                    }
                    return takes;
                };
        var values = new EnumMap<ProfileField, String>(ProfileField.class);
        values.putAll(ours.values());
        theirs.values()
                .forEach((field, value) -> {
                    if (takesTheirs.apply(field.jsonName(), ours.find(field).isPresent())) {
                        values.put(field, value);
                    }
                });
        var attributes = new TreeMap<>(ours.attributes());
        theirs.attributes()
                .forEach((name, value) -> {
                    if (takesTheirs.apply(ATTRIBUTE + name, ours.attributes().containsKey(name))) {
                        attributes.put(name, value);
                    }
                });
        var interests = new TreeMap<>(ours.interests());
        theirs.interests()
                .forEach((code, weight) -> {
                    if (takesTheirs.apply(INTEREST + code, ours.interests().containsKey(code))) {
                        interests.put(code, weight);
                    }
                });
        var theyLead =
                !theirs.contactPoints().isEmpty()
                        && takesTheirs.apply(CONTACT_POINTS, !ours.contactPoints().isEmpty());
        var points =
                theyLead
                        ? united(theirs.contactPoints(), ours.contactPoints())
                        : united(ours.contactPoints(), theirs.contactPoints());
        var tags = new TreeSet<>(ours.tags());
        tags.addAll(theirs.tags());
        if (ours.tags().isEmpty() && merged.provenance().containsKey(TAGS)) {
            provenance.put(TAGS, merged.provenance().get(TAGS));
        }
        return new Customer(
                survivor.id(),
                new Profile(values, points, attributes, tags, interests),
                survivor.externalIds(),
                provenance,
                survivor.inheritance().plus(merged),
                survivor.version(),
                survivor.createdAt(),
                at);
    }

    private static boolean isNewer(String name, Customer one, Customer other) {
        return said(name, one).isAfter(said(name, other));
    }

    private static Instant said(String name, Customer customer) {
        var told = customer.provenance().get(name);
        return told == null ? Instant.MIN : told.updatedAt();
    }

    /** Each address once; a proof counts whoever gave it, one preference of each type stays. */
    private static List<ContactPoint> united(List<ContactPoint> leading, List<ContactPoint> more) {
        var united = new ArrayList<ContactPoint>();
        for (var point : leading) {
            var proof =
                    more.stream()
                            .filter(point::reachesTheSame)
                            .map(ContactPoint::verifiedAt)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null);
            united.add(
                    new ContactPoint(
                            point.type(),
                            point.value(),
                            point.verifiedAt() == null ? proof : point.verifiedAt(),
                            point.preferred()));
        }
        for (var point : more) {
            if (leading.stream().noneMatch(point::reachesTheSame)) {
                var isTaken =
                        leading.stream()
                                .anyMatch(it -> it.type() == point.type() && it.preferred());
                united.add(
                        new ContactPoint(
                                point.type(),
                                point.value(),
                                point.verifiedAt(),
                                point.preferred() && !isTaken));
            }
        }
        return united;
    }

    /** Whether the merge of a customer is the last one of the customer who stays. */
    public static boolean isLast(Customer survivor, Customer merged) {
        return survivor.inheritance().endsWith(merged);
    }

    /**
     * The customer who stays, without what the other brought. A field that nobody changed since the
     * merge is again what it was before; one that was changed since keeps its value. Of contact
     * points and tags that were changed since, only those go that the merge had added.
     *
     * @param before what the customer was like right before the merge
     * @param after and right after it
     * @param at becomes the moment of the last change, if anything that was said since stays
     */
    public static Parting part(
            Customer survivor, Customer merged, Snapshot before, Snapshot after, Instant at) {
        var now = survivor.profile();
        var kept = now.differencesFrom(after.profile());
        var provenance = new TreeMap<>(before.provenance());
        for (var name : kept) {
            Optional.ofNullable(survivor.provenance().get(name))
                    .ifPresentOrElse(
                            told -> provenance.put(name, told), () -> provenance.remove(name));
        }
        var values = new EnumMap<ProfileField, String>(ProfileField.class);
        for (var field : ProfileField.values()) {
            var source = kept.contains(field.jsonName()) ? now : before.profile();
            source.find(field).ifPresent(value -> values.put(field, value));
        }
        var attributes = new TreeMap<>(before.profile().attributes());
        for (var name : kept) {
            if (name.startsWith(ATTRIBUTE)) {
                var attribute = name.substring(ATTRIBUTE.length());
                attributes.remove(attribute);
                Optional.ofNullable(now.attributes().get(attribute))
                        .ifPresent(value -> attributes.put(attribute, value));
            }
        }
        var interests = new TreeMap<>(before.profile().interests());
        for (var name : kept) {
            if (name.startsWith(INTEREST)) {
                var code = name.substring(INTEREST.length());
                interests.remove(code);
                Optional.ofNullable(now.interests().get(code))
                        .ifPresent(weight -> interests.put(code, weight));
            }
        }
        var points =
                kept.contains(CONTACT_POINTS)
                        ? without(now.contactPoints(), before.profile(), after.profile())
                        : before.profile().contactPoints();
        var tags = new TreeSet<>(kept.contains(TAGS) ? now.tags() : before.profile().tags());
        if (kept.contains(TAGS)) {
            tags.removeIf(tag ->
                    after.profile().tags().contains(tag) && !before.profile().tags().contains(tag));
        }
        return new Parting(
                new Customer(
                        survivor.id(),
                        new Profile(values, points, attributes, tags, interests),
                        survivor.externalIds(),
                        provenance,
                        survivor.inheritance().minus(merged),
                        survivor.version(),
                        survivor.createdAt(),
                        kept.isEmpty() && survivor.updatedAt().equals(after.updatedAt())
                                ? before.updatedAt()
                                : at),
                kept);
    }

    private static List<ContactPoint> without(
            List<ContactPoint> now, Profile before, Profile after) {
        return now.stream()
                .filter(point ->
                        before.contactPoints().stream().anyMatch(point::reachesTheSame)
                                || after.contactPoints().stream().noneMatch(point::reachesTheSame))
                .toList();
    }

    /**
     * A customer who stays after an un-merge.
     *
     * @param kept JSON names of the fields that were changed since the merge and kept their value
     */
    public record Parting(Customer customer, Set<String> kept) {

        public Parting {
            kept = Set.copyOf(kept);
        }
    }
}
