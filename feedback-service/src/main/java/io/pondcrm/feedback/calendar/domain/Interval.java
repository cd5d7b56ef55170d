package io.pondcrm.feedback.calendar.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A stretch of a day by the wall clock, in minutes since midnight.
 *
 * @param from the first minute, 0 to 1,439
 * @param until the minute behind the last, up to 1,440: the end of the day
 */
public record Interval(int from, int until) {

    private static final int DAY = 24 * 60;
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)|24:00");

    public Interval {
        if (from < 0 || from >= until || until > DAY) {
            throw new IllegalArgumentException(
                    "No stretch of a day: %d to %d".formatted(from, until));
        }
    }

    /**
     * Reads two times such as {@code 09:00} and {@code 12:00}; an end of {@code 24:00} is the end
     * of the day. Empty if one is no time, or the end is not behind the start.
     */
    public static Optional<Interval> find(String from, String until) {
        if (!TIME.matcher(from).matches() || !TIME.matcher(until).matches()) {
            return Optional.empty();
        }
        var first = minutes(from);
        var end = minutes(until);
        return first < end ? Optional.of(new Interval(first, end)) : Optional.empty();
    }

    private static int minutes(String time) {
        return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
    }

    public String fromText() {
        return text(from);
    }

    public String untilText() {
        return text(until);
    }

    boolean overlaps(Interval other) {
        return from < other.until && other.from < until;
    }

    private static String text(int minutes) {
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }
}
