package io.pondcrm.customer.profile.domain;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The single-valued fields of a profile, each with the rule that its text must meet. */
public enum ProfileField {
    /** {@link io.pondcrm.customer.profile.domain.Kind} of customer. */
    KIND("kind", false),
    /** The name to show and to address by. */
    DISPLAY_NAME("displayName", true),
    GIVEN_NAME("givenName", true),
    FAMILY_NAME("familyName", true),
    /** ISO 8601 date. */
    BIRTH_DATE("birthDate", true),
    /** {@link io.pondcrm.customer.profile.domain.Gender}. */
    GENDER("gender", false),
    /** ISO 3166-2, for example {@code CN-SH}, or a country alone. */
    REGION("region", false),
    /** BCP 47, for example {@code zh-CN}. */
    LOCALE("locale", false),
    /** IANA, for example {@code Asia/Shanghai}. */
    TIME_ZONE("timeZone", false);

    private static final int LONGEST_NAME = 200;
    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1900, 1, 1);
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private final String jsonName;
    private final boolean personal;

    ProfileField(String jsonName, boolean personal) {
        this.jsonName = jsonName;
        this.personal = personal;
    }

    /** How the field is called in JSON and in import mappings. */
    public String jsonName() {
        return jsonName;
    }

    /** Whether the field names or singles out a person, so that callers may see it masked. */
    public boolean personal() {
        return personal;
    }

    /** The field that JSON calls by this name. */
    public static Optional<ProfileField> find(String jsonName) {
        for (var field : values()) {
            if (field.jsonName.equals(jsonName)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /**
     * Checks a text and brings it into the one form in which equal things are equal.
     *
     * @param today birth dates after this day are refused
     */
    Checked check(String text, LocalDate today) {
        var plain = text.strip();
        if (plain.isEmpty()) {
            return new Checked.Bad(Flaw.Kind.EMPTY);
        }
        if (personal && plain.indexOf('*') >= 0) {
            return new Checked.Bad(Flaw.Kind.MASKED_VALUE);
        }
        return switch (this) {
            case KIND -> oneOf(plain, Kind.values());
            case GENDER -> oneOf(plain, Gender.values());
            case DISPLAY_NAME, GIVEN_NAME, FAMILY_NAME -> line(plain, LONGEST_NAME);
            case BIRTH_DATE -> birthDate(plain, today);
            case REGION -> region(plain);
            case LOCALE -> locale(plain);
            case TIME_ZONE ->
                    ZONES.contains(plain)
                            ? new Checked.Good(plain)
                            : new Checked.Bad(Flaw.Kind.TIME_ZONE_FORMAT);
        };
    }

    /** One line of text: composed characters (NFC), no control characters. */
    static Checked line(String text, int longest) {
        var composed = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        if (composed.isEmpty()) {
            return new Checked.Bad(Flaw.Kind.EMPTY);
        }
        if (composed.length() > longest) {
            return new Checked.Bad(Flaw.Kind.TOO_LONG);
        }
        return composed.codePoints().anyMatch(ProfileField::isUnwritable)
                ? new Checked.Bad(Flaw.Kind.TEXT_FORMAT)
                : new Checked.Good(composed);
    }

    private static boolean isUnwritable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }

    private static Checked oneOf(String text, Enum<?>[] known) {
        for (var one : known) {
            if (one.name().equalsIgnoreCase(text)) {
                return new Checked.Good(one.name());
            }
        }
        return new Checked.Bad(Flaw.Kind.UNKNOWN_VALUE);
    }

    private static Checked birthDate(String text, LocalDate today) {
        try {
            var date = LocalDate.parse(text);
            return date.isBefore(EARLIEST_BIRTH) || date.isAfter(today)
                    ? new Checked.Bad(Flaw.Kind.DATE_FORMAT)
                    : new Checked.Good(date.toString());
        } catch (DateTimeParseException notADate) {
            return new Checked.Bad(Flaw.Kind.DATE_FORMAT);
        }
    }

    private static Checked region(String text) {
        var upper = text.toUpperCase(Locale.ROOT);
        var country = upper.length() >= 2 ? upper.substring(0, 2) : "";
        var rest = upper.length() > 2 ? upper.substring(2) : "";
        var subdivision =
                rest.isEmpty()
                        || rest.length() <= 4
                                && rest.length() >= 2
                                && rest.charAt(0) == '-'
                                && rest.substring(1)
                                        .chars()
                                        .allMatch(
                                                c -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9');
        return COUNTRIES.contains(country) && subdivision
                ? new Checked.Good(upper)
                : new Checked.Bad(Flaw.Kind.REGION_FORMAT);
    }

    private static Checked locale(String text) {
        try {
            var tag =
                    new Locale.Builder()
                            .setLanguageTag(text.replace('_', '-'))
                            .build()
                            .toLanguageTag();
            return tag.equals("und")
                    ? new Checked.Bad(Flaw.Kind.LOCALE_FORMAT)
                    : new Checked.Good(tag);
        } catch (IllformedLocaleException notATag) {
            return new Checked.Bad(Flaw.Kind.LOCALE_FORMAT);
        }
    }
}
