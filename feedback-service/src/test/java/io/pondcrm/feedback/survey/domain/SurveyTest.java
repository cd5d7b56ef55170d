package io.pondcrm.feedback.survey.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.feedback.sla.domain.CaseType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SurveyTest {

    static final Instant NOON = Instant.parse("2026-11-09T12:00:00Z");
    static final Survey COMPLAINTS =
            new Survey(
                    "svy",
                    true,
                    Set.of(CaseType.COMPLAINT),
                    Duration.ofDays(14),
                    Duration.ofDays(30));

    @Test
    void who_was_left_alone_long_enough_is_invited() {
        var until = NOON.plus(Duration.ofDays(14));

        assertThat(COMPLAINTS.invitesUntil(CaseType.COMPLAINT, false, null, NOON)).contains(until);
        assertThat(
                        COMPLAINTS.invitesUntil(
                                CaseType.COMPLAINT, false, NOON.minus(Duration.ofDays(30)), NOON))
                .contains(until);
        assertThat(
                        COMPLAINTS.invitesUntil(
                                CaseType.COMPLAINT, false, NOON.minus(Duration.ofDays(29)), NOON))
                .isEmpty();
    }

    @Test
    void who_withdrew_or_asked_about_something_else_is_not() {
        assertThat(COMPLAINTS.invitesUntil(CaseType.COMPLAINT, true, null, NOON)).isEmpty();
        assertThat(COMPLAINTS.invitesUntil(CaseType.INQUIRY, false, null, NOON)).isEmpty();
        assertThat(
                        new Survey("svy", false, Set.of(), Duration.ofDays(1), Duration.ZERO)
                                .invitesUntil(CaseType.COMPLAINT, false, null, NOON))
                .isEmpty();
    }

    @Test
    void the_score_is_the_share_of_the_two_upper_boxes() {
        var summary = new ScoreSummary(Map.of(5, 3L, 4, 2L, 3, 1L, 1, 1L));

        assertThat(summary.count()).isEqualTo(7);
        // (15 + 8 + 3 + 1) / 7 and 5 / 7.
        assertThat(summary.mean()).contains(new BigDecimal("3.86"));
        assertThat(summary.satisfied()).contains(new BigDecimal("71.4"));
        assertThat(new ScoreSummary(Map.of()).mean()).isEmpty();
    }
}
