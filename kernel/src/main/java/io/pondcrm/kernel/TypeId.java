package io.pondcrm.kernel;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Ids with a typed prefix, such as {@code cus_01h455vb4pex5vsknk084sn02q}: the prefix says what the
 * id names, the suffix is a UUID in Crockford's base32, so that ids made from UUIDv7 sort by time
 * of creation. Opaque to callers.
 *
 * @see <a href="https://github.com/jetify-com/typeid/tree/main/spec">TypeID specification 0.3</a>
 */
public final class TypeId {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final Pattern SUFFIX = Pattern.compile("[0-7][0-9a-hjkmnp-tv-z]{25}");

    private TypeId() {}

    /**
     * Writes a UUID under a prefix.
     *
     * @param prefix lower-case letters and inner underscores, for example {@code cus}
     * @return {@code prefix_} and 26 characters
     */
    public static String of(String prefix, UUID uuid) {
        var text = new char[prefix.length() + 27];
        prefix.getChars(0, prefix.length(), text, 0);
        text[prefix.length()] = '_';
        var high = uuid.getMostSignificantBits();
        var low = uuid.getLeastSignificantBits();
        for (var at = text.length - 1; at > prefix.length(); at--) {
            text[at] = ALPHABET.charAt((int) (low & 31));
            low = low >>> 5 | high << 59;
            high >>>= 5;
        }
        return new String(text);
    }

    /**
     * What is in order before all UUIDv7 of a moment and after all earlier ones, to ask for ids by
     * when they were made.
     */
    public static UUID firstOf(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16, 0);
    }

    /**
     * Reads back what {@link #of} wrote.
     *
     * @throws IllegalArgumentException if the text is no id under this prefix
     */
    public static UUID uuid(String prefix, String id) {
        require(prefix, id);
        var high = 0L;
        var low = 0L;
        for (var at = prefix.length() + 1; at < id.length(); at++) {
            high = high << 5 | low >>> 59;
            low = low << 5 | ALPHABET.indexOf(id.charAt(at));
        }
        return new UUID(high, low);
    }

    /** Whether a text is an id under this prefix. */
    public static boolean isValid(String prefix, String text) {
        return text.length() == prefix.length() + 27
                && text.startsWith(prefix)
                && text.charAt(prefix.length()) == '_'
                && SUFFIX.matcher(text).region(prefix.length() + 1, text.length()).matches();
    }

    /**
     * Guards an id that comes from our own code or storage.
     *
     * @return the text itself
     * @throws IllegalArgumentException if it is no id under this prefix
     */
    public static String require(String prefix, String text) {
        if (!isValid(prefix, text)) {
            throw new IllegalArgumentException(
                    "Not an id of kind " + prefix + " (" + text.length() + " characters)");
        }
        return text;
    }
}
