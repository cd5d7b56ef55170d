package io.pondcrm.churn.standing.domain;

import static io.pondcrm.churn.facts.domain.Fixtures.OWN_RHYTHM;
import static io.pondcrm.churn.facts.domain.Fixtures.bought;
import static io.pondcrm.churn.facts.domain.Fixtures.boughtAt;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.churn.facts.domain.CustomerFacts;
import io.pondcrm.churn.facts.domain.Fact;
import io.pondcrm.churn.score.domain.Band;
import io.pondcrm.churn.warning.domain.Move;
import io.pondcrm.churn.warning.domain.Transition;
import io.pondcrm.churn.warning.domain.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One warning a silence; it ends by itself, or by a person. */
class StandingTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    static final Duration SETTLE = Duration.ofSeconds(3);
    static final Standing.Rules RULES = new Standing.Rules(List.of(OWN_RHYTHM), SETTLE);
    static final CustomerFacts SILENT = boughtAt(NOW.minus(Duration.ofDays(100)));

    private int warnings;

    private Standing.Reconsidered look(CustomerFacts facts, Standing before, Instant at) {
        return Standing.of(facts, before, RULES, NOW, at, false, () -> "chw_" + ++warnings);
    }

    @Test
    void a_warning_waits_until_no_more_is_heard_and_is_raised_once() {
        var first = look(SILENT, Standing.NONE, NOW);

        assertThat(first.standing().warning()).isNull();
        assertThat(first.reviewAt()).isEqualTo(NOW.plus(SETTLE));
        assertThat(first.changes()).hasSize(1).first().isInstanceOf(StandingChange.Rescored.class);

        var second = look(SILENT, first.standing(), NOW.plus(SETTLE));
        assertThat(second.changes())
                .hasSize(1)
                .first()
                .isInstanceOf(StandingChange.WarningRaised.class);
        assertThat(requireNonNull(second.standing().warning()).level()).isEqualTo(Band.HIGH);

        var third = look(SILENT, second.standing(), NOW.plus(SETTLE).plusSeconds(1));
        assertThat(third.changes()).isEmpty();
        assertThat(third.standing()).isEqualTo(second.standing());
    }

    @Test
    void a_purchase_ends_it_and_the_next_silence_raises_another() {
        var warned = warned();
        var back = NOW.plus(Duration.ofDays(1));
        var bought = SILENT.learn(List.of(bought(back)));

        var saved = look(bought, warned, back);

        assertThat(requireNonNull(saved.standing().warning()).outcome())
                .isEqualTo(Warning.Outcome.PURCHASED);
        assertThat(saved.changes())
                .extracting(it -> it.getClass().getSimpleName())
                .containsExactly("Rescored", "WarningClosed");

        var silentAgain = look(bought, saved.standing(), back.plus(Duration.ofDays(400)));
        assertThat(requireNonNull(silentAgain.standing().warning()).isOpen()).isTrue();
        assertThat(silentAgain.standing().past()).hasSize(1);
    }

    @Test
    void an_open_warning_follows_the_score_without_another_event() {
        var later = look(SILENT, warned(), NOW.plus(Duration.ofDays(100)));

        var warning = requireNonNull(later.standing().warning());
        assertThat(warning.level()).isEqualTo(Band.VERY_HIGH);
        assertThat(warning.raisedAt()).isEqualTo(NOW.plus(SETTLE));
        assertThat(later.changes())
                .extracting(it -> it.getClass().getSimpleName())
                .containsExactly("Rescored");
    }

    @Test
    void a_visit_lowers_the_risk_and_the_warning_comes_back_when_it_is_over() {
        var visit = SILENT.learn(List.of(new Fact.Interacted(NOW.plus(SETTLE))));
        var fallen = look(visit, warned(), NOW.plus(SETTLE));

        // 0.45 + 0.05 + 0.05 - 0.05: still HIGH for who bought once; nothing ends.
        assertThat(requireNonNull(fallen.standing().warning()).isOpen()).isTrue();

        var regular = boughtAt(NOW.minus(Duration.ofDays(130)), NOW.minus(Duration.ofDays(100)));
        var raised = look(regular, Standing.NONE, NOW.plus(SETTLE));
        var visited =
                look(
                        regular.learn(List.of(new Fact.Interacted(NOW.plus(SETTLE)))),
                        raised.standing(),
                        NOW.plus(SETTLE));
        assertThat(requireNonNull(visited.standing().warning()).outcome())
                .isEqualTo(Warning.Outcome.RISK_FELL);
        assertThat(visited.reviewAt()).isNotNull();
        var again =
                look(
                        regular.learn(List.of(new Fact.Interacted(NOW.plus(SETTLE)))),
                        visited.standing(),
                        requireNonNull(visited.reviewAt()));
        assertThat(requireNonNull(again.standing().warning()).isOpen()).isTrue();
    }

    @Test
    void what_a_person_settled_stays_settled_until_the_next_purchase() {
        for (var move : List.of(new Move.Resolve(), new Move.Dismiss(Warning.Dismissal.SEASONAL))) {
            var warned = warned();
            var moved = requireNonNull(warned.warning()).move(move, NOW.plus(SETTLE));
            assertThat(moved).isInstanceOf(Transition.Moved.class);
            var settled = warned.with(((Transition.Moved) moved).warning());

            var later = look(SILENT, settled, NOW.plus(Duration.ofDays(300)));
            assertThat(requireNonNull(later.standing().warning()).isOpen()).isFalse();

            var bought = SILENT.learn(List.of(bought(NOW.plus(Duration.ofDays(301)))));
            var silentAgain = look(bought, later.standing(), NOW.plus(Duration.ofDays(900)));
            assertThat(requireNonNull(silentAgain.standing().warning()).isOpen()).isTrue();
        }
    }

    @Test
    void every_way_of_moving_a_warning_on() {
        var open = requireNonNull(warned().warning());
        var acknowledged =
                ((Transition.Moved) open.move(new Move.Acknowledge("eve"), NOW)).warning();
        var handedOn =
                ((Transition.Moved)
                                acknowledged.move(new Move.Acknowledge("bob"), NOW.plusSeconds(9)))
                        .warning();
        var resolved = ((Transition.Moved) handedOn.move(new Move.Resolve(), NOW)).warning();

        assertThat(acknowledged.state()).isEqualTo(Warning.State.ACKNOWLEDGED);
        assertThat(acknowledged.move(new Move.Acknowledge("eve"), NOW))
                .isEqualTo(new Transition.Unchanged(acknowledged));
        assertThat(handedOn.assignee()).isEqualTo("bob");
        assertThat(handedOn.acknowledgedAt()).isEqualTo(NOW);
        assertThat(resolved.outcome()).isEqualTo(Warning.Outcome.RESOLVED);
        assertThat(resolved.move(new Move.Resolve(), NOW))
                .isEqualTo(new Transition.Unchanged(resolved));
        assertThat(resolved.move(new Move.Acknowledge("eve"), NOW))
                .isEqualTo(new Transition.AlreadyClosed(resolved));
        assertThat(resolved.move(new Move.Dismiss(Warning.Dismissal.OTHER), NOW))
                .isEqualTo(new Transition.AlreadyClosed(resolved));
    }

    private Standing warned() {
        return look(SILENT, Standing.NONE, NOW.plus(SETTLE)).standing();
    }
}
