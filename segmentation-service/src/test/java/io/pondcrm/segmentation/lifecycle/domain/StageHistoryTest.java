package io.pondcrm.segmentation.lifecycle.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.registered;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StageHistoryTest {

    static final Instant BEGIN = day("2025-01-01");
    static final Instant PUBLISH = day("2025-06-01");
    static final Instant RETIRE = day("2025-09-01");

    private static LifecycleScheme scheme(StageRules rules) {
        return new LifecycleScheme("shop", 1, new Name("Shop", "商店"), rules);
    }

    private static LifecycleScheme loyalFrom(int purchases) {
        return scheme(new StageRules.Five(purchases, ofDays(365), ofDays(365)));
    }

    private static Editions<LifecycleScheme> changed(EditionChange<LifecycleScheme> change) {
        assertThat(change).isInstanceOf(EditionChange.Changed.class);
        return ((EditionChange.Changed<LifecycleScheme>) change).now();
    }

    private static Editions<LifecycleScheme> threeThenTwo() {
        var first = Editions.published(loyalFrom(3), BEGIN, "office");
        var second = changed(changed(first.draft(loyalFrom(2), BEGIN)).publish(PUBLISH, "office"));
        return changed(second.retire(RETIRE));
    }

    @Test
    void a_new_version_moves_customers_when_it_is_published() {
        var facts =
                registered(
                        ADA,
                        BEGIN,
                        sale("1", day("2025-02-01"), "10"),
                        sale("2", day("2025-03-01"), "10"));

        var phases = StageHistory.phases(threeThenTwo(), facts, day("2025-12-31"));

        assertThat(path(phases))
                .containsExactly(
                        "POTENTIAL v1 2025-01-01 to 2025-02-01",
                        "FIRST_PURCHASE v1 2025-02-01 to 2025-03-01",
                        "REPEAT v1 2025-03-01 to 2025-06-01",
                        "LOYAL v2 2025-06-01 to 2025-09-01");
        assertThat(phases.getLast().reasons())
                .containsExactly(new Reason("purchases365d", "2", ">= 2"));
        // What was answered for a past day stays, and once retired there is no answer.
        assertThat(stageAt(threeThenTwo(), facts, day("2025-05-31"))).isEqualTo(Stage.REPEAT);
        assertThat(stageAt(threeThenTwo(), facts, PUBLISH)).isEqualTo(Stage.LOYAL);
        assertThat(stageAt(threeThenTwo(), facts, RETIRE)).isNull();
    }

    @Test
    void who_stays_in_a_stage_entered_it_by_the_version_of_then() {
        var facts =
                registered(
                        ADA,
                        BEGIN,
                        sale("1", day("2025-02-01"), "10"),
                        sale("2", day("2025-03-01"), "10"),
                        sale("3", day("2025-04-01"), "10"));

        var course = StageHistory.follow(threeThenTwo(), facts, day("2025-07-01")).orElseThrow();

        assertThat(path(List.of(course.current()))).containsExactly("LOYAL v1 2025-04-01 to -");
        assertThat(course.reviewAt()).as("by the version in force").isEqualTo(day("2026-03-01"));
    }

    @Test
    void late_news_moves_the_past_by_the_version_of_then() {
        var known =
                registered(
                        ADA,
                        BEGIN,
                        sale("1", day("2025-02-01"), "10"),
                        sale("2", day("2025-03-01"), "10"));
        var late = known.learn(List.of(new Fact.Purchased(sale("0", day("2025-05-01"), "10"))));

        assertThat(path(StageHistory.phases(threeThenTwo(), late, day("2025-07-01"))))
                .endsWith("REPEAT v1 2025-03-01 to 2025-05-01", "LOYAL v1 2025-05-01 to -");
    }

    /** The twin asks day by day which version is in force, and that version what it says. */
    @Test
    void equals_a_twin_that_asks_each_day_afresh() {
        var random = new Random(7);
        for (var round = 0; round < 80; round++) {
            var facts = customer(random);
            var scheme = Editions.begun(scheme(rules(random)), BEGIN);
            var inForce = new ArrayList<@Nullable LifecycleScheme>();
            @Nullable LifecycleScheme now = null;
            for (var day = 0; day < 900; day++) {
                var at = BEGIN.plus(ofDays(day));
                if (random.nextInt(150) == 0) {
                    scheme = published(scheme, random, at);
                    now = scheme.last().definition();
                } else if (now != null && random.nextInt(300) == 0) {
                    scheme = changed(scheme.retire(at));
                    now = null;
                }
                inForce.add(now);
            }

            // The first version speaks for the time before it was published, too.
            if (scheme.all().getFirst().isDraft()) {
                assertThat(StageHistory.phases(scheme, facts, BEGIN.plus(ofDays(899)))).isEmpty();
                continue;
            }
            for (var day = 0; inForce.get(day) == null; day++) {
                inForce.set(day, scheme.all().getFirst().definition());
            }
            assertThat(path(StageHistory.phases(scheme, facts, BEGIN.plus(ofDays(899)))))
                    .isEqualTo(path(afresh(inForce, facts)));
            for (var day = 0; day < 900; day += 13) {
                var at = BEGIN.plus(ofDays(day));
                assertThat(stageAt(scheme, facts, at))
                        .isEqualTo(stage(inForce.get(day), facts, at));
            }
        }
    }

    private static CustomerFacts customer(Random random) {
        var sales = new ArrayList<Purchase>();
        for (var number = 0; number < random.nextInt(14); number++) {
            sales.add(sale("t" + number, BEGIN.plus(ofDays(random.nextInt(850))), "5"));
        }
        return registered(
                ADA, BEGIN.plus(ofDays(random.nextInt(60))), sales.toArray(Purchase[]::new));
    }

    private static StageRules rules(Random random) {
        return random.nextInt(4) == 0
                ? new StageRules.Four(
                        ofDays(10 + random.nextInt(50)), ofDays(60 + random.nextInt(100)))
                : new StageRules.Five(
                        2 + random.nextInt(3),
                        ofDays(30 + random.nextInt(300)),
                        ofDays(60 + random.nextInt(150)));
    }

    private static Editions<LifecycleScheme> published(
            Editions<LifecycleScheme> scheme, Random random, Instant at) {
        var drafted =
                scheme.draft().isPresent()
                        ? scheme
                        : changed(scheme.draft(scheme(rules(random)), at));
        return changed(drafted.publish(at, "office"));
    }

    private static List<LifecycleCourse.Phase> afresh(
            List<@Nullable LifecycleScheme> inForce, CustomerFacts facts) {
        var phases = new ArrayList<LifecycleCourse.Phase>();
        for (var day = 0; day < inForce.size(); day++) {
            var at = BEGIN.plus(ofDays(day));
            var scheme = inForce.get(day);
            var stage = stage(scheme, facts, at);
            var last = phases.isEmpty() ? null : phases.getLast();
            if (last != null && last.leftAt() == null && last.stage() != stage) {
                phases.set(phases.size() - 1, last.left(at));
            }
            if (scheme != null
                    && stage != null
                    && (last == null || last.leftAt() != null || last.stage() != stage)) {
                phases.add(new LifecycleCourse.Phase(stage, scheme.version(), at, null, List.of()));
            }
        }
        return phases;
    }

    private static @Nullable Stage stage(
            @Nullable LifecycleScheme scheme, CustomerFacts facts, Instant at) {
        return scheme == null
                ? null
                : scheme.follow(facts, at).map(it -> it.current().stage()).orElse(null);
    }

    private static @Nullable Stage stageAt(
            Editions<LifecycleScheme> scheme, CustomerFacts facts, Instant at) {
        return StageHistory.follow(scheme, facts, at).map(it -> it.current().stage()).orElse(null);
    }

    private static List<String> path(List<LifecycleCourse.Phase> phases) {
        return phases.stream()
                .map(it ->
                        "%s v%d %s to %s"
                                .formatted(
                                        it.stage(),
                                        it.version(),
                                        it.enteredAt().toString().substring(0, 10),
                                        it.leftAt() == null
                                                ? "-"
                                                : it.leftAt().toString().substring(0, 10)))
                .toList();
    }
}
