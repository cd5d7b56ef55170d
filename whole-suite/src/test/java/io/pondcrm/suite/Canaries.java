package io.pondcrm.suite;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Personal data that nobody can guess, planted to be looked for: as it is, in capitals, as UTF-16,
 * in hexadecimal and in Base64.
 */
final class Canaries {

    /** Where a planted value may lie. */
    enum Home {
        /** With the customer: it is shown there, and lies sealed. */
        CUSTOMER,
        /** A name in the words of a case or an answer: it is shown there, and lies sealed. */
        FEEDBACK,
        /** It was refused, only asked for, or taken out of the words it stood in. */
        NOWHERE,
        /** No personal data: it travels by design, and shows that the search would see it. */
        EVERYWHERE
    }

    private static final int WINDOW = 8;
    private static final int LETTERS = 14;

    private final Random random;
    private final Map<String, Home> homes = new LinkedHashMap<>();

    /**
     * @param journey whose canaries they are: what one plants where all may see it, another may
     *     plant as a secret, so no two must plant the same
     */
    Canaries(Class<?> journey) {
        random = new Random(journey.getSimpleName().hashCode());
    }

    /** A word of letters, for all that may hold any. */
    String word(Home home) {
        var word = new StringBuilder();
        for (var at = 0; at < LETTERS; at++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        homes.put(word.toString(), home);
        return word.toString();
    }

    String email(Home home) {
        return word(home) + "@canary.example";
    }

    /** A Chinese mobile number with its country code. */
    String phone(Home home) {
        var national = "199%08d".formatted(random.nextInt(100_000_000));
        homes.put(national, home);
        return "+86" + national;
    }

    Set<String> of(Home home) {
        var those = new TreeSet<String>();
        homes.forEach((value, its) -> {
            if (its == home) {
                those.add(value);
            }
        });
        return those;
    }

    /** How many values are personal. */
    int personal() {
        return homes.size() - of(Home.EVERYWHERE).size();
    }

    /** Looks for all that was planted up to now. */
    Search search() {
        return new Search(homes.keySet());
    }

    /** Finds many values at once, in one pass over the bytes. */
    static final class Search {

        private record Form(byte[] bytes, String value) {}

        private final Map<Long, List<Form>> formsByEnd = new HashMap<>();
        private final long[] filter = new long[1 << 10];

        Search(Set<String> values) {
            for (var value : values) {
                add(value.getBytes(StandardCharsets.UTF_8), value);
                add(value.getBytes(StandardCharsets.UTF_16LE), value);
                add(value.getBytes(StandardCharsets.UTF_16BE), value);
                var plain = value.getBytes(StandardCharsets.UTF_8);
                add(ascii(HexFormat.of().formatHex(plain)), value);
                for (var before = 0; before < 3; before++) {
                    add(base64(plain, before), value);
                }
            }
        }

        /** The characters of Base64 that depend on nothing but the value. */
        static byte[] base64(byte[] value, int before) {
            var padded = new byte[before + value.length];
            System.arraycopy(value, 0, padded, before, value.length);
            var whole = Base64.getEncoder().withoutPadding().encodeToString(padded);
            return ascii(whole.substring((before * 8 + 5) / 6, padded.length * 8 / 6));
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }

        private void add(byte[] form, String value) {
            var folded = new byte[form.length];
            for (var at = 0; at < form.length; at++) {
                folded[at] = fold(form[at]);
            }
            var window = 0L;
            for (var at = 0; at < WINDOW; at++) {
                window = window << 8 | folded[at] & 0xff;
            }
            formsByEnd.computeIfAbsent(window, _ -> new ArrayList<>()).add(new Form(folded, value));
            filter[slot(window) >> 6] |= 1L << slot(window);
        }

        private static int slot(long window) {
            return (int) (window * 0x9E3779B97F4A7C15L >>> 48);
        }

        private static byte fold(byte letter) {
            return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
        }

        /** The values of which any form lies in these bytes. */
        Set<String> in(byte[] bytes) {
            var found = new TreeSet<String>();
            var window = 0L;
            for (var at = 0; at < bytes.length; at++) {
                window = window << 8 | fold(bytes[at]) & 0xff;
                var slot = slot(window);
                if ((filter[slot >> 6] & 1L << slot) != 0 && at >= WINDOW - 1) {
                    for (var form : formsByEnd.getOrDefault(window, List.of())) {
                        if (stands(form.bytes(), bytes, at - WINDOW + 1)) {
                            found.add(form.value());
                        }
                    }
                }
            }
            return found;
        }

        private static boolean stands(byte[] form, byte[] bytes, int from) {
            if (from + form.length > bytes.length) {
                return false;
            }
            for (var at = 0; at < form.length; at++) {
                if (fold(bytes[from + at]) != form[at]) {
                    return false;
                }
            }
            return true;
        }

        Set<String> in(String text) {
            return in(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The same in other letters, for those who look whether the search sees it. */
    static List<byte[]> disguises(String value) {
        var plain = value.getBytes(StandardCharsets.UTF_8);
        return List.of(
                ("<" + value + ">").getBytes(StandardCharsets.UTF_8),
                value.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8),
                ("<" + value).getBytes(StandardCharsets.UTF_16),
                HexFormat.of().withUpperCase().formatHex(plain).getBytes(StandardCharsets.UTF_8),
                Base64.getEncoder().encode(plain),
                Base64.getEncoder().encode(("{" + value + "}").getBytes(StandardCharsets.UTF_8)),
                Base64.getUrlEncoder().encode(("<<" + value).getBytes(StandardCharsets.UTF_8)));
    }
}
