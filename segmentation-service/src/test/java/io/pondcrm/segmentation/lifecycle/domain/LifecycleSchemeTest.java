package io.pondcrm.segmentation.lifecycle.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.refund;
import static io.pondcrm.segmentation.facts.domain.Fixtures.registered;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LifecycleSchemeTest {

    static final LifecycleScheme SCHEME =
            LifecycleScheme.lifecycle5(3, Duration.ofDays(365), Duration.ofDays(180));

    @Test
    void a_sequence_of_events_drives_exactly_this_path() {
        var facts =
                registered(
                        ADA,
                        day("2025-01-01"),
                        sale("1", day("2025-02-01"), "10"),
                        sale("2", day("2025-03-01"), "10"),
                        refund("r", day("2025-03-02"), "10"),
                        sale("3", day("2025-04-01"), "10"),
                        sale("4", day("2026-02-15"), "10"));

        var course = SCHEME.follow(facts, day("2026-12-31")).orElseThrow();

        assertThat(path(course))
                .containsExactly(
                        "POTENTIAL 2025-01-01",
                        "FIRST_PURCHASE 2025-02-01",
                        "REPEAT 2025-03-01",
                        "LOYAL 2025-04-01",
                        "LOST 2025-09-28",
                        "LOYAL 2026-02-15",
                        "REPEAT 2026-03-01",
                        "LOST 2026-08-14");
        assertThat(course.reviewAt()).isNull();
    }

    @Test
    void four_stages_go_by_when_was_bought() {
        var scheme = LifecycleScheme.lifecycle4(Duration.ofDays(90), Duration.ofDays(180));
        var facts =
                registered(
                        ADA,
                        day("2025-01-01"),
                        sale("1", day("2025-02-01"), "10"),
                        refund("r", day("2025-02-02"), "10"),
                        sale("2", day("2025-03-01"), "10"),
                        sale("3", day("2026-02-15"), "10"));

        var course = scheme.follow(facts, day("2026-12-31")).orElseThrow();

        // 90 days after 1 February, 180 after 1 March, and 180 after the return.
        assertThat(path(course))
                .containsExactly(
                        "POTENTIAL 2025-01-01",
                        "NEW 2025-02-01",
                        "ACTIVE 2025-05-02",
                        "LOST 2025-08-28",
                        "ACTIVE 2026-02-15",
                        "LOST 2026-08-14");
        assertThat(scheme.follow(facts, day("2025-03-05")).orElseThrow().reviewAt())
                .isEqualTo(day("2025-05-02"));
        assertThat(scheme.stages())
                .containsExactly(Stage.POTENTIAL, Stage.NEW, Stage.ACTIVE, Stage.LOST);
        assertThat(points(scheme, facts, "2025-01-15")).isEqualTo("POTENTIAL 0");
        assertThat(points(scheme, facts, "2025-03-05")).isEqualTo("NEW 1");
        assertThat(points(scheme, facts, "2025-06-01")).isEqualTo("ACTIVE 2");
        assertThat(points(scheme, facts, "2025-09-01")).isEqualTo("LOST 0");
    }

    private static String points(LifecycleScheme scheme, CustomerFacts facts, String day) {
        var score = scheme.score(facts, day(day)).orElseThrow();
        return score.band().code() + " " + score.value();
    }

    @Test
    void says_when_the_stage_will_change_by_itself() {
        var facts = registered(ADA, day("2025-01-01"), sale("1", day("2025-02-01"), "10"));

        assertThat(SCHEME.follow(facts, day("2025-01-10")).orElseThrow().reviewAt())
                .isEqualTo(day("2025-02-01"));
        assertThat(SCHEME.follow(facts, day("2025-02-01")).orElseThrow().reviewAt())
                .isEqualTo(day("2025-02-01").plus(Duration.ofDays(180)));
        assertThat(SCHEME.follow(facts, day("2024-12-31"))).isEmpty();
    }

    /** The twin asks each minute of a coarse grid afresh, counting from the start each time. */
    @Test
    void equals_a_twin_that_counts_afresh_at_each_moment() {
        var random = new Random(5);
        for (var round = 0; round < 60; round++) {
            var purchases = new ArrayList<Purchase>();
            for (var number = 0; number < random.nextInt(12); number++) {
                var at = day("2024-01-01").plus(Duration.ofDays(random.nextInt(700)));
                purchases.add(
                        random.nextInt(5) == 0
                                ? refund("t" + number, at, "5")
                                : sale("t" + number, at, "5"));
            }
            var facts = registered(ADA, day("2024-01-01"), purchases.toArray(Purchase[]::new));
            var whole = SCHEME.follow(facts, day("2026-12-31")).orElseThrow();
            for (var asOf = day("2024-01-01");
                    asOf.isBefore(day("2026-12-31"));
                    asOf = asOf.plus(Duration.ofDays(1))) {
                var expected = afresh(facts, asOf);
                assertThat(SCHEME.follow(facts, asOf).orElseThrow().current().stage())
                        .isEqualTo(expected);
                assertThat(phaseAt(whole, asOf)).isEqualTo(expected);
            }
        }
    }

    private static Stage phaseAt(LifecycleCourse course, Instant moment) {
        return course.phases().stream()
                .filter(phase -> !phase.enteredAt().isAfter(moment))
                .toList()
                .getLast()
                .stage();
    }

    private static Stage afresh(CustomerFacts facts, Instant asOf) {
        var sales =
                facts.purchases().stream()
                        .filter(p -> p.isSale() && !p.occurredAt().isAfter(asOf))
                        .toList();
        if (sales.isEmpty()) {
            return Stage.POTENTIAL;
        }
        if (Duration.between(sales.getLast().occurredAt(), asOf).toDays() >= 180) {
            return Stage.LOST;
        }
        var recent =
                sales.stream()
                        .filter(p -> Duration.between(p.occurredAt(), asOf).toDays() < 365)
                        .count();
        return recent >= 3 ? Stage.LOYAL : sales.size() >= 2 ? Stage.REPEAT : Stage.FIRST_PURCHASE;
    }

    private static List<String> path(LifecycleCourse course) {
        return course.phases().stream()
                .map(phase -> phase.stage() + " " + phase.enteredAt().toString().substring(0, 10))
                .toList();
    }
}
