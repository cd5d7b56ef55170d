package io.pondcrm.customer.contactpolicy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    static final QuietHours NIGHT = new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0));

    @ParameterizedTest
    @CsvSource({
        // Shanghai is at UTC+8 all year.
        "2026-03-01T12:59:59Z, Asia/Shanghai,",
        "2026-03-01T13:00:00Z, Asia/Shanghai, 2026-03-02T00:00:00Z",
        "2026-03-01T23:59:59Z, Asia/Shanghai, 2026-03-02T00:00:00Z",
        "2026-03-02T00:00:00Z, Asia/Shanghai,",
        // Berlin, the night in which 02:00 becomes 03:00.
        "2026-03-28T22:00:00Z, Europe/Berlin, 2026-03-29T06:00:00Z",
        // The night in which 03:00 becomes 02:00.
        "2026-10-24T22:00:00Z, Europe/Berlin, 2026-10-25T07:00:00Z",
        // The one moment is day here and night there.
        "2026-03-01T20:00:00Z, America/New_York,",
        "2026-03-01T20:00:00Z, Asia/Kolkata, 2026-03-02T02:30:00Z",
    })
    void it_is_quiet_by_the_clock_on_the_customers_wall(
            Instant now, ZoneId zone, @Nullable Instant until) {
        assertThat(NIGHT.quietUntil(now, zone)).isEqualTo(Optional.ofNullable(until));
    }

    @Test
    void quiet_at_noon_does_not_wrap() {
        var noon = new QuietHours(LocalTime.of(12, 0), LocalTime.of(14, 0));
        var utc = ZoneId.of("UTC");

        assertThat(noon.quietUntil(Instant.parse("2026-03-01T13:00:00Z"), utc))
                .contains(Instant.parse("2026-03-01T14:00:00Z"));
        assertThat(noon.quietUntil(Instant.parse("2026-03-01T11:00:00Z"), utc)).isEmpty();
        assertThat(noon.quietUntil(Instant.parse("2026-03-01T14:00:00Z"), utc)).isEmpty();
    }

    /**
     * On 2026-03-29 Berlin's clocks jump from 02:00 to 03:00: what was to end at 02:30 ends at
     * 03:30.
     */
    @Test
    void an_end_that_the_clocks_jump_over_comes_later_by_the_jump() {
        var early = new QuietHours(LocalTime.of(1, 0), LocalTime.of(2, 30));
        var berlin = ZoneId.of("Europe/Berlin");

        assertThat(early.quietUntil(Instant.parse("2026-03-29T00:30:00Z"), berlin))
                .contains(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Test
    void from_and_to_at_one_time_mean_never() {
        var never = new QuietHours(LocalTime.NOON, LocalTime.NOON);

        assertThat(never.quietUntil(Instant.parse("2026-03-01T12:00:00Z"), ZoneId.of("UTC")))
                .isEmpty();
    }
}
