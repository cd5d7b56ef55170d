package io.pondcrm.customer.profile.domain;

import java.text.Normalizer;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The pieces by which names are found: whole words, folded to lower case without accents, and each
 * Chinese, Japanese or Korean character by itself, since those scripts put no space between words.
 */
public final class NameTokens {

    private static final int MOST = 32;

    private NameTokens() {}

    /** The tokens of a name, or of a question about a name. */
    public static SortedSet<String> of(String text) {
        var tokens = new TreeSet<String>();
        var word = new StringBuilder();
        var folded = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        // Korean syllables come apart under NFKD; composing again keeps accents off Latin letters.
        var plain =
                Normalizer.normalize(
                        folded.codePoints()
                                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                                .collect(
                                        StringBuilder::new,
                                        StringBuilder::appendCodePoint,
                                        StringBuilder::append),
                        Normalizer.Form.NFC);
        plain.codePoints()
                .forEach(c -> {
                    if (standsAlone(c)) {
                        flush(word, tokens);
                        add(Character.toString(c), tokens);
                    } else if (Character.isLetterOrDigit(c)) {
                        word.appendCodePoint(c);
                    } else {
                        flush(word, tokens);
                    }
                });
        flush(word, tokens);
        return tokens;
    }

    private static boolean standsAlone(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> false;
        };
    }

    private static void flush(StringBuilder word, SortedSet<String> tokens) {
        if (!word.isEmpty()) {
            add(word.toString(), tokens);
            word.setLength(0);
        }
    }

    private static void add(String token, SortedSet<String> tokens) {
        if (tokens.size() < MOST) {
            tokens.add(token);
        }
    }
}
