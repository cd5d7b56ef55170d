package io.pondcrm.customer.profile.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What we know about a customer, in canonical form. Immutable.
 *
 * @param values the single-valued fields that are known; the kind always is
 * @param contactPoints ways to reach the customer, in the order the customer's source gave them
 * @param attributes free fields
 * @param tags sorted
 * @param interests by code, how much the customer cares: more than 0, up to 1
 */
public record Profile(
        Map<ProfileField, String> values,
        List<ContactPoint> contactPoints,
        SortedMap<String, String> attributes,
        SortedSet<String> tags,
        SortedMap<String, BigDecimal> interests) {

    private static final List<ProfileField> EXPECTED_OF_PERSONS =
            List.of(
                    ProfileField.DISPLAY_NAME,
                    ProfileField.BIRTH_DATE,
                    ProfileField.GENDER,
                    ProfileField.REGION,
                    ProfileField.LOCALE,
                    ProfileField.TIME_ZONE);
    private static final List<ProfileField> EXPECTED_OF_ORGANIZATIONS =
            List.of(
                    ProfileField.DISPLAY_NAME,
                    ProfileField.REGION,
                    ProfileField.LOCALE,
                    ProfileField.TIME_ZONE);
    private static final List<ContactPoint.Type> REACHABLE_BY =
            List.of(ContactPoint.Type.EMAIL, ContactPoint.Type.PHONE);
    private static final DateTimeFormatter MONTH_AND_DAY = DateTimeFormatter.ofPattern("MM-dd");
    private static final Profile EMPTY =
            new Profile(Map.of(), List.of(), new TreeMap<>(), new TreeSet<>());

    public Profile {
        var copy = new EnumMap<ProfileField, String>(ProfileField.class);
        copy.putAll(values);
        copy.putIfAbsent(ProfileField.KIND, Kind.PERSON.name());
        values = Collections.unmodifiableMap(copy);
        contactPoints = List.copyOf(contactPoints);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
        interests = Collections.unmodifiableSortedMap(new TreeMap<>(interests));
    }

    /** Without interests. */
    public Profile(
            Map<ProfileField, String> values,
            List<ContactPoint> contactPoints,
            SortedMap<String, String> attributes,
            SortedSet<String> tags) {
        this(values, contactPoints, attributes, tags, new TreeMap<>());
    }

    /** Of whom nothing is known yet. */
    static Profile empty() {
        return EMPTY;
    }

    /**
     * The name to show: the one given for that, else made of family and given name, family name
     * first where it is written in Chinese characters.
     */
    public Optional<String> displayName() {
        var given = values.get(ProfileField.GIVEN_NAME);
        var family = values.get(ProfileField.FAMILY_NAME);
        return find(ProfileField.DISPLAY_NAME)
                .or(() -> {
                    if (given == null || family == null) {
                        return Optional.ofNullable(given == null ? family : given);
                    }
                    return Optional.of(
                            family.codePoints().allMatch(Character::isIdeographic)
                                    ? family + given
                                    : given + " " + family);
                });
    }

    public Optional<String> find(ProfileField field) {
        return Optional.ofNullable(values.get(field));
    }

    public Kind kind() {
        return Kind.valueOf(Objects.requireNonNull(values.get(ProfileField.KIND)));
    }

    public Optional<LocalDate> birthDate() {
        return find(ProfileField.BIRTH_DATE).map(LocalDate::parse);
    }

    /**
     * The ten years of age that a person is in, for example {@code 30-39}: enough to decide by, too
     * coarse to name somebody.
     */
    public Optional<String> ageBand(LocalDate today) {
        if (kind() == Kind.ORGANIZATION) {
            return Optional.empty();
        }
        return birthDate()
                .map(born -> Period.between(born, today).getYears() / 10 * 10)
                .map(decade -> decade + "-" + (decade + 9));
    }

    /**
     * By whose clock the customer's days and hours count: their own, or this one if none is known.
     */
    public ZoneId zoneOr(ZoneId company) {
        return find(ProfileField.TIME_ZONE).map(ZoneId::of).orElse(company);
    }

    /** Month and day of birth as {@code MM-dd}. */
    public Optional<String> birthday() {
        return kind() == Kind.ORGANIZATION
                ? Optional.empty()
                : birthDate().map(MONTH_AND_DAY::format);
    }

    /** The contact point of a type to use: a preferred one, else a verified one, else the first. */
    public Optional<ContactPoint> bestContactPoint(ContactPoint.Type type) {
        var ofType = contactPoints.stream().filter(point -> point.type() == type).toList();
        return ofType.stream()
                .filter(ContactPoint::preferred)
                .findFirst()
                .or(() -> ofType.stream().filter(p -> p.verifiedAt() != null).findFirst())
                .or(() -> ofType.stream().findFirst());
    }

    /**
     * The share of what we would like to know that we do know, from 0.00 to 1.00: name, e-mail,
     * phone, region, locale, zone, and of persons the date of birth and the gender, each weighing
     * the same.
     */
    public BigDecimal completeness() {
        var expected = expected().size() + REACHABLE_BY.size();
        return BigDecimal.valueOf((long) expected - missing().size())
                .divide(BigDecimal.valueOf(expected), 2, RoundingMode.HALF_UP);
    }

    /**
     * What {@link #completeness} misses: JSON names of fields, and {@code contactPoints/EMAIL},
     * {@code contactPoints/PHONE}.
     */
    public List<String> missing() {
        var missing = new ArrayList<String>();
        expected().stream()
                .filter(field -> !knows(field))
                .forEach(field -> missing.add(field.jsonName()));
        REACHABLE_BY.stream()
                .filter(type -> contactPoints.stream().noneMatch(point -> point.type() == type))
                .forEach(type -> missing.add("contactPoints/" + type));
        return missing;
    }

    private List<ProfileField> expected() {
        return kind() == Kind.PERSON ? EXPECTED_OF_PERSONS : EXPECTED_OF_ORGANIZATIONS;
    }

    /**
     * The tags, and {@code interest:<code>} for each interest: what others may know of a customer's
     * likes.
     */
    public List<String> tagsAndInterests() {
        var all = new TreeSet<>(tags);
        interests.keySet().forEach(code -> all.add("interest:" + code));
        return List.copyOf(all);
    }

    private boolean knows(ProfileField field) {
        return field == ProfileField.DISPLAY_NAME
                ? displayName().isPresent()
                : values.containsKey(field);
    }

    /** Names of the fields, in JSON, in which another profile differs from this one. */
    Set<String> differencesFrom(Profile other) {
        var names = new TreeSet<String>();
        for (var field : ProfileField.values()) {
            if (!find(field).equals(other.find(field))) {
                names.add(field.jsonName());
            }
        }
        if (!contactPoints.equals(other.contactPoints)) {
            names.add("contactPoints");
        }
        if (!tags.equals(other.tags)) {
            names.add("tags");
        }
        addDifferences("attributes/", attributes, other.attributes, names);
        addDifferences("interests/", interests, other.interests, names);
        return names;
    }

    private static <V> void addDifferences(
            String prefix, Map<String, V> ours, Map<String, V> theirs, Set<String> into) {
        var names = new TreeSet<>(ours.keySet());
        names.addAll(theirs.keySet());
        for (var name : names) {
            if (!Objects.equals(ours.get(name), theirs.get(name))) {
                into.add(prefix + name);
            }
        }
    }

    /**
     * The same with one interest more, or less.
     *
     * @param weight null for none
     */
    Profile withInterest(String code, @Nullable BigDecimal weight) {
        var changed = new TreeMap<>(interests);
        if (weight == null) {
            changed.remove(code);
        } else {
            changed.put(code, weight);
        }
        return new Profile(values, contactPoints, attributes, tags, changed);
    }
}
