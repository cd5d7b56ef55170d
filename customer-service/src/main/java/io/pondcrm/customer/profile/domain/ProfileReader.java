package io.pondcrm.customer.profile.domain;

import io.pondcrm.customer.attribute.domain.AttributeCatalog;
import io.pondcrm.customer.attribute.domain.AttributeVerdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns text into a {@link ProfilePatch}, or says everything that is wrong with it. */
public final class ProfileReader {

    /** What stands for an attribute's value that somebody must not see. */
    public static final String MASKED = "***";

    private static final int MOST_ENTRIES = 50;
    private static final int MOST_CONTACT_POINTS = 20;
    private static final int LONGEST_TAG = 60;
    private static final int LONGEST_ATTRIBUTE = 500;
    private static final int LONGEST_ADDRESS = 500;

    private final PhoneNumbers phones;
    private final Supplier<AttributeCatalog> attributes;

    /** Takes every attribute, as text. */
    public ProfileReader(PhoneNumbers phones) {
        this(phones, () -> AttributeCatalog.OPEN);
    }

    /**
     * @param attributes those that are defined now
     */
    public ProfileReader(PhoneNumbers phones, Supplier<AttributeCatalog> attributes) {
        this.phones = phones;
        this.attributes = attributes;
    }

    /**
     * @param today the last day on which somebody can have been born
     */
    public ProfileReading read(ProfileInput input, LocalDate today) {
        var flaws = new ArrayList<Flaw>();
        var fields = readFields(input.fields(), today, flaws);
        var points =
                input.contactPoints() == null
                        ? null
                        : readContactPoints(input.contactPoints(), flaws);
        var attributes = readAttributes(input.attributes(), flaws);
        var tags = input.tags() == null ? null : readTags(input.tags(), flaws);
        return flaws.isEmpty()
                ? new ProfileReading.Accepted(new ProfilePatch(fields, points, attributes, tags))
                : new ProfileReading.Refused(flaws);
    }

    private static Map<ProfileField, Optional<String>> readFields(
            Map<ProfileField, @Nullable String> input, LocalDate today, List<Flaw> flaws) {
        var fields = new EnumMap<ProfileField, Optional<String>>(ProfileField.class);
        input.forEach((field, text) -> {
            var pointer = "/" + field.jsonName();
            if (text != null) {
                accept(field.check(text, today), pointer, flaws)
                        .ifPresent(value -> fields.put(field, Optional.of(value)));
            } else if (field == ProfileField.KIND) {
                flaws.add(new Flaw(pointer, Flaw.Kind.REQUIRED));
            } else {
                fields.put(field, Optional.empty());
            }
        });
        return fields;
    }

    private List<ContactPoint> readContactPoints(
            List<ProfileInput.ContactInput> input, List<Flaw> flaws) {
        if (input.size() > MOST_CONTACT_POINTS) {
            flaws.add(new Flaw("/contactPoints", Flaw.Kind.TOO_LONG));
            return List.of();
        }
        var points = new ArrayList<ContactPoint>();
        for (var index = 0; index < input.size(); index++) {
            readContactPoint(input.get(index), "/contactPoints/" + index, flaws)
                    .filter(point -> points.stream().noneMatch(point::reachesTheSame))
                    .ifPresent(points::add);
        }
        return points;
    }

    private Optional<ContactPoint> readContactPoint(
            ProfileInput.ContactInput input, String pointer, List<Flaw> flaws) {
        for (var type : ContactPoint.Type.values()) {
            if (type.name().equalsIgnoreCase(input.type())) {
                return accept(checkAddress(type, input.value()), pointer + "/value", flaws)
                        .map(value ->
                                new ContactPoint(
                                        type, value, input.verifiedAt(), input.preferred()));
            }
        }
        flaws.add(new Flaw(pointer + "/type", Flaw.Kind.UNKNOWN_VALUE));
        return Optional.empty();
    }

