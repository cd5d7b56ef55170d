package io.pondcrm.segmentation.rfm.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.rfm.domain.RfmModelHistory.State;
import java.time.Instant;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class RfmModelHistoryTest {

    static final Instant MONDAY = day("2026-06-01");
    static final Instant TUESDAY = day("2026-06-02");
    static final Instant FRIDAY = day("2026-06-05");
    static final RfmModel CNY = RfmModel.main("CNY");
    static final RfmModel EUR = RfmModel.main("EUR");

    @Test
    void a_version_goes_from_draft_over_simulated_and_published_to_retired() {
        var model = RfmModelHistory.begun(CNY, MONDAY);
        assertThat(model.last().state()).isEqualTo(State.DRAFT);

        model = changed(model, (it, at) -> it.simulated(CNY, at), MONDAY);
        assertThat(model.last().state()).isEqualTo(State.SIMULATED);
        model = changed(model, RfmModelHistory::publish, TUESDAY);
        assertThat(model.last().state()).isEqualTo(State.PUBLISHED);
        assertThat(model.isRetiredAt(FRIDAY)).isFalse();
        model = changed(model, RfmModelHistory::retire, FRIDAY);

        assertThat(model.last().state()).isEqualTo(State.RETIRED);
        assertThat(model.isRetiredAt(FRIDAY.minusMillis(1))).isFalse();
        assertThat(model.isRetiredAt(FRIDAY)).isTrue();
        assertThat(model.revision()).isEqualTo(4);
        assertThat(model.retire(FRIDAY)).isEqualTo(new RfmModelChange.NothingPublished());
        assertThat(model.publish(FRIDAY)).isEqualTo(new RfmModelChange.NoDraft());
    }

    @Test
    void what_is_published_stays_as_it_is_and_the_next_version_takes_its_place() {
        var first = RfmModelHistory.published(CNY, MONDAY);
        assertThat(first.redraft(EUR)).isEqualTo(new RfmModelChange.NoDraft());
        assertThat(first.publish(TUESDAY)).isEqualTo(new RfmModelChange.AlreadySo(first));

        var drafted = changed(first, (it, at) -> it.draft(EUR, at), TUESDAY);
        assertThat(drafted.shown().model()).isEqualTo(CNY);
        assertThat(drafted.draft(CNY, TUESDAY)).isEqualTo(new RfmModelChange.DraftExists(2));
        assertThat(drafted.draft(EUR, TUESDAY)).isEqualTo(new RfmModelChange.AlreadySo(drafted));
        var second = changed(drafted, RfmModelHistory::publish, FRIDAY);

        assertThat(second.shown().model()).isEqualTo(EUR.as(2));
        assertThat(second.find(1).orElseThrow().model()).isEqualTo(CNY);
        assertThat(second.find(1).orElseThrow().retiredAt()).isEqualTo(FRIDAY);
        assertThat(second.isRetiredAt(FRIDAY)).isFalse();
    }

    @Test
    void a_draft_that_changed_since_is_not_simulated() {
        var tried = RfmModelHistory.begun(CNY, MONDAY);
        var changed = changed(tried, (it, _) -> it.redraft(EUR), TUESDAY);

        assertThat(changed.simulated(CNY, FRIDAY)).isEqualTo(new RfmModelChange.AlreadySo(changed));
        assertThat(changed(changed, (it, at) -> it.simulated(EUR, at), FRIDAY).last().simulatedAt())
                .isEqualTo(FRIDAY);
    }

    private static RfmModelHistory changed(
            RfmModelHistory model,
            BiFunction<RfmModelHistory, Instant, RfmModelChange> deed,
            Instant at) {
        return switch (deed.apply(model, at)) {
            case RfmModelChange.Changed(var now) -> now;
            case RfmModelChange.AlreadySo _,
                    RfmModelChange.DraftExists _,
                    RfmModelChange.NoDraft _,
                    RfmModelChange.NothingPublished _ ->
                    throw new AssertionError("Nothing changed");
        };
    }
}
