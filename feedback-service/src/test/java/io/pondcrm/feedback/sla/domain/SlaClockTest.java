package io.pondcrm.feedback.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.feedback.calendar.domain.BusinessCalendar;
import io.pondcrm.feedback.calendar.domain.MinuteByMinute;
import io.pondcrm.feedback.calendar.domain.SomeCalendars;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SlaClockTest {

    static final java.util.List<String> ZONES = SomeCalendars.ZONES;
    static final BusinessCalendar OFFICE = SomeCalendars.office("Asia/Shanghai", Map.of());
    static final Duration FOUR_HOURS = Duration.ofHours(4);

    static Instant at(String wall) {
        return LocalDateTime.parse(wall).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    static SlaClock started() {
        return SlaClock.start(ClockKind.RESOLUTION, FOUR_HOURS, OFFICE, at("2026-11-06T16:30"));
    }

    @Test
    void a_complaint_of_friday_half_past_four_is_due_on_monday_half_past_one() {
        assertThat(started().dueAt()).isEqualTo(at("2026-11-09T13:30"));
        assertThat(started().state()).isEqualTo(SlaClock.State.RUNNING);
    }

    /** Asked on Monday at 10:00, answered at 14:00: 3 of those 4 hours were worked. */
    @Test
    void a_pause_moves_it_by_the_business_time_that_it_lasts() {
        var paused = started().pause(OFFICE, at("2026-11-09T10:00"));

        assertThat(paused.state()).isEqualTo(SlaClock.State.PAUSED);
        assertThat(paused.dueAt()).isNull();
        assertThat(paused.remaining(OFFICE, at("2026-11-09T11:30")))
                .isEqualTo(Duration.ofMinutes(150));

        var resumed = paused.resume(OFFICE, at("2026-11-09T14:00"));

        assertThat(resumed.dueAt()).isEqualTo(at("2026-11-09T16:30"));
        assertThat(resumed.paused(OFFICE, at("2026-11-09T15:00"))).isEqualTo(Duration.ofHours(3));
        assertThat(resumed.remaining(OFFICE, at("2026-11-09T15:00")))
                .isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void a_pause_while_nobody_works_moves_nothing() {
        var clock =
                started()
                        .pause(OFFICE, at("2026-11-06T18:00"))
                        .resume(OFFICE, at("2026-11-09T08:00"));

        assertThat(clock.dueAt()).isEqualTo(at("2026-11-09T13:30"));
        assertThat(clock.paused(OFFICE, at("2026-11-09T09:00"))).isEqualTo(Duration.ZERO);
    }

    @Test
    void what_is_done_at_the_due_moment_is_done_in_time() {
        assertThat(started().stop(at("2026-11-09T13:30")).state()).isEqualTo(SlaClock.State.MET);
        assertThat(started().stop(at("2026-11-09T13:30").plusMillis(1)).state())
                .isEqualTo(SlaClock.State.MISSED);
        assertThat(started().pause(OFFICE, at("2026-11-09T10:00")).stop(at("2026-11-20T10:00")))
                .extracting(SlaClock::state)
                .isEqualTo(SlaClock.State.MET);
        assertThat(started().cancel(at("2026-11-20T10:00")).state())
                .isEqualTo(SlaClock.State.CANCELED);
    }

    @Test
    void late_time_is_negative() {
        assertThat(started().remaining(OFFICE, at("2026-11-09T14:00")))
                .isEqualTo(Duration.ofMinutes(-30));
        assertThat(started().stop(at("2026-11-09T11:00")).remaining(OFFICE, at("2027-01-01T00:00")))
                .isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void a_breach_is_noticed_once_and_no_pause_hides_it() {
        var due = at("2026-11-09T13:30");

        assertThat(started().isBreachedUnnoticedAt(due)).isFalse();
        assertThat(started().isBreachedUnnoticedAt(due.plusMillis(1))).isTrue();
        assertThat(
                        started()
                                .pause(OFFICE, due.plusMillis(1))
                                .isBreachedUnnoticedAt(due.plusMillis(1)))
                .isTrue();
        assertThat(started().breached(due.plusMillis(1)).isBreachedUnnoticedAt(due.plusSeconds(9)))
                .isFalse();
        assertThat(started().breached(due.plusMillis(1)).watchUntil()).isEmpty();
        assertThat(started().watchUntil()).contains(due);
    }

    @Test
    void another_target_counts_from_the_start_with_the_same_pauses() {
        var clock =
                started()
                        .pause(OFFICE, at("2026-11-09T10:00"))
                        .resume(OFFICE, at("2026-11-09T14:00"))
                        .retarget(Duration.ofHours(1), OFFICE);

        // Half an hour on Friday, the other on Monday before the pause.
        assertThat(clock.dueAt()).isEqualTo(at("2026-11-09T09:30"));
    }

    @Test
    void stopping_pausing_and_resuming_twice_changes_nothing() {
        var paused = started().pause(OFFICE, at("2026-11-09T10:00"));
        var stopped = paused.stop(at("2026-11-09T11:00"));

        assertThat(paused.pause(OFFICE, at("2026-11-09T10:30"))).isEqualTo(paused);
        assertThat(started().resume(OFFICE, at("2026-11-09T10:30"))).isEqualTo(started());
        assertThat(stopped.stop(at("2026-11-09T12:00"))).isEqualTo(stopped);
        assertThat(stopped.resume(OFFICE, at("2026-11-09T12:00"))).isEqualTo(stopped);
    }

    /** Against a walk over each minute that stands still in pauses. */
    @ParameterizedTest
    @FieldSource("ZONES")
    void says_the_same_as_counting_minute_by_minute(String zone) {
        var random = new Random(31L * zone.hashCode());
        for (var round = 0; round < 60; round++) {
            var from =
                    Instant.parse("2026-10-20T00:00:00Z")
                            .plus(Duration.ofMinutes(random.nextInt(20 * 24 * 60)));
            var calendar =
                    SomeCalendars.any(random, zone, from.atZone(ZoneId.of(zone)).toLocalDate());
            var slow = new MinuteByMinute(calendar);
            var minutes = 1 + random.nextInt(1_500);
            var pauses = new ArrayList<SlaClock.Pause>();
            var clock =
                    SlaClock.start(
                            ClockKind.RESOLUTION, Duration.ofMinutes(minutes), calendar, from);
            var at = from;
            for (var number = random.nextInt(4); number > 0; number--) {
                var pausedAt = at.plus(Duration.ofMinutes(random.nextInt(1_000)));
                at = pausedAt.plus(Duration.ofMinutes(1 + random.nextInt(1_000)));
                var before = clock;
                clock = clock.pause(calendar, pausedAt);
                if (!clock.equals(before)) {
                    pauses.add(new SlaClock.Pause(pausedAt, at));
                }
                clock = clock.resume(calendar, at);
            }

            var due = from;
            for (var left = minutes; left > 0; due = due.plusSeconds(60)) {
                var minute = due;
                var isPaused =
                        pauses.stream()
                                .anyMatch(it ->
                                        !minute.isBefore(it.from())
                                                && minute.isBefore(
                                                        Objects.requireNonNull(it.until())));
                if (!isPaused && slow.isOpen(minute)) {
                    left--;
                }
            }
            assertThat(clock.dueAt())
                    .as("%d minutes from %s with %s in %s", minutes, from, pauses, calendar)
                    .isEqualTo(due);
            assertThat(clock.remaining(calendar, due)).isEqualTo(Duration.ZERO);
        }
    }
}
