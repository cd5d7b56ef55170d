package io.pondcrm.kernel.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pondcrm.kernel.filter.Window.Reading;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    @ParameterizedTest
    @CsvSource({
        "P90D, P90D",
        "P2W, P14D",
        "P18M, P1Y6M",
        "P1Y2M3W4DT5H6M7S, P1Y2M25DT5H6M7S",
        "PT36H, P1DT12H",
        "PT90S, PT1M30S",
        "P10Y, P10Y",
        "P3720D, P3720D"
    })
    void a_window_is_read_and_written_in_its_shortest_form(String written, String shortest) {
        assertThat(read(written)).hasToString(shortest);
        assertThat(read(shortest)).isEqualTo(read(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "P1",
                "90D",
                "p90d",
                "P-1D",
                "-P1D",
                "P1DT",
                "PT1.5S",
                "P1.5M",
                "P1H",
                "PT1D",
                "P1M1Y",
                " P1D",
                "P1D ",
                "P１D",
                "P1234567890D"
            })
    void what_is_no_span_of_whole_seconds_is_not_read(String written) {
        assertThat(Window.read(written)).isInstanceOf(Reading.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0D", "PT0S", "P121M", "P11Y", "P10YT1S", "P3721D", "P999999999Y"})
    void nothing_and_more_than_ten_years_are_out_of_range(String written) {
        assertThat(Window.read(written)).isInstanceOf(Reading.OutOfRange.class);
    }

    @Test
    void an_event_leaves_by_the_clock_or_by_the_calendar() {
        var lastOfJanuary = Instant.parse("2026-01-31T10:00:00Z");

        assertThat(read("P90D").end(lastOfJanuary)).isEqualTo("2026-05-01T10:00:00Z");
        assertThat(read("P1M").end(lastOfJanuary)).isEqualTo("2026-02-28T10:00:00Z");
        assertThat(read("P1MT1S").end(lastOfJanuary)).isEqualTo("2026-02-28T10:00:01Z");
        assertThat(read("P2Y1M").end(lastOfJanuary)).isEqualTo("2028-02-29T10:00:00Z");
    }

    @Test
    void no_event_stays_longer_than_the_longest() {
        var window = read("P14M3DT7H");

        for (var day = 0; day < 1_500; day++) {
            var event = Instant.parse("2023-01-01T23:59:59Z").plus(Duration.ofDays(day));
            assertThat(Duration.between(event, window.end(event)))
                    .isLessThanOrEqualTo(window.longest());
        }
        assertThat(window.isFixed()).isFalse();
    }

    @Test
    void a_window_never_looks_ahead() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Window(-1, Duration.ofDays(40)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Window(0, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Window(0, Duration.ofMillis(1)));
    }

    private static Window read(String written) {
        return Window.read(written) instanceof Reading.Read(var window)
                ? window
                : throwUnread(written);
    }

    private static Window throwUnread(String written) {
        throw new AssertionError("Not read: " + written);
    }
}
