package io.pondcrm.customer.profile.domain;

import java.util.Optional;

/**
 * How a partner system names a customer. Over all customers, one pair names at most one of them.
 *
 * @param system the partner system, for example {@code shop}: lower-case letters, digits, hyphens
 * @param key the partner's own key, at most 200 characters, without white space
 */
public record ExternalId(String system, String key) implements Comparable<ExternalId> {

    private static final int LONGEST_SYSTEM = 40;
    private static final int LONGEST_KEY = 200;

    public ExternalId {
        if (!isSystem(system) || !isKey(key)) {
            throw new IllegalArgumentException("No external id");
        }
    }

    /** Reads what a caller sent; empty where either part is not of the right form. */
    public static Optional<ExternalId> find(String system, String key) {
        return isSystem(system) && isKey(key)
                ? Optional.of(new ExternalId(system, key))
                : Optional.empty();
    }

    /** Whether a text may name a partner system. */
    public static boolean isSystem(String text) {
        if (text.isEmpty() || text.length() > LONGEST_SYSTEM || text.charAt(0) == '-') {
            return false;
        }
        return text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    }

    /** Whether a text may be a partner's key. */
    public static boolean isKey(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_KEY
                && text.codePoints()
                        .noneMatch(c ->
                                Character.isWhitespace(c)
                                        || Character.isSpaceChar(c)
                                        || Character.isISOControl(c));
    }

    @Override
    public int compareTo(ExternalId other) {
        var bySystem = system.compareTo(other.system);
        return bySystem != 0 ? bySystem : key.compareTo(other.key);
    }
}
