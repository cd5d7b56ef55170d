package io.pondcrm.kernel.filter;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far back a question looks: calendar months and a fixed time beside them. An event is in the
 * window from the moment it happens until just before the window has passed since; months are added
 * by the calendar in UTC, so that what happened on 31 January leaves {@code P1M} on 28 February.
 *
 * @param months whole calendar months; a year is twelve
 * @param rest whole seconds; a week is seven days and a day is 24 hours
 */
public record Window(int months, Duration rest) {

    /** The longest window there is. */
    public static final Window MAX = new Window(120, Duration.ZERO);

    private static final int LONGEST_MONTH = 31;
    private static final int MAX_LENGTH = 40;

    private static final Pattern WRITTEN =
            Pattern.compile(
                    "P(?:(\\d{1,9})Y)?(?:(\\d{1,9})M)?(?:(\\d{1,9})W)?(?:(\\d{1,9})D)?"
                            + "(?:T(?=\\d)(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9})S)?)?");

    public Window {
        if (months < 0 || rest.isNegative() || months == 0 && rest.isZero()) {
            throw new IllegalArgumentException("A window looks back");
        }
        if (rest.toNanosPart() != 0) {
            throw new IllegalArgumentException("A window has whole seconds");
        }
    }

    public static Window ofDays(int days) {
        return new Window(0, Duration.ofDays(days));
    }

    /** Every way that reading a window can end. */
    sealed interface Reading {
        record Read(Window window) implements Reading {}

        /** Nothing long, or longer than {@link #MAX}. */
        record OutOfRange() implements Reading {}

        record Unreadable() implements Reading {}
    }

    /** Reads ISO 8601, for example {@code P90D}, {@code P1Y6M}, {@code P2W} or {@code PT36H}. */
    static Reading read(String text) {
        var parts = WRITTEN.matcher(text);
        if (text.length() > MAX_LENGTH || text.length() < 3 || !parts.matches()) {
            return new Reading.Unreadable();
        }
        var months = 12 * part(parts.group(1)) + part(parts.group(2));
        var rest =
                Duration.ofDays(7 * part(parts.group(3)) + part(parts.group(4)))
                        .plusHours(part(parts.group(5)))
                        .plusMinutes(part(parts.group(6)))
                        .plusSeconds(part(parts.group(7)));
        if (months > MAX.months || months == 0 && rest.isZero()) {
            return new Reading.OutOfRange();
        }
        var window = new Window((int) months, rest);
        return window.longest().compareTo(MAX.longest()) > 0
                ? new Reading.OutOfRange()
                : new Reading.Read(window);
    }

    private static long part(@Nullable String digits) {
        return Optional.ofNullable(digits).map(Long::parseLong).orElse(0L);
    }

    /** When something that happened at {@code event} is no longer in the window. */
    public Instant end(Instant event) {
        return months == 0
                ? event.plus(rest)
                : event.atOffset(ZoneOffset.UTC).plusMonths(months).plus(rest).toInstant();
    }

    /** How long an event stays at the most, whatever months it meets. */
    public Duration longest() {
        return rest.plusDays((long) LONGEST_MONTH * months);
    }

    /** Whether every event stays equally long: there are no months in it. */
    public boolean isFixed() {
        return months == 0;
    }

    /** ISO 8601, the shortest form: {@code P14D} for two weeks, {@code P1Y6M} for 18 months. */
    @Override
    public String toString() {
        var text = new StringBuilder("P");
        append(text, months / 12, 'Y');
        append(text, months % 12, 'M');
        append(text, rest.toDaysPart(), 'D');
        if (!rest.minusDays(rest.toDaysPart()).isZero()) {
            text.append('T');
            append(text, rest.toHoursPart(), 'H');
            append(text, rest.toMinutesPart(), 'M');
            append(text, rest.toSecondsPart(), 'S');
        }
        return text.toString();
    }

    private static void append(StringBuilder text, long number, char unit) {
        if (number != 0) {
            text.append(number).append(unit);
        }
    }
}