    private Checked checkAddress(ContactPoint.Type type, String text) {
        var plain = text.strip();
        if (plain.isEmpty()) {
            return new Checked.Bad(Flaw.Kind.EMPTY);
        }
        if (plain.indexOf('*') >= 0) {
            return new Checked.Bad(Flaw.Kind.MASKED_VALUE);
        }
        return switch (type) {
            case EMAIL -> EmailAddress.check(plain);
            case PHONE ->
                    plain.length() > 60
                            ? new Checked.Bad(Flaw.Kind.PHONE_FORMAT)
                            : phones.toE164(plain)
                                    .<Checked>map(Checked.Good::new)
                                    .orElseGet(() -> new Checked.Bad(Flaw.Kind.PHONE_FORMAT));
            case WECHAT ->
                    ExternalId.isKey(plain)
                            ? new Checked.Good(plain)
                            : new Checked.Bad(Flaw.Kind.TEXT_FORMAT);
            case POSTAL -> ProfileField.line(plain, LONGEST_ADDRESS);
        };
    }

    private Map<String, Optional<String>> readAttributes(
            Map<String, @Nullable String> input, List<Flaw> flaws) {
        if (input.size() > MOST_ENTRIES) {
            flaws.add(new Flaw("/attributes", Flaw.Kind.TOO_LONG));
        }
        var catalog = attributes.get();
        var read = new TreeMap<String, Optional<String>>();
        input.forEach((name, text) -> {
            if (!isAttributeName(name)) {
                flaws.add(new Flaw("/attributes", Flaw.Kind.TEXT_FORMAT));
            } else if (MASKED.equals(text)) {
                flaws.add(new Flaw("/attributes/" + name, Flaw.Kind.MASKED_VALUE));
            } else if (text == null) {
                read.put(name, Optional.empty());
            } else {
                accept(checkAttribute(catalog, name, text), "/attributes/" + name, flaws)
                        .ifPresent(value -> read.put(name, Optional.of(value)));
            }
        });
        return read;
    }

    private static Checked checkAttribute(AttributeCatalog catalog, String name, String text) {
        return switch (ProfileField.line(text, LONGEST_ATTRIBUTE)) {
            case Checked.Bad bad -> bad;
            case Checked.Good(var line) ->
                    switch (catalog.check(name, line)) {
                        case AttributeVerdict.Fits(var value) -> new Checked.Good(value);
                        case AttributeVerdict.Undefined _ ->
                                new Checked.Bad(Flaw.Kind.UNKNOWN_ATTRIBUTE);
                        case AttributeVerdict.Wrong(var reason) ->
                                new Checked.Bad(
                                        switch (reason) {
                                            case RETIRED -> Flaw.Kind.RETIRED_ATTRIBUTE;
                                            case NOT_A_NUMBER -> Flaw.Kind.ATTRIBUTE_NUMBER;
                                            case NOT_A_BOOLEAN -> Flaw.Kind.ATTRIBUTE_BOOLEAN;
                                            case NOT_A_DATE -> Flaw.Kind.ATTRIBUTE_DATE;
                                            case UNKNOWN_CODE -> Flaw.Kind.UNKNOWN_VALUE;
                                            case TOO_LONG -> Flaw.Kind.TOO_LONG;
                                            case OUT_OF_RANGE -> Flaw.Kind.OUT_OF_RANGE;
                                        });
                    };
        };
    }

    /** Letters and digits only: a name is part of a path in the store and of a JSON pointer. */
    private static boolean isAttributeName(String name) {
        return !name.isEmpty()
                && name.length() <= 40
                && Character.isLetter(name.charAt(0))
                && name.codePoints().allMatch(Character::isLetterOrDigit);
    }

    private static SortedSet<String> readTags(List<String> input, List<Flaw> flaws) {
        var tags = new TreeSet<String>();
        if (input.size() > MOST_ENTRIES) {
            flaws.add(new Flaw("/tags", Flaw.Kind.TOO_LONG));
            return tags;
        }
        for (var index = 0; index < input.size(); index++) {
            accept(ProfileField.line(input.get(index), LONGEST_TAG), "/tags/" + index, flaws)
                    .ifPresent(tags::add);
        }
        return tags;
    }

    private static Optional<String> accept(Checked checked, String pointer, List<Flaw> flaws) {
        return switch (checked) {
            case Checked.Good(var value) -> Optional.of(value);
            case Checked.Bad(var kind) -> {
                flaws.add(new Flaw(pointer, kind));
                yield Optional.empty();
            }
        };
    }
}
