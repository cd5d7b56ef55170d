package io.pondcrm.engagement.campaign.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.engagement.campaign.domain.Campaign.Audience;
import io.pondcrm.engagement.campaign.domain.Campaign.Move;
import io.pondcrm.engagement.campaign.domain.Campaign.State;
import io.pondcrm.engagement.campaign.domain.LaunchProblem.Cause;
import io.pondcrm.engagement.template.domain.Template;
import io.pondcrm.engagement.template.domain.TemplateText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CampaignTest {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant LATER = NOON.plusSeconds(60);
    static final Template HELLO =
            new Template(
                    "tpl_1",
                    1,
                    "Hello",
                    List.of(),
                    List.of(new TemplateText("en", "Hello", "Dear Ada")));
    static final LaunchProblem AWAY = new LaunchProblem(Cause.SEGMENTS_AWAY, NOON);
    static final Campaign DRAFT =
            new Campaign(
                    "cmp_1",
                    1,
                    "Spring",
                    "seg_1",
                    "tpl_1",
                    Map.of(),
                    Optional.empty(),
                    new Holdout(10),
                    Optional.empty(),
                    State.DRAFT,
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    NOON,
                    Optional.empty(),
                    Optional.empty());

    @Test
    void a_failed_launch_keeps_its_reason_until_it_is_launched_again() {
        var launching = moved(DRAFT.launch(HELLO, NOON));
        var stumbled = moved(launching.stumble(1, AWAY));
        var failed = moved(stumbled.failLaunch(1, LATER));

        assertThat(stumbled.state()).isEqualTo(State.LAUNCHING);
        assertThat(failed.state()).isEqualTo(State.LAUNCH_FAILED);
        assertThat(failed.launchProblem()).contains(AWAY);
        assertThat(failed.isActive()).isFalse();
        assertThat(failed.pause()).isEqualTo(new Move.NotPossible(State.LAUNCH_FAILED));
        var again = moved(failed.launch(HELLO, LATER));
        assertThat(again.launches()).isEqualTo(2);
        assertThat(again.launchProblem()).isEmpty();
        assertThat(again.launchedAt()).contains(LATER);
    }

    @Test
    void a_launch_that_ends_without_a_reason_was_cancelled() {
        var failed = moved(moved(DRAFT.launch(HELLO, NOON)).failLaunch(1, LATER));

        assertThat(failed.launchProblem()).contains(new LaunchProblem(Cause.CANCELLED, LATER));
    }

    @Test
    void who_still_works_on_a_launch_that_failed_changes_nothing() {
        var failed = moved(moved(DRAFT.launch(HELLO, NOON)).failLaunch(1, NOON));
        var again = moved(failed.launch(HELLO, LATER));

        for (var campaign : List.of(failed, again)) {
            var unmoved = new Move.AlreadyThere(campaign);
            assertThat(campaign.freeze(new Audience(1, 9, 1))).isEqualTo(unmoved);
            assertThat(campaign.stumble(1, AWAY)).isEqualTo(unmoved);
            assertThat(campaign.failLaunch(1, LATER)).isEqualTo(unmoved);
            assertThat(campaign.run(1)).isEqualTo(unmoved);
        }
    }

    @Test
    void an_audience_is_frozen_once() {
        var frozen = moved(moved(DRAFT.launch(HELLO, NOON)).freeze(new Audience(1, 9, 1)));
        var again = moved(moved(frozen.failLaunch(1, NOON)).launch(HELLO, LATER));

        assertThat(again.freeze(new Audience(2, 5, 0))).isEqualTo(new Move.AlreadyThere(again));
        var running = moved(again.run(2));
        assertThat(running.state()).isEqualTo(State.RUNNING);
        assertThat(running.audience()).contains(new Audience(1, 9, 1));
    }

    @Test
    void nothing_runs_before_its_audience_is_frozen() {
        var launching = moved(DRAFT.launch(HELLO, NOON));

        assertThat(launching.run(1)).isEqualTo(new Move.AlreadyThere(launching));
    }

    @Test
    void a_failed_launch_can_be_given_up() {
        var failed = moved(moved(DRAFT.launch(HELLO, NOON)).failLaunch(1, NOON));

        var stopped = moved(moved(failed.stop()).exhausted(LATER));

        assertThat(stopped.state()).isEqualTo(State.STOPPED);
        assertThat(stopped.finishedAt()).contains(LATER);
    }

    private static Campaign moved(Move move) {
        return ((Move.Moved) move).campaign();
    }
}
