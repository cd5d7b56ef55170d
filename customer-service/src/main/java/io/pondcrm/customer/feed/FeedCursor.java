package io.pondcrm.customer.feed;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a reader is.
 *
 * @param position all up to here was looked at
 * @param previous the last entry that the reader was shown; 0 if none was
 */
record FeedCursor(long position, long previous) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    static Optional<FeedCursor> parse(String text) {
        var parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var cursor = new FeedCursor(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
        return cursor.previous <= cursor.position ? Optional.of(cursor) : Optional.empty();
    }

    @Override
    public String toString() {
        return position + "-" + previous;
    }
}
