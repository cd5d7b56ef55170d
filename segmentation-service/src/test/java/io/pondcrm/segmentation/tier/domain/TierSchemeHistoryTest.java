package io.pondcrm.segmentation.tier.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.registered;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.bands;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.card;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.dimension;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.levels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TierSchemeHistoryTest {

    static final Instant MAKE = day("2026-01-01");
    static final Instant PUBLISH = day("2026-02-01");
    static final Instant REPLACE = day("2026-04-01");
    static final Instant RETIRE = day("2026-06-01");

    static final Scorecard EASY = rules("50");
    static final Scorecard HARD = rules("500");

    private static Scorecard rules(String spend) {
        return card(
                Period.ofMonths(12),
                Period.ofDays(30),
                levels("0", "10"),
                dimension(
                        "spend",
                        new Measure.NetSpend(365),
                        bands(spend, "10"),
                        "1",
                        new WhenMissing.NoTier()));
    }

    @Test
    void a_version_goes_from_draft_to_published_and_is_replaced_by_the_next() {
        var first = TierSchemeHistory.begun(EASY, MAKE);
        assertThat(first.last().state()).isEqualTo(TierSchemeHistory.State.DRAFT);
        assertThat(first.inForceAt(RETIRE)).isEmpty();

        var tried = changed(first.simulated(EASY, MAKE));
        assertThat(tried.last().state()).isEqualTo(TierSchemeHistory.State.SIMULATED);
        assertThat(changed(tried.redraft(HARD)).last().state())
                .as("another draft is not tried out")
                .isEqualTo(TierSchemeHistory.State.DRAFT);
        assertThat(first.simulated(HARD, MAKE)).isInstanceOf(TierSchemeChange.AlreadySo.class);

        var published = changed(tried.publish(PUBLISH, "office"));
        assertThat(published.publish(REPLACE, "office"))
                .isInstanceOf(TierSchemeChange.AlreadySo.class);
        assertThat(published.redraft(HARD)).isEqualTo(new TierSchemeChange.NoDraft());

        var second = changed(published.draft(HARD, PUBLISH));
        assertThat(second.draft(HARD, PUBLISH)).isInstanceOf(TierSchemeChange.AlreadySo.class);
        assertThat(second.draft(EASY, PUBLISH)).isEqualTo(new TierSchemeChange.DraftExists(2));
        assertThat(second.published()).map(it -> it.rules().version()).contains(1);

        var replaced = changed(second.publish(REPLACE, "office"));
        assertThat(replaced.editions())
                .extracting(TierSchemeHistory.Edition::state)
                .containsExactly(
                        TierSchemeHistory.State.RETIRED, TierSchemeHistory.State.PUBLISHED);
        assertThat(replaced.revision()).isEqualTo(5);
        assertThat(replaced.last().publishedBy()).isEqualTo("office");
        assertThat(replaced.replacedBy(replaced.last())).contains(replaced.editions().getFirst());
        assertThat(published.replacedBy(published.last())).isEmpty();

        var retired = changed(replaced.retire(RETIRE));
        assertThat(retired.published()).isEmpty();
        assertThat(retired.retire(RETIRE)).isEqualTo(new TierSchemeChange.NothingPublished());
        assertThat(retired.publish(RETIRE, "office")).isEqualTo(new TierSchemeChange.NoDraft());
    }

    @Test
    void each_moment_has_the_version_that_was_published_then() {
        var scheme = replacedAndRetired();

        assertThat(version(scheme, MAKE)).as("before the first").contains(1);
        assertThat(version(scheme, PUBLISH)).contains(1);
        assertThat(version(scheme, REPLACE.minusMillis(1))).contains(1);
        assertThat(version(scheme, REPLACE)).contains(2);
        assertThat(version(scheme, RETIRE.minusMillis(1))).contains(2);
        assertThat(version(scheme, RETIRE)).isEmpty();
    }

    @Test
    void a_new_version_moves_customers_when_it_is_published() {
        var facts = registered(ADA, MAKE, sale("1", day("2026-03-01"), "100"));

        assertThat(replacedAndRetired().moves(facts, day("2026-12-31")))
                .extracting(
                        it -> it.rules().version(),
                        it -> it.change().getClass().getSimpleName(),
                        it -> it.change().at())
                .containsExactly(
                        tuple(1, "Entered", MAKE),
                        tuple(1, "Raised", day("2026-03-01")),
                        tuple(2, "Lowered", REPLACE),
                        tuple(2, "Left", RETIRE));
    }

    private static TierSchemeHistory replacedAndRetired() {
        var first = changed(TierSchemeHistory.begun(EASY, MAKE).publish(PUBLISH, "office"));
        var second = changed(changed(first.draft(HARD, PUBLISH)).publish(REPLACE, "office"));
        return changed(second.retire(RETIRE));
    }

    private static Optional<Integer> version(TierSchemeHistory scheme, Instant at) {
        return scheme.inForceAt(at).map(it -> it.rules().version());
    }

    private static TierSchemeHistory changed(TierSchemeChange change) {
        assertThat(change).isInstanceOf(TierSchemeChange.Changed.class);
        return ((TierSchemeChange.Changed) change).scheme();
    }
}
