package io.pondcrm.customer.profile;

import com.ibm.icu.text.Transliterator;
import io.pondcrm.customer.profile.domain.Romanization;
import java.text.Normalizer;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * The readings that ICU knows. A Chinese family name is read as families read it.
 *
 * @see <a href="https://cldr.unicode.org/index/cldr-spec/transliteration-guidelines">CLDR,
 *     transliteration: Han-Latin/Names</a>
 */
@Component
class IcuRomanization implements Romanization {

    private final Transliterator han = Transliterator.getInstance("Han-Latin/Names");
    private final Transliterator latin =
            Transliterator.getInstance("Any-Latin; Latin-ASCII; Lower");

    @Override
    public String of(String name) {
        if (name.codePoints().allMatch(c -> c < 128)) {
            return name.toLowerCase(Locale.ROOT);
        }
        var read = new StringBuilder();
        for (var word : Normalizer.normalize(name, Normalizer.Form.NFKC).strip().split("\\s+")) {
            read.append(read.isEmpty() ? "" : " ");
            // Syllables of one Chinese word come apart, and belong together.
            read.append(
                    word.codePoints().anyMatch(Character::isIdeographic)
                            ? latin.transliterate(han.transliterate(word)).replace(" ", "")
                            : latin.transliterate(word));
        }
        return read.toString();
    }
}
