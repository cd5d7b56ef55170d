package io.pondcrm.customer.quality.domain;

import io.pondcrm.customer.profile.domain.ContactPoint;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Kind;
import io.pondcrm.customer.profile.domain.Profile;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.ProfileInput;
import io.pondcrm.customer.profile.domain.ProfileInput.ContactInput;
import io.pondcrm.customer.profile.domain.ProfileReader;
import io.pondcrm.customer.profile.domain.ProfileReading;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks at one profile by itself. Pure. */
public final class Inspection {

    private static final int OLDEST_YEARS = 120;
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final List<ProfileField> NAMES =
            List.of(ProfileField.DISPLAY_NAME, ProfileField.GIVEN_NAME, ProfileField.FAMILY_NAME);

    /** Scripts whose letters look alike: who mixes them mistypes or deceives (UTS 39, 5.1). */
    private static final Set<UnicodeScript> LOOK_ALIKE =
            EnumSet.of(
                    UnicodeScript.LATIN,
                    UnicodeScript.CYRILLIC,
                    UnicodeScript.GREEK,
                    UnicodeScript.ARMENIAN);

    private final ProfileReader reader;

    public Inspection(ProfileReader reader) {
        this.reader = reader;
    }

    /**
     * @param staleBefore who did not change since then is stale
     */
    public List<Defect> of(Customer customer, LocalDate today, Instant staleBefore) {
        var profile = customer.profile();
        var defects = new ArrayList<Defect>();
        for (var name : NAMES) {
            profile.find(name)
                    .ifPresent(text -> {
                        if (!inForm(text).equals(text)) {
                            defects.add(new Defect(Defect.Kind.NAME_FORM, name.jsonName()));
                        }
                        if (mixesScripts(text)) {
                            defects.add(new Defect(Defect.Kind.NAME_SCRIPTS, name.jsonName()));
                        }
                    });
        }
        addresses(profile, today, defects);
        profile.birthDate()
                .filter(born ->
                        profile.kind() == Kind.PERSON
                                && (born.isAfter(today)
                                        || born.isBefore(today.minusYears(OLDEST_YEARS))))
                .ifPresent(_ ->
                        defects.add(
                                new Defect(
                                        Defect.Kind.BIRTH_DATE,
                                        ProfileField.BIRTH_DATE.jsonName())));
        profile.attributes()
                .forEach((key, value) -> {
                    var alone = ProfileInput.builder().attribute(key, value).build();
                    if (reader.read(alone, today) instanceof ProfileReading.Refused) {
                        defects.add(new Defect(Defect.Kind.ATTRIBUTE_VALUE, "attributes/" + key));
                    }
                });
        if (customer.updatedAt().isBefore(staleBefore)) {
            defects.add(new Defect(Defect.Kind.STALE, ""));
        }
        return defects;
    }

    private void addresses(Profile profile, LocalDate today, List<Defect> defects) {
        if (profile.contactPoints().isEmpty()) {
            defects.add(new Defect(Defect.Kind.NO_CONTACT_POINT, "contactPoints"));
        }
        for (var at = 0; at < profile.contactPoints().size(); at++) {
            var point = profile.contactPoints().get(at);
            var field = "contactPoints/" + at;
            switch (point.type()) {
                case EMAIL, PHONE -> {
                    var alone =
                            ProfileInput.builder()
                                    .contactPoint(point.type(), point.value())
                                    .build();
                    if (reader.read(alone, today) instanceof ProfileReading.Refused) {
                        defects.add(
                                new Defect(
                                        point.type() == ContactPoint.Type.EMAIL
                                                ? Defect.Kind.EMAIL_FORM
                                                : Defect.Kind.PHONE_FORM,
                                        field));
                    }
                }
                case POSTAL -> {
                    if (!inForm(point.value()).equals(point.value())) {
                        defects.add(new Defect(Defect.Kind.ADDRESS_FORM, field));
                    }
                }
                case WECHAT -> {}
            }
        }
    }

    /** The text that would put a defect right; empty if there is nothing to put right any more. */
    public static Optional<String> fixOf(Defect defect, Profile profile) {
        return valueOf(defect, profile)
                .filter(_ -> defect.kind().fixable())
                .filter(text -> !inForm(text).equals(text))
                .map(Inspection::inForm);
    }

    /** The text that a fixable defect is about. */
    public static Optional<String> valueOf(Defect defect, Profile profile) {
        return switch (defect.kind()) {
            case NAME_FORM -> ProfileField.find(defect.field()).flatMap(profile::find);
            case ADDRESS_FORM ->
                    Optional.of(positionOf(defect))
                            .filter(at -> at < profile.contactPoints().size())
                            .map(at -> profile.contactPoints().get(at))
                            .filter(point -> point.type() == ContactPoint.Type.POSTAL)
                            .map(ContactPoint::value);
            default -> Optional.empty();
        };
    }

    /** The profile's field with another text, as a change of the profile. */
    public static ProfileInput change(Defect defect, Profile profile, String text) {
        var input = ProfileInput.builder();
        if (defect.kind() == Defect.Kind.NAME_FORM) {
            return input.field(ProfileField.find(defect.field()).orElseThrow(), text).build();
        }
        var points = new ArrayList<ContactInput>();
        for (var at = 0; at < profile.contactPoints().size(); at++) {
            var point = profile.contactPoints().get(at);
            points.add(
                    new ContactInput(
                            point.type().name(),
                            at == positionOf(defect) ? text : point.value(),
                            point.verifiedAt(),
                            point.preferred()));
        }
        return input.contactPoints(points).build();
    }

    /** Which field's provenance a change of this one is. */
    public static String originOf(Defect defect) {
        return defect.kind() == Defect.Kind.ADDRESS_FORM ? "contactPoints" : defect.field();
    }

    private static int positionOf(Defect defect) {
        return Integer.parseInt(defect.field().substring("contactPoints/".length()));
    }

    /**
     * Full-width letters, digits and signs in their usual width, one blank between words; ideograms
     * stay, and so do Chinese punctuation marks.
     */
    static String inForm(String text) {
        var narrow = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    var isWide =
                            c >= 0xFF10 && c <= 0xFF19
                                    || c >= 0xFF21 && c <= 0xFF3A
                                    || c >= 0xFF41 && c <= 0xFF5A
                                    || c == 0xFF03
                                    || c == 0xFF0D
                                    || c == 0xFF0E
                                    || c == 0xFF0F;
                    narrow.appendCodePoint(isWide ? c - 0xFEE0 : c);
                });
        return BLANKS.matcher(Normalizer.normalize(narrow, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
    }

    private static boolean mixesScripts(String text) {
        return text.codePoints()
                        .filter(Character::isLetter)
                        .mapToObj(UnicodeScript::of)
                        .filter(LOOK_ALIKE::contains)
                        .distinct()
                        .count()
                > 1;
    }
}
