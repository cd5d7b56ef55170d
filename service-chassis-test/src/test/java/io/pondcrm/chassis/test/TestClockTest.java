package io.pondcrm.chassis.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestClockTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Instant real = NOON;
    private final TestClock clock = new TestClock(() -> real);

    @Test
    void it_runs_until_it_is_frozen() {
        real = NOON.plusSeconds(1);
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(1));

        clock.freeze(NOON.plusNanos(1_999_999));
        real = NOON.plusSeconds(9);

        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(1));
        clock.advance(Duration.ofDays(1));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(1).plus(Duration.ofDays(1)));
    }

    @Test
    void it_jumps_and_runs_on_until_it_is_reset() {
        clock.run(NOON.plusSeconds(100));
        clock.advance(Duration.ofSeconds(5));
        real = NOON.plusSeconds(1);
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(106));

        clock.reset();
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(1));
    }
}
