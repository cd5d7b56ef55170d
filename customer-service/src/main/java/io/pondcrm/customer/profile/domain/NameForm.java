package io.pondcrm.customer.profile.domain;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A name in the form in which names are compared: family name and given names as far as they can be
 * told apart, without case, accents and punctuation.
 *
 * @param written the parts as they are written, family name first where we know it
 * @param read the same parts as they are read in Latin letters
 */
public record NameForm(List<String> written, List<String> read) {

    private static final Pattern BETWEEN_PARTS = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");

    /** The commonest family names of two characters; any other has one. */
    private static final Set<String> TWO_CHARACTERS =
            Set.of(
                    "欧阳", "司马", "诸葛", "上官", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "端木",
                    "宇文", "长孙", "轩辕", "南宫", "呼延", "独孤", "百里");

    public NameForm {
        written = List.copyOf(written);
        read = List.copyOf(read);
    }

    /** The name of a customer; empty if none is known. */
    public static Optional<NameForm> of(Profile profile, Romanization romanization) {
        var family = profile.find(ProfileField.FAMILY_NAME);
        var given = profile.find(ProfileField.GIVEN_NAME);
        if (family.isPresent() && given.isPresent()) {
            return of(List.of(family.get(), given.get()), romanization);
        }
        return profile.displayName().flatMap(name -> of(parts(name), romanization));
    }

    /**
     * What else a name in Chinese characters is found by: each part as it is read, all of it in one
     * word, and the first letters of the syllables. {@code 王小明} is found by {@code wang}, {@code
     * xiaoming}, {@code wangxiaoming} and {@code wxm}; a name in other letters by nothing else.
     */
    public static SortedSet<String> readingsOf(Profile profile, Romanization romanization) {
        var readings = new TreeSet<String>();
        if (Stream.of(ProfileField.DISPLAY_NAME, ProfileField.FAMILY_NAME, ProfileField.GIVEN_NAME)
                .flatMap(field -> profile.find(field).stream())
                .noneMatch(name -> name.codePoints().anyMatch(Character::isIdeographic))) {
            return readings;
        }
        NameForm.of(profile, romanization)
                .ifPresent(name -> {
                    readings.addAll(name.read());
                    readings.add(String.join("", name.read()));
                    readings.add(name.initials(romanization));
                });
        return readings;
    }

    private String initials(Romanization romanization) {
        var initials = new StringBuilder();
        for (var at = 0; at < written.size(); at++) {
            // As the part is read: a family name may be read as no other word is.
            initials.append(read.get(at), 0, Math.min(1, read.get(at).length()));
            written.get(at)
                    .codePoints()
                    .skip(1)
                    .filter(Character::isIdeographic)
                    .mapToObj(c -> folded(romanization.of(Character.toString(c))))
                    .filter(syllable -> !syllable.isEmpty())
                    .forEach(syllable -> initials.append(syllable.charAt(0)));
        }
        return initials.toString();
    }

    private static Optional<NameForm> of(List<String> parts, Romanization romanization) {
        var written = new ArrayList<String>();
        var read = new ArrayList<String>();
        for (var part : parts) {
            var folded = folded(part);
            if (!folded.isEmpty()) {
                written.add(folded);
                read.add(folded(romanization.of(part)));
            }
        }
        return written.isEmpty() ? Optional.empty() : Optional.of(new NameForm(written, read));
    }

    private static List<String> parts(String name) {
        if (name.length() > 1 && name.codePoints().allMatch(Character::isIdeographic)) {
            var familyEnds =
                    name.length() > 2 && TWO_CHARACTERS.contains(name.substring(0, 2))
                            ? 2
                            : name.offsetByCodePoints(0, 1);
            return List.of(name.substring(0, familyEnds), name.substring(familyEnds));
        }
        return List.of(BETWEEN_PARTS.split(name));
    }

    private static String folded(String text) {
        var decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var folded = new StringBuilder(decomposed.length());
        decomposed.codePoints().filter(NameForm::isKept).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static boolean isKept(int c) {
        return switch (Character.getType(c)) {
            case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> Character.isLetterOrDigit(c);
        };
    }
}
