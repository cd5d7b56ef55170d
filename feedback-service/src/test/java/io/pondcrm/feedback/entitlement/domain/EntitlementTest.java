package io.pondcrm.feedback.entitlement.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntitlementTest {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void it_is_over_at_its_end_whether_anybody_says_so_or_not() {
        assertThat(support(Map.of(), NOON).holdsAt(NOON.minusMillis(1))).isTrue();
        assertThat(support(Map.of(), NOON).holdsAt(NOON)).isFalse();
        assertThat(support(Map.of(), null).holdsAt(NOON)).isTrue();
    }

    @Test
    void a_parameter_says_how_long_something_may_take() {
        var support = support(Map.of("firstResponse", "PT30M", "resolution", "P2D"), null);

        assertThat(support.findDuration("firstResponse")).contains(Duration.ofMinutes(30));
        assertThat(support.findDuration("resolution")).contains(Duration.ofDays(2));
        assertThat(support.findDuration("hours")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "PT0S",
                "-PT5M",
                "PT90S",
                "PT0.5M",
                "P366D",
                "P1M",
                "PT99999999999999999999H"
            })
    void what_is_no_span_of_minutes_up_to_a_year_says_nothing(String text) {
        assertThat(support(Map.of("firstResponse", text), null).findDuration("firstResponse"))
                .isEmpty();
    }

    @Test
    void neither_does_what_is_no_text() {
        var parameters = new HashMap<String, Object>(Map.of("firstResponse", 30));
        var support = support(parameters, null);

        assertThat(support.findDuration("firstResponse")).isEmpty();
        parameters.put("firstResponse", "PT30M");
        assertThat(support.findDuration("firstResponse")).isEmpty();
    }

    private static Entitlement support(Map<String, Object> parameters, @Nullable Instant until) {
        return new Entitlement(
                "DEDICATED_SUPPORT",
                "ben_1",
                "grt_1",
                "b2b-accounts",
                "STRATEGIC",
                parameters,
                until);
    }
}
