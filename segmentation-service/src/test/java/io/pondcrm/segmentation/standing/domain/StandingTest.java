package io.pondcrm.segmentation.standing.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.registered;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.everything;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.facts.domain.Source;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.rfm.domain.RfmTable;
import io.pondcrm.segmentation.segment.domain.Segment;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandingTest {

    static final Segment GOLD =
            new Segment(
                    "seg_1",
                    3,
                    "Gold",
                    Filter.where("tier", Filter.Operator.EQ, "GOLD"),
                    Instant.EPOCH,
                    Instant.EPOCH);

    static final Source TOLD = new Source("transaction.recorded.v1", "evt_1");
    static final Purchase LARGE = sale("a", day("2026-02-01"), "10000");
    static final List<Fact> PURCHASE = List.of(new Fact.Purchased(LARGE, TOLD));
    static final CustomerFacts FACTS = registered(ADA, day("2026-01-01"), LARGE);

    static Definitions definitions(List<RfmRun> runs, List<Segment> segments) {
        return new Definitions(
                List.of(TierScheme.RETAIL_MEMBERSHIP),
                LifecycleScheme.lifecycle5(5, Duration.ofDays(365), Duration.ofDays(180)),
                List.of(),
                runs,
                RfmModel.MAIN,
                segments,
                "CNY");
    }

    @Test
    void the_first_purchase_moves_everything_that_hangs_on_it() {
        var now =
                Standing.of(
                        FACTS,
                        Standing.NONE,
                        definitions(List.of(), List.of(GOLD)),
                        day("2026-02-02"),
                        Occasion.first(PURCHASE));

        assertThat(now.changes())
                .satisfiesExactly(
                        moved -> {
                            assertThat(moved)
                                    .isInstanceOfSatisfying(
                                            StandingChange.TierMoved.class,
                                            it -> {
                                                assertThat(it.from()).isNull();
                                                assertThat(it.course().standing().tier())
                                                        .isEqualTo("GOLD");
                                            });
                        },
                        entered ->
                                assertThat(entered).isInstanceOf(StandingChange.StageEntered.class),
                        member ->
                                assertThat(member)
                                        .isEqualTo(
                                                new StandingChange.SegmentEntered(
                                                        GOLD,
                                                        day("2026-02-02"),
                                                        new Mover.Event(TOLD))));
        assertThat(now.reviewAt()).isEqualTo(day("2026-02-01").plus(Duration.ofDays(180)));
    }

    @Test
    void thinking_twice_announces_nothing_the_second_time() {
        var definitions = definitions(List.of(run()), List.of(GOLD));
        var first =
                Standing.of(
                        FACTS,
                        Standing.NONE,
                        definitions,
                        day("2026-02-02"),
                        Occasion.first(PURCHASE));

        var second =
                Standing.of(
                        FACTS,
                        first.standing(),
                        definitions,
                        day("2026-02-02"),
                        Occasion.silence(FACTS, first.reviewAt()));

        assertThat(first.changes()).hasSize(4);
        assertThat(second.changes()).isEmpty();
        assertThat(second.standing()).isEqualTo(first.standing());
    }

    @Test
    void at_the_moment_of_review_time_alone_changes_what_it_promised() {
        var definitions = definitions(List.of(), List.of(GOLD));
        var before =
                Standing.of(
                        FACTS,
                        Standing.NONE,
                        definitions,
                        day("2026-02-02"),
                        Occasion.first(PURCHASE));
        var path = new java.util.ArrayList<String>();

        for (var step = 0; step < 6 && before.reviewAt() != null; step++) {
            before =
                    Standing.of(
                            FACTS,
                            before.standing(),
                            definitions,
                            before.reviewAt(),
                            Occasion.silence(FACTS, before.reviewAt()));
            for (var change : before.changes()) {
                path.add(
                        change instanceof StandingChange.SegmentLeft left
                                ? "left by " + left.mover()
                                : change.getClass().getSimpleName());
            }
        }

        assertThat(path)
                .containsExactly(
                        "StageEntered", "LoweringScheduled", "TierMoved", "left by Time[]");
    }

    @Test
    void a_window_that_passes_a_sale_takes_the_scores_in_that_moment() {
        var definitions = definitions(List.of(run()), List.of());
        var now =
                Standing.of(
                        FACTS,
                        Standing.NONE,
                        definitions,
                        day("2026-02-02"),
                        Occasion.first(PURCHASE));
        var passed = day("2026-02-01").plus(Duration.ofDays(730));

        while (now.reviewAt() != null && now.reviewAt().isBefore(passed)) {
            assertThat(now.standing().rfm()).isNotEmpty();
            now =
                    Standing.of(
                            FACTS,
                            now.standing(),
                            definitions,
                            now.reviewAt(),
                            Occasion.silence(FACTS, now.reviewAt()));
        }

        assertThat(now.reviewAt()).isEqualTo(passed);
        var then =
                Standing.of(
                        FACTS,
                        now.standing(),
                        definitions,
                        passed,
                        Occasion.silence(FACTS, passed));
        assertThat(then.standing().rfm()).isEmpty();
    }

    @Test
    void a_segment_that_is_gone_is_left() {
        var before =
                Standing.of(
                        FACTS,
                        Standing.NONE,
                        definitions(List.of(), List.of(GOLD)),
                        day("2026-02-02"),
                        Occasion.first(PURCHASE));

        var now =
                Standing.of(
                        FACTS,
                        before.standing(),
                        definitions(List.of(), List.of()),
                        day("2026-02-03"),
                        Occasion.silence(FACTS, before.reviewAt()));

        assertThat(now.changes())
                .containsExactly(
                        new StandingChange.SegmentLeft(
                                "seg_1", 3, day("2026-02-03"), new Mover.Definition()));
        assertThat(now.standing().segments()).isEmpty();
    }

    @Test
    void predicates_see_what_every_scheme_and_model_says() {
        var card = everything();
        var definitions =
                new Definitions(
                        List.of(TierScheme.RETAIL_MEMBERSHIP, card),
                        LifecycleScheme.lifecycle5(5, Duration.ofDays(365), Duration.ofDays(180)),
                        List.of(
                                Editions.published(
                                        LifecycleScheme.lifecycle4(
                                                Duration.ofDays(90), Duration.ofDays(180)),
                                        day("2026-01-01"),
                                        "ops")),
                        List.of(run()),
                        RfmModel.MAIN,
                        List.of(),
                        "CNY");
        var at = day("2026-02-02");

        var subject = Standing.subject(FACTS, null, definitions, at);

        assertThat(subject.field("tiers"))
                .isEqualTo(
                        Set.of(
                                "retail-membership/GOLD",
                                card.id()
                                        + "/"
                                        + card.follow(FACTS, at).orElseThrow().standing().tier()));
        assertThat(subject.field("stages"))
                .isEqualTo(Set.of("lifecycle-5/FIRST_PURCHASE", "lifecycle-4/NEW"));
        assertThat(subject.field("rfmSegments"))
                .isEqualTo(Set.of(RfmModel.MAIN + "/" + subject.field("rfmSegment")));
        assertThat(Standing.subject(FACTS, null, definitions, day("2025-02-02")).field("tiers"))
                .isEqualTo(Set.of());
    }

    @Test
    void whoever_has_a_tier_of_the_main_scheme_leaves_it_when_it_is_retired() {
        var at = day("2026-02-02");
        var had =
                Standing.of(
                                FACTS,
                                Standing.NONE,
                                definitions(List.of(), List.of()),
                                at,
                                Occasion.first(PURCHASE))
                        .standing();
        var retired =
                new Definitions(
                        List.of(),
                        LifecycleScheme.lifecycle5(5, Duration.ofDays(365), Duration.ofDays(180)),
                        List.of(),
                        List.of(),
                        RfmModel.MAIN,
                        List.of(),
                        "CNY");

        var now = Standing.of(FACTS, had, retired, at, Occasion.silence(FACTS, null));

        assertThat(now.standing().tier()).isNull();
        assertThat(now.changes())
                .containsExactly(
                        new StandingChange.TierLeft(
                                "retail-membership", null, "GOLD", List.of(), at));
        var subject = Standing.subject(FACTS, null, retired, at);
        assertThat(subject.field("tier")).isNull();
        assertThat(subject.field("tiers")).isEqualTo(Set.of());
    }

    private static RfmRun run() {
        var model = RfmModel.main("CNY");
        var table = new RfmTable(1);
        table.customer(0, model.measure(FACTS, day("2026-02-02")).orElseThrow());
        return RfmRun.over("run", 1, model, day("2026-02-02"), table, _ -> ADA.value()).run();
    }
}
