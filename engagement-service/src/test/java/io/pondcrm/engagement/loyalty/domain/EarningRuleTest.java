package io.pondcrm.engagement.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.engagement.loyalty.domain.EarningRule.Earned;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EarningRuleTest {

    static final Instant NIGHT = Instant.parse("2026-12-31T23:59:59Z");

    @Test
    void an_amount_is_worth_whole_points_by_the_highest_multiplier_that_is_held() {
        var rule = rule("0.5", Optional.empty(), Optional.empty());

        assertThat(rule.worth(new BigDecimal("19.99"), _ -> false)).isEqualTo(9);
        assertThat(rule.worth(new BigDecimal("-19.99"), _ -> false)).isEqualTo(9);
        assertThat(rule.worth(new BigDecimal("19.99"), Set.of("DOUBLE")::contains)).isEqualTo(19);
        assertThat(rule.worth(new BigDecimal("19.99"), _ -> true)).isEqualTo(29);
        assertThat(rule.worth(new BigDecimal("1e30"), _ -> true)).isEqualTo(1_000_000_000_000L);
    }

    @Test
    void whichever_cap_is_closer_counts() {
        var rule = rule("1", Optional.of(100L), Optional.of(250L));

        assertThat(rule.capped(80, new Earned(0, 0))).isEqualTo(80);
        assertThat(rule.capped(80, new Earned(30, 30))).isEqualTo(70);
        assertThat(rule.capped(80, new Earned(0, 200))).isEqualTo(50);
        assertThat(rule.capped(80, new Earned(100, 100))).isZero();
        assertThat(rule.capped(80, new Earned(0, 300))).isZero();
        assertThat(rule("1", Optional.empty(), Optional.empty()).capped(80, new Earned(9999, 9999)))
                .isEqualTo(80);
    }

    @Test
    void points_last_to_the_end_of_their_last_day() {
        var rule = rule("1", Optional.empty(), Optional.empty());

        assertThat(rule.activatesAt(NIGHT)).isEqualTo("2027-01-14T23:59:59Z");
        assertThat(rule.expiresAt(NIGHT)).isEqualTo("2028-01-15T00:00:00Z");
        assertThat(EarningRule.dayOf(NIGHT)).isEqualTo("2026-12-31T00:00:00Z");
        assertThat(EarningRule.monthOf(NIGHT)).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(EarningRule.monthAfter(NIGHT)).isEqualTo("2027-01-01T00:00:00Z");
    }

    private static EarningRule rule(String perUnit, Optional<Long> daily, Optional<Long> monthly) {
        return new EarningRule(
                "ern_01h455vb4pex5vsknk084sn02q",
                "EUR",
                new BigDecimal(perUnit),
                Map.of("DOUBLE", new BigDecimal("2"), "TRIPLE", new BigDecimal("3")),
                daily,
                monthly,
                14,
                365,
                Instant.EPOCH);
    }
}
