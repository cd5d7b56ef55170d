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

import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Editions;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TierHistoryTest {

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

        assertThat(TierHistory.moves(replacedAndRetired(), facts, day("2026-12-31")))
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

    @Test
    void who_was_in_no_tier_for_a_while_enters_again() {
        var facts = registered(ADA, MAKE, sale("1", day("2026-03-01"), "100"));
        var again =
                changed(
                        changed(replacedAndRetired().draft(EASY, RETIRE))
                                .publish(day("2026-08-01"), "office"));

        assertThat(TierHistory.moves(again, facts, day("2026-12-31")))
                .extracting(
                        it -> it.rules().version(),
                        it -> it.change().getClass().getSimpleName(),
                        it -> it.change().at())
                .endsWith(tuple(2, "Left", RETIRE), tuple(3, "Entered", day("2026-08-01")));
    }

    @Test
    void a_membership_and_its_next_version_tell_each_their_own_time() {
        var first = TierScheme.RETAIL_MEMBERSHIP;
        var cheaper =
                new TierScheme(
                        first.id(),
                        2,
                        first.name(),
                        first.currency(),
                        first.windowDays(),
                        first.membership(),
                        first.grace(),
                        first.zone(),
                        levels("0", "100", "500"));
        var scheme =
                changed(
                        changed(
                                        Editions.<TierRules>published(first, Instant.EPOCH, null)
                                                .draft(cheaper, PUBLISH))
                                .publish(REPLACE, "office"));
        var facts =
                registered(
                        ADA,
                        MAKE,
                        sale("1", day("2026-03-01"), "300"),
                        sale("2", day("2026-05-01"), "250"));

        assertThat(TierHistory.moves(scheme, facts, day("2026-05-02")))
                .extracting(
                        it -> it.rules().version(),
                        it -> it.change().getClass().getSimpleName(),
                        it -> it.change().at())
                .containsExactly(
                        tuple(1, "Entered", MAKE),
                        tuple(2, "Raised", REPLACE),
                        tuple(2, "Raised", day("2026-05-01")));
        assertThat(version(scheme, Instant.MIN)).contains(1);
    }

    private static Editions<TierRules> replacedAndRetired() {
        var first = changed(Editions.begun(EASY, MAKE).publish(PUBLISH, "office"));
        var second = changed(changed(first.draft(HARD, PUBLISH)).publish(REPLACE, "office"));
        return changed(second.retire(RETIRE));
    }

    private static Optional<Integer> version(Editions<TierRules> scheme, Instant at) {
        return scheme.inForceAt(at).map(TierRules::version);
    }

    private static Editions<TierRules> changed(EditionChange<TierRules> change) {
        assertThat(change).isInstanceOf(EditionChange.Changed.class);
        return ((EditionChange.Changed<TierRules>) change).now();
    }
}
