package io.pondcrm.customer.mapping.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The ways in which a partner writes dates and times: patterns of Java's {@link DateTimeFormatter}
 * ({@code yyyy-MM-dd HH:mm}), {@code ISO} (a date, a local time, or a time with offset, by ISO
 * 8601), {@code EPOCH_SECONDS} or {@code EPOCH_MILLIS}.
 *
 * <p>A time without an offset is meant in the mapping's zone: where clocks are set back it is the
 * earlier of the two, where they are set forward it is moved by the gap. A date without a time is
 * the start of that day.
 *
 * @param names as the mapping writes them, in the order in which they are tried
 */
public record DateFormats(List<String> names, List<Format> formats) {

    private static final int LONGEST = 60;
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .optionalStart()
                    .appendPattern("['T'][' ']")
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .optionalStart()
                    .appendOffsetId()
                    .optionalEnd()
                    .optionalEnd()
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    /** ISO 8601 and nothing else. */
    public static final DateFormats ISO_ONLY =
            new DateFormats(List.of("ISO"), List.of(new Format.Pattern(ISO)));

    public DateFormats {
        names = List.copyOf(names);
        formats = List.copyOf(formats);
    }

    /** One way to write a time. */
    sealed interface Format {
        record Pattern(DateTimeFormatter formatter) implements Format {}

        record EpochSeconds() implements Format {}

        record EpochMillis() implements Format {}
    }

    static DateFormats read(List<String> names, List<MappingFlaw> flaws) {
        if (names.isEmpty()) {
            return ISO_ONLY;
        }
        var formats = new ArrayList<Format>();
        for (var index = 0; index < names.size(); index++) {
            var format = findFormat(names.get(index));
            if (format.isPresent()) {
                formats.add(format.get());
            } else {
                flaws.add(new MappingFlaw("/dateFormats/" + index, MappingFlaw.Kind.DATE_PATTERN));
            }
        }
        return new DateFormats(names, formats);
    }

    private static Optional<Format> findFormat(String name) {
        return switch (name) {
            case "ISO" -> Optional.of(new Format.Pattern(ISO));
            case "EPOCH_SECONDS" -> Optional.of(new Format.EpochSeconds());
            case "EPOCH_MILLIS" -> Optional.of(new Format.EpochMillis());
            default -> name.length() > LONGEST ? Optional.empty() : findPattern(name);
        };
    }

    /** A pattern is good if a date written with it can be read again. */
    private static Optional<Format> findPattern(String pattern) {
        try {
            var formatter =
                    new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern(yearsWithoutEra(pattern))
                            .toFormatter(Locale.ENGLISH)
                            .withResolverStyle(ResolverStyle.STRICT);
            var sample = ZonedDateTime.parse("2026-11-03T09:05:07Z");
            return readsAsDate(formatter.parse(formatter.format(sample)))
                    ? Optional.of(new Format.Pattern(formatter))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException notAPattern) {
            return Optional.empty();
        }
    }

    /** People write {@code yyyy}, which would need an era beside it. */
    private static String yearsWithoutEra(String pattern) {
        var text = new StringBuilder(pattern);
        var quoted = false;
        for (var at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '\'') {
                quoted = !quoted;
            } else if (!quoted && text.charAt(at) == 'y') {
                text.setCharAt(at, 'u');
            }
        }
        return text.toString();
    }

    private static boolean readsAsDate(TemporalAccessor parsed) {
        return parsed.query(TemporalQueries.localDate()) != null;
    }

    /**
     * The moment that a text means.
     *
     * @param zone where the clock hung that showed a time without an offset
     */
    public Optional<Instant> findInstant(String text, ZoneId zone) {
        for (var format : formats) {
            try {
                return Optional.of(
                        switch (format) {
                            case Format.Pattern(var formatter) ->
                                    toInstant(formatter.parse(text), zone);
                            case Format.EpochSeconds _ ->
                                    Instant.ofEpochSecond(Long.parseLong(text));
                            case Format.EpochMillis _ -> Instant.ofEpochMilli(Long.parseLong(text));
                        });
            } catch (DateTimeException | NumberFormatException tryTheNext) {
                continue;
            }
        }
        return Optional.empty();
    }

    /** The day that a text means. */
    public Optional<LocalDate> findDate(String text, ZoneId zone) {
        for (var format : formats) {
            try {
                return Optional.of(
                        switch (format) {
                            case Format.Pattern(var formatter) ->
                                    LocalDate.from(formatter.parse(text));
                            case Format.EpochSeconds _ ->
                                    Instant.ofEpochSecond(Long.parseLong(text))
                                            .atZone(zone)
                                            .toLocalDate();
                            case Format.EpochMillis _ ->
                                    Instant.ofEpochMilli(Long.parseLong(text))
                                            .atZone(zone)
                                            .toLocalDate();
                        });
            } catch (DateTimeException | NumberFormatException tryTheNext) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static Instant toInstant(TemporalAccessor parsed, ZoneId zone) {
        var own = parsed.query(TemporalQueries.zone());
        var date = LocalDate.from(parsed);
        var time = parsed.query(TemporalQueries.localTime());
        var where = own == null ? zone : own;
        return time == null
                ? date.atStartOfDay(where).toInstant()
                : LocalDateTime.of(date, time).atZone(where).toInstant();
    }
}
