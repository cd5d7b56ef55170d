package io.pondcrm.engagement.playbook.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pondcrm.engagement.campaign.domain.Holdout;
import io.pondcrm.engagement.playbook.domain.Enrolment.Course;
import io.pondcrm.engagement.playbook.domain.Enrolment.Obstacle;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Proportion;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlaybookTest {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final PlaybookAction MAIL = new PlaybookAction.SendMessage("tpl_1", Optional.empty());
    static final PlaybookAction TASK = new PlaybookAction.OpenFollowUp(Duration.ofDays(3));

    @Test
    void a_tenth_is_only_watched_always_the_same_and_the_others_are_treated() {
        var playbook = Playbook.of("second-purchase", plan(MAIL, 10, true), NOON);

        var held =
                IntStream.range(0, 20_000)
                        .filter(it -> !playbook.decide(entry(it, NOON), 0, NOON).isTreated())
                        .toArray();

        // Six standard deviations of the binomial are 255.
        assertThat(held).hasSizeBetween(2_000 - 255, 2_000 + 255);
        for (var customer : held) {
            var watched =
                    playbook.decide(entry(customer, NOON.minusSeconds(60)), 0, NOON)
                            .watched()
                            .orElseThrow();
            assertThat(watched.group()).isEqualTo(Enrolment.Group.HOLDOUT);
            assertThat(watched.done()).isEmpty();
        }
    }

    @Test
    void the_window_runs_from_the_entry_and_what_is_done_has_an_id_of_the_entry() {
        var mails = Playbook.of("second-purchase", plan(MAIL, 0, true), NOON);
        var tasks = Playbook.of("second-purchase", plan(TASK, 0, true), NOON);
        var entry = entry(1, NOON.minusSeconds(60));

        var watched = mails.decide(entry, 0, NOON).watched().orElseThrow();

        assertThat(watched.until()).isEqualTo(NOON.minusSeconds(60).plus(Duration.ofDays(30)));
        assertThat(watched.done().orElseThrow()).startsWith("msg_");
        assertThat(mails.decide(entry, 5, NOON.plusSeconds(9)).watched().orElseThrow().done())
                .isEqualTo(watched.done());
        assertThat(mails.decide(entry(1, NOON), 0, NOON).watched().orElseThrow().done())
                .isNotEqualTo(watched.done());
        assertThat(tasks.decide(entry, 0, NOON).watched().orElseThrow().done().orElseThrow())
                .startsWith("fup_");
    }

    @Test
    void an_entry_whose_cause_lies_too_far_back_enrols_nobody() {
        var playbook = Playbook.of("win-back", plan(MAIL, 10, true), NOON);

        assertThat(playbook.decide(entry(1, NOON.minus(Duration.ofDays(3))), 0, NOON).watched())
                .isPresent();
        assertThat(obstacle(playbook, NOON.minus(Duration.ofDays(3)).minusMillis(1), 0))
                .isEqualTo(Obstacle.ENTERED_LONG_AGO);
    }

    @Test
    void no_more_than_so_many_are_enrolled_within_a_day() {
        var playbook = Playbook.of("welcome", plan(MAIL, 10, true), NOON);

        assertThat(playbook.decide(entry(1, NOON), 999, NOON).watched()).isPresent();
        assertThat(obstacle(playbook, NOON, 1_000)).isEqualTo(Obstacle.DAILY_LIMIT);
    }

    @Test
    void a_playbook_that_is_disabled_or_retired_enrols_nobody() {
        var disabled = Playbook.of("welcome", plan(MAIL, 10, false), NOON);
        var retired = retired(disabled);

        assertThat(obstacle(disabled, NOON, 0)).isEqualTo(Obstacle.PLAYBOOK_DISABLED);
        assertThat(obstacle(retired, NOON, 0)).isEqualTo(Obstacle.PLAYBOOK_RETIRED);
        assertThat(retired.retire(NOON)).isEqualTo(new Playbook.Change.AsBefore(retired));
        assertThat(retired.change(plan(MAIL, 10, true), NOON))
                .isEqualTo(new Playbook.Change.NoMore());
    }

    @Test
    void all_may_change_but_the_kind_of_action() {
        var playbook = Playbook.of("welcome", plan(MAIL, 10, true), NOON);
        var other = new PlaybookAction.SendMessage("tpl_2", Optional.of("VIP_MAIL"));

        assertThat(playbook.change(plan(MAIL, 10, true), NOON))
                .isEqualTo(new Playbook.Change.AsBefore(playbook));
        assertThat(playbook.change(plan(TASK, 10, true), NOON))
                .isEqualTo(new Playbook.Change.OtherAction());
        assertThat(playbook.change(plan(other, 20, false), NOON.plusSeconds(1)))
                .isEqualTo(
                        new Playbook.Change.Changed(
                                new Playbook(
                                        "welcome",
                                        2,
                                        plan(other, 20, false),
                                        Playbook.State.DISABLED,
                                        NOON,
                                        NOON.plusSeconds(1))));
    }

    @Test
    void to_hold_out_nobody_needs_a_reason() {
        assertThatThrownBy(() ->
                        new Playbook.Plan(
                                "x",
                                MAIL,
                                new Holdout(0),
                                Optional.empty(),
                                Playbook.DEFAULT_WINDOW,
                                Playbook.DEFAULT_ENROL_WITHIN,
                                1,
                                true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Newcombe 1998, table II, method 10: 56 of 70 against 48 of 80. */
    @Test
    void uplift_is_the_difference_of_those_whose_window_is_over() {
        var uplift =
                new Uplift(
                        "lifecycle-5",
                        "LOST",
                        new Proportion(56, 70),
                        new Proportion(48, 80),
                        new Proportion(9, 9),
                        new Proportion(0, 0));

        assertThat(uplift.difference().orElseThrow().value())
                .isEqualByComparingTo(new BigDecimal("0.2"));
        assertThat(uplift.difference().orElseThrow().low().doubleValue())
                .isCloseTo(0.0524, org.assertj.core.data.Offset.offset(0.00005));
        assertThat(
                        new Uplift(
                                        "lifecycle-5",
                                        "LOST",
                                        new Proportion(1, 2),
                                        new Proportion(0, 0),
                                        new Proportion(0, 0),
                                        new Proportion(1, 1))
                                .difference())
                .isEmpty();
    }

    private static Playbook retired(Playbook playbook) {
        return ((Playbook.Change.Changed) playbook.retire(NOON)).playbook();
    }

    private static Obstacle obstacle(Playbook playbook, Instant enteredAt, long enrolled) {
        return ((Course.Skipped) playbook.decide(entry(1, enteredAt), enrolled, NOON).course())
                .why();
    }

    private static StageEntry entry(int customer, Instant enteredAt) {
        return new StageEntry(
                CustomerId.of(new UUID(1, customer)),
                "lifecycle-5",
                "FIRST_PURCHASE",
                "second-purchase",
                1,
                enteredAt);
    }

    private static Playbook.Plan plan(PlaybookAction action, int holdout, boolean enabled) {
        return new Playbook.Plan(
                "A second purchase",
                action,
                new Holdout(holdout),
                Optional.of("a test"),
                Playbook.DEFAULT_WINDOW,
                Playbook.DEFAULT_ENROL_WITHIN,
                Playbook.DEFAULT_DAILY_LIMIT,
                enabled);
    }
}
