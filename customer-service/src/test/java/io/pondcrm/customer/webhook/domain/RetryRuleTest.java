package io.pondcrm.customer.webhook.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryRuleTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final RetryRule RULE =
            new RetryRule(Duration.ofSeconds(5), Duration.ofHours(6), Duration.ofDays(3));

    private static List<Instant> attempts(int chance) {
        var attempts = new ArrayList<>(List.of(NOON));
        while (true) {
            var next = RULE.next(NOON, attempts.size(), attempts.getLast(), chance, null);
            if (next.isEmpty()) {
                return attempts;
            }
            attempts.add(next.get());
        }
    }

    @Test
    void pauses_grow_and_the_last_attempt_is_at_the_end_of_three_days() {
        var attempts = attempts(500);

        assertThat(attempts.subList(0, 5))
                .containsExactly(
                        NOON,
                        NOON.plusSeconds(5),
                        NOON.plusSeconds(5 + 20),
                        NOON.plusSeconds(5 + 20 + 80),
                        NOON.plusSeconds(5 + 20 + 80 + 320));
        assertThat(attempts.getLast()).isEqualTo(NOON.plus(Duration.ofDays(3)));
        assertThat(attempts).hasSizeBetween(15, 25);
    }

    @Test
    void chance_makes_pauses_a_fifth_shorter_or_longer() {
        assertThat(attempts(0).get(1)).isEqualTo(NOON.plusSeconds(4));
        assertThat(attempts(999).get(1)).isBetween(NOON.plusMillis(5_990), NOON.plusSeconds(6));
    }

    @Test
    void a_receiver_s_wish_is_obeyed_up_to_a_day() {
        assertThat(RULE.next(NOON, 1, NOON, 500, Duration.ofMinutes(10)))
                .contains(NOON.plus(Duration.ofMinutes(10)));
        assertThat(RULE.next(NOON, 1, NOON, 500, Duration.ofSeconds(1)))
                .contains(NOON.plusSeconds(5));
        assertThat(RULE.next(NOON, 1, NOON, 500, Duration.ofDays(300)))
                .contains(NOON.plus(Duration.ofDays(1)));
    }
}
