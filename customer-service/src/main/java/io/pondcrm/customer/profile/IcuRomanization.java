package io.pondcrm.customer.profile;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.ibm.icu.text.Transliterator;
import io.pondcrm.customer.profile.domain.Romanization;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The readings that ICU knows. A Chinese family name is read as families read it.
 *
 * @see <a href="https://cldr.unicode.org/index/cldr-spec/transliteration-guidelines">CLDR,
 *     transliteration: Han-Latin/Names</a>
 */
@Component
class IcuRomanization implements Romanization {

    /** Rules of ICU cost some 30 microseconds a word, and the words of names come again. */
    private static final int MOST_WORDS = 20_000;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Transliterator han = Transliterator.getInstance("Han-Latin/Names");
    private final Transliterator latin =
            Transliterator.getInstance("Any-Latin; Latin-ASCII; Lower");
    private final LoadingCache<String, String> words =
            Caffeine.newBuilder().maximumSize(MOST_WORDS).build(this::read);

    @Override
    public String of(String name) {
        if (name.codePoints().allMatch(c -> c < 128)) {
            return name.toLowerCase(Locale.ROOT);
        }
        var plain = Normalizer.normalize(name, Normalizer.Form.NFKC).strip();
        return BLANKS.splitAsStream(plain).map(words::get).collect(Collectors.joining(" "));
    }

    private String read(String word) {
        // Syllables of one Chinese word come apart, and belong together.
        return word.codePoints().anyMatch(Character::isIdeographic)
                ? latin.transliterate(han.transliterate(word)).replace(" ", "")
                : latin.transliterate(word);
    }
}
