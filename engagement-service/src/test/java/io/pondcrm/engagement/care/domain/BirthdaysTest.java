package io.pondcrm.engagement.care.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BirthdaysTest {

    static final LocalTime NINE = LocalTime.of(9, 0);
    static final Birthdays EARLY = new Birthdays(Birthdays.LeapDay.FEBRUARY_28, NINE);
    static final Birthdays LATE = new Birthdays(Birthdays.LeapDay.MARCH_1, NINE);

    @ParameterizedTest
    @CsvSource({
        // It is nine in the morning in Shanghai, where it is the day before in New York.
        "03-01, Asia/Shanghai, 2026-03-01T01:00:00Z, 2026",
        "03-01, Asia/Shanghai, 2026-03-01T00:59:59Z,",
        "03-01, America/New_York, 2026-03-01T01:00:00Z,",
        "03-01, America/New_York, 2026-03-01T14:00:00Z, 2026",
        "03-01, America/New_York, 2026-03-02T04:59:59Z, 2026",
        "03-01, America/New_York, 2026-03-02T05:00:00Z,",
        // The year is the one on the customer's wall.
        "01-01, Pacific/Kiritimati, 2026-12-31T19:00:00Z, 2027",
        "12-31, America/Adak, 2027-01-01T08:00:00Z, 2026",
        // Where the clocks jump over midnight, nine comes an hour sooner.
        "03-29, Europe/Berlin, 2026-03-29T07:00:00Z, 2026",
    })
    void a_birthday_is_greeted_by_the_customers_own_clock(
            String birthday, ZoneId zone, Instant now, @Nullable Integer year) {
        assertThat(EARLY.yearToGreet(MonthDay.parse("--" + birthday), zone, now))
                .isEqualTo(year == null ? OptionalInt.empty() : OptionalInt.of(year));
    }

    @ParameterizedTest
    @CsvSource({
        "2028-02-29, true, true",
        "2028-02-28, false, false",
        "2028-03-01, false, false",
        "2026-02-28, true, false",
        "2026-03-01, false, true",
        // Divisible by 100 and not by 400: no leap year.
        "2100-02-28, true, false",
        "2100-03-01, false, true",
        "2000-02-29, true, true",
    })
    void who_was_born_on_29_february_has_one_birthday_each_year(
            String day, boolean early, boolean late) {
        var noon = Instant.parse(day + "T12:00:00Z");
        var leapDay = MonthDay.of(2, 29);
        var utc = ZoneId.of("UTC");

        assertThat(EARLY.yearToGreet(leapDay, utc, noon).isPresent()).isEqualTo(early);
        assertThat(LATE.yearToGreet(leapDay, utc, noon).isPresent()).isEqualTo(late);
    }

    @Test
    void everybody_is_greeted_on_one_day_of_every_year() {
        for (var year : new int[] {2026, 2027, 2028}) {
            for (var birthday = 1; birthday <= 366; birthday++) {
                var it = MonthDay.from(LocalDate.ofYearDay(2028, birthday));
                var days = 0;
                for (var day = LocalDate.of(year, 1, 1);
                        day.getYear() == year;
                        day = day.plusDays(1)) {
                    days += EARLY.celebratedOn(day).contains(it) ? 1 : 0;
                }
                assertThat(days).as("%s in %d", it, year).isEqualTo(1);
            }
        }
    }

    @Test
    void all_days_that_it_is_anywhere_are_looked_at() {
        assertThat(EARLY.celebratedSomewhere(Instant.parse("2026-02-28T11:00:00Z")))
                .containsExactlyInAnyOrder(
                        MonthDay.of(2, 27),
                        MonthDay.of(2, 28),
                        MonthDay.of(2, 29),
                        MonthDay.of(3, 1));
    }
}
