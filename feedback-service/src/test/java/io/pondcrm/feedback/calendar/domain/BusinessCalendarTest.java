package io.pondcrm.feedback.calendar.domain;

import static io.pondcrm.feedback.calendar.domain.SomeCalendars.aroundTheClock;
import static io.pondcrm.feedback.calendar.domain.SomeCalendars.hours;
import static io.pondcrm.feedback.calendar.domain.SomeCalendars.office;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class BusinessCalendarTest {

    static final List<String> ZONES = SomeCalendars.ZONES;

    static Instant at(String zone, String wall) {
        return LocalDateTime.parse(wall).atZone(ZoneId.of(zone)).toInstant();
    }

    static Instant due(BusinessCalendar calendar, Instant from, long minutes) {
        return switch (calendar.deadline(from, Duration.ofMinutes(minutes))) {
            case Deadline.Due(var at) -> at;
            case Deadline.BeyondHorizon beyond -> throw new AssertionError(beyond);
        };
    }

    /** The first line is the acceptance line; the others were counted by hand on a calendar. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-06T16:30, 240, 2026-11-09T13:30",
        // Friday's last half hour, Monday's three, and the first of the afternoon.
        "2026-11-06T16:30, 30, 2026-11-06T17:00",
        "2026-11-06T16:30, 31, 2026-11-09T09:01",
        "2026-11-06T12:30, 1, 2026-11-06T13:01",
        "2026-11-07T10:00, 180, 2026-11-09T12:00",
        "2026-11-09T08:00, 420, 2026-11-09T17:00",
        "2026-11-09T08:00, 421, 2026-11-10T09:01",
        // Four weeks of 35 hours.
        "2026-11-02T09:00, 8400, 2026-11-27T17:00",
    })
    void counts_only_when_somebody_works(String from, long minutes, String due) {
        var calendar = office("Asia/Shanghai", Map.of());

        assertThat(due(calendar, at("Asia/Shanghai", from), minutes))
                .isEqualTo(at("Asia/Shanghai", due));
    }

    @Test
    void no_time_is_over_at_once_even_at_night() {
        var night = at("Asia/Shanghai", "2026-11-07T03:00");

        assertThat(office("Asia/Shanghai", Map.of()).deadline(night, Duration.ZERO))
                .isEqualTo(new Deadline.Due(night));
    }

    @Test
    void seconds_and_milliseconds_are_kept() {
        var from = Instant.parse("2026-11-06T08:30:12.345Z");

        assertThat(due(office("Asia/Shanghai", Map.of()), from, 240))
                .isEqualTo(Instant.parse("2026-11-09T05:30:12.345Z"));
    }

    @Test
    void a_holiday_moves_it_by_a_day() {
        var calendar = office("Asia/Shanghai", Map.of(LocalDate.of(2026, 11, 9), OpenHours.CLOSED));

        assertThat(due(calendar, at("Asia/Shanghai", "2026-11-06T16:30"), 240))
                .isEqualTo(at("Asia/Shanghai", "2026-11-10T13:30"));
    }

    /** China works on weekends to make up for its long holidays: here the National Day of 2026. */
    @Test
    void a_saturday_that_makes_up_for_a_holiday_is_worked() {
        var exceptions = new java.util.HashMap<LocalDate, OpenHours>();
        for (var day = 1; day <= 7; day++) {
            exceptions.put(LocalDate.of(2026, 10, day), OpenHours.CLOSED);
        }
        exceptions.put(LocalDate.of(2026, 10, 10), hours("09:00-12:00", "13:00-17:00"));
        var calendar = office("Asia/Shanghai", exceptions);

        // Wednesday 30 September, 16:00: one hour, Thursday 8th and Friday 9th seven each.
        assertThat(due(calendar, at("Asia/Shanghai", "2026-09-30T16:00"), 16 * 60))
                .isEqualTo(at("Asia/Shanghai", "2026-10-10T10:00"));
    }

    /** Berlin, Sunday 25 October 2026: 3:00 becomes 2:00, so that the night has an hour more. */
    @Test
    void an_hour_that_the_clock_shows_twice_counts_twice() {
        var calendar = aroundTheClock("Europe/Berlin");
        var evening = at("Europe/Berlin", "2026-10-24T22:00");

        assertThat(due(calendar, evening, 8 * 60))
                .isEqualTo(at("Europe/Berlin", "2026-10-25T05:00"));
    }

    /** Berlin, Sunday 29 March 2026: 2:00 becomes 3:00, so that the night lacks an hour. */
    @Test
    void an_hour_that_the_clock_skips_is_not_worked() {
        var calendar =
                new BusinessCalendar(
                        ZoneId.of("Europe/Berlin"),
                        Map.of(
                                DayOfWeek.SATURDAY, hours("22:00-24:00"),
                                DayOfWeek.SUNDAY, hours("00:00-02:30", "03:00-06:00")),
                        Map.of());

        // Saturday two hours, Sunday two until the change, then from 3:00 on.
        assertThat(due(calendar, at("Europe/Berlin", "2026-03-28T20:00"), 5 * 60))
                .isEqualTo(at("Europe/Berlin", "2026-03-29T04:00"));
    }

    /**
     * The office keeps its hours by the wall clock: in UTC the same Monday moment is an hour off.
     */
    @Test
    void a_change_of_the_clock_over_the_weekend_moves_the_moment_in_utc() {
        var calendar = office("Europe/Berlin", Map.of());

        assertThat(due(calendar, Instant.parse("2026-10-16T14:30:00Z"), 240))
                .isEqualTo(Instant.parse("2026-10-19T11:30:00Z"));
        assertThat(due(calendar, Instant.parse("2026-10-23T14:30:00Z"), 240))
                .isEqualTo(Instant.parse("2026-10-26T12:30:00Z"));
    }

    /** Samoa had no 30 December 2011: it went over to the other side of the date line. */
    @Test
    void a_date_that_never_was_is_not_worked() {
        var calendar = office("Pacific/Apia", Map.of());

        assertThat(due(calendar, at("Pacific/Apia", "2011-12-29T16:00"), 120))
                .isEqualTo(at("Pacific/Apia", "2012-01-02T10:00"));
    }

    @Test
    void what_takes_more_than_ten_years_is_not_promised() {
        var calendar =
                new BusinessCalendar(
                        ZoneId.of("UTC"), Map.of(DayOfWeek.MONDAY, hours("09:00-09:01")), Map.of());
        var from = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(calendar.deadline(from, Duration.ofHours(10)))
                .isEqualTo(new Deadline.BeyondHorizon(from.plus(BusinessCalendar.HORIZON)));
    }

    @Test
    void a_calendar_without_work_is_none() {
        assertThatThrownBy(() -> new BusinessCalendar(ZoneId.of("UTC"), Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hours("09:00-12:00", "11:00-13:00"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Interval.find("9:00", "12:00")).isEmpty();
        assertThat(Interval.find("24:00", "24:00")).isEmpty();
        assertThat(Interval.find("00:00", "24:00")).contains(new Interval(0, 1_440));
    }

    /** 150 calendars a zone, each from somewhere near a change of its clock. */
    @ParameterizedTest
    @FieldSource("ZONES")
    void says_the_same_as_counting_minute_by_minute(String zone) {
        var random = new Random(zone.hashCode());
        for (var round = 0; round < 150; round++) {
            var from = nearAChange(random, zone);
            var date = from.atZone(ZoneId.of(zone)).toLocalDate();
            var calendar = SomeCalendars.any(random, zone, date);
            var slow = new MinuteByMinute(calendar);
            var minutes = 1 + random.nextInt(2_000);

            var due = due(calendar, from, minutes);

            assertThat(due)
                    .as("%s, %d from %s", calendar, minutes, from)
                    .isEqualTo(slow.deadline(from, minutes));
            assertThat(calendar.between(from, due)).isEqualTo(Duration.ofMinutes(minutes));
            var until = from.plus(Duration.ofMinutes(random.nextInt(7 * 24 * 60)));
            assertThat(calendar.between(from, until))
                    .as("%s from %s until %s", calendar, from, until)
                    .isEqualTo(Duration.ofMinutes(slow.between(from, until)));
        }
    }

    public static Instant nearAChange(Random random, String zone) {
        var rules = ZoneId.of(zone).getRules();
        var start =
                Instant.parse("2008-01-01T00:00:00Z")
                        .plus(Duration.ofDays(random.nextInt(20 * 365)));
        var change = rules.nextTransition(start);
        var near =
                change != null && random.nextInt(4) > 0
                        ? change.getInstant().minus(Duration.ofHours(random.nextInt(72)))
                        : start;
        return near.plus(Duration.ofMinutes(random.nextInt(24 * 60)));
    }
}
