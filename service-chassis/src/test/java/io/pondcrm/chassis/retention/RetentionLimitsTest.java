package io.pondcrm.chassis.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.retention.RetentionRule.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class RetentionLimitsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Text WORDS = new Text("When it came", "收到时");
    private static final RetentionRule LETTERS =
            RetentionRule.limited(
                            "old-letters",
                            Period.ofDays(400),
                            WORDS,
                            WORDS,
                            RetentionRule.NO_LONGER,
                            Store.dated("letters", "cameAt"))
                    .atLeast(Period.ofYears(1));

    private static RetentionLimits limits(Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        return new RetentionLimits(
                Stream.of(LETTERS), environment, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @Test
    void a_rule_s_limit_holds_where_no_setting_says_another() {
        assertThat(limits(Map.of()).limitOf("old-letters")).contains(Period.ofDays(400));
        assertThat(limits(Map.of("pond.retention.old-letters", "P2Y")).keptSince("old-letters"))
                .isEqualTo("2024-03-01T12:00:00Z");
        assertThat(limits(Map.of()).limitOf("new-letters")).isEmpty();
    }

    @Test
    void no_setting_falls_below_what_something_counts_on() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits(Map.of("pond.retention.old-letters", "P364D")))
                .withMessageContaining("P1Y");
    }
}
