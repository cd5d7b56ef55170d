package io.pondcrm.feedback.calendar;

import io.pondcrm.feedback.calendar.domain.BusinessCalendar;
import io.pondcrm.feedback.calendar.domain.Interval;
import io.pondcrm.feedback.calendar.domain.OpenHours;
import io.pondcrm.feedback.calendar.domain.StoredCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a calendar lies in MongoDB. Beside these fields the stored form has {@code past}: each
 * earlier version as a {@link Version}, so that a change and what it replaces are one write.
 */
@Document("business_calendars")
@TypeAlias("business-calendar")
record CalendarDocument(
        @Id String id,
        long version,
        String name,
        String zone,
        List<DayPart> week,
        List<ExceptionPart> exceptions,
        Instant createdAt,
        Instant updatedAt) {

    record IntervalPart(int from, int until) {}

    record DayPart(String day, List<IntervalPart> hours) {}

    record ExceptionPart(String date, @Nullable String name, List<IntervalPart> hours) {}

    /** What arithmetic needs of one version. */
    record Version(long version, String zone, List<DayPart> week, List<ExceptionPart> exceptions) {

        BusinessCalendar calendar() {
            return CalendarDocument.calendar(zone, week, exceptions);
        }
    }

    static CalendarDocument of(
            String id,
            long version,
            CalendarPayloads.NewCalendar body,
            BusinessCalendar calendar,
            Instant createdAt,
            Instant updatedAt) {
        return new CalendarDocument(
                id,
                version,
                body.name(),
                calendar.zone().getId(),
                calendar.week().entrySet().stream()
                        .map(it -> new DayPart(it.getKey().name(), parts(it.getValue())))
                        .toList(),
                body.exceptionDays().stream()
                        .map(it ->
                                new ExceptionPart(
                                        it.date().toString(),
                                        it.name(),
                                        parts(calendar.hoursOn(it.date()))))
                        .toList(),
                createdAt,
                updatedAt);
    }

    BusinessCalendar calendar() {
        return calendar(zone, week, exceptions);
    }

    StoredCalendar toDomain() {
        return new StoredCalendar(id, Math.toIntExact(version), name, calendar());
    }

    Version asVersion() {
        return new Version(version, zone, week, exceptions);
    }

    private static BusinessCalendar calendar(
            String zone, List<DayPart> week, List<ExceptionPart> exceptions) {
        var days = new EnumMap<DayOfWeek, OpenHours>(DayOfWeek.class);
        week.forEach(it -> days.put(DayOfWeek.valueOf(it.day()), hours(it.hours())));
        var dates = new HashMap<LocalDate, OpenHours>();
        exceptions.forEach(it -> dates.put(LocalDate.parse(it.date()), hours(it.hours())));
        return new BusinessCalendar(ZoneId.of(zone), days, dates);
    }

    private static List<IntervalPart> parts(OpenHours hours) {
        return hours.intervals().stream()
                .map(it -> new IntervalPart(it.from(), it.until()))
                .toList();
    }

    private static OpenHours hours(List<IntervalPart> parts) {
        return new OpenHours(
                parts.stream().map(it -> new Interval(it.from(), it.until())).toList());
    }
}
