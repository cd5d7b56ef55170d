package io.pondcrm.segmentation.segment.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.refund;
import static io.pondcrm.segmentation.facts.domain.Fixtures.registered;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static io.pondcrm.segmentation.segment.domain.Generated.NOW;
import static io.pondcrm.segmentation.segment.domain.Generated.comparison;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Time changes memberships at the moment that was named before, and never in between: jumping from
 * review to review is the same as watching all the time.
 */
class WindowAgeingTest {

    static final List<String> SHORT = List.of("PT1S", "PT30S", "PT1M", "PT7M30S", "PT20M", "PT1H");

    static final Duration HALF_A_YEAR = Duration.ofDays(180);

    @Test
    void walking_second_by_second_gives_the_memberships_that_jumping_gives() {
        var generated = new Generated(61);
        var hour = Duration.ofHours(1);
        var reviews = 0;
        for (var round = 0; round < 200; round++) {
            var customer = generated.customer(round, 10, hour, hour);
            var tree = generated.predicate(2, () -> generated.aggregate(SHORT));
            var walked = NOW;
            var end = NOW.plus(hour).plus(hour).plusSeconds(10);
            for (var jump = new Jump(tree, customer, NOW);
                    walked.isBefore(end);
                    jump = jump.next(), reviews++) {
                while (walked.isBefore(end) && jump.lasts(walked)) {
                    jump.check(walked);
                    walked = walked.plusSeconds(1);
                }
            }
        }
        assertThat(reviews).isGreaterThan(200);
    }

    @Test
    void over_years_the_memberships_are_those_of_every_second_around_a_review() {
        var generated = new Generated(67);
        var reviews = 0;
        for (var round = 0; round < 400; round++) {
            var customer = generated.customer(round, 12, HALF_A_YEAR, Duration.ofDays(9));
            var tree =
                    generated.predicate(
                            2,
                            () ->
                                    generated.any(List.of(true, false))
                                            ? generated.aggregate(SegmentFieldsTest.WINDOWS)
                                            : generated.ageing());
            var watched = watched(customer.facts());
            var end = NOW.plus(Duration.ofDays(800));
            for (var jump = new Jump(tree, customer, NOW.minus(HALF_A_YEAR));
                    jump.from.isBefore(end);
                    jump = jump.next(), reviews++) {
                for (var moment : watched.tailSet(jump.from)) {
                    if (!jump.lasts(moment)) {
                        break;
                    }
                    jump.check(moment);
                }
                for (var second = 0;
                        second < 60 && jump.lasts(jump.from.plusSeconds(second));
                        second++) {
                    jump.check(jump.from.plusSeconds(second));
                }
                if (jump.until == null) {
                    break;
                }
                for (var before = 1; before < 60; before++) {
                    var moment = jump.until.minusSeconds(before);
                    if (!moment.isBefore(jump.from)) {
                        jump.check(moment);
                    }
                }
                jump.check(jump.until.minusMillis(1));
                jump.isNeeded();
            }
        }
        assertThat(reviews).isGreaterThan(200);
    }

    @Test
    void the_moment_of_review_is_when_the_outcome_changes_not_when_any_purchase_leaves() {
        var customer =
                subject(
                        registered(
                                ADA,
                                day("2026-01-01"),
                                sale("a", day("2026-05-01").plusSeconds(7), "10"),
                                sale("b", day("2026-05-10").plusSeconds(8), "10"),
                                refund("c", day("2026-05-11"), "10"),
                                sale("d", day("2026-05-20").plusSeconds(9), "10")));

        assertThat(review(customer, purchases("P90D", "gte", 3)))
                .isEqualTo(day("2026-05-01").plusSeconds(7).plus(Duration.ofDays(90)));
        assertThat(review(customer, purchases("P90D", "gte", 2)))
                .isEqualTo(day("2026-05-10").plusSeconds(8).plus(Duration.ofDays(90)));
        assertThat(review(customer, purchases("P1M", "eq", 0)))
                .isEqualTo(day("2026-06-20").plusSeconds(9));
        assertThat(review(customer, purchases("P90D", "gte", 4))).isNull();
        assertThat(review(customer, comparison("spend90d", "gte", 20)))
                .isEqualTo(day("2026-05-01").plusSeconds(7).plus(Duration.ofDays(90)));
    }

    @Test
    void a_predicate_over_the_profile_is_never_reviewed() {
        var customer =
                subject(registered(ADA, day("2026-01-01"), sale("a", day("2026-05-01"), "10")));

        assertThat(review(customer, comparison("region", "eq", "CN-SH"))).isNull();
        assertThat(review(customer, comparison("spend90d", "gt", 1)))
                .isEqualTo(day("2026-05-01").plus(Duration.ofDays(90)));
        assertThat(review(customer, comparison("daysSinceLastPurchase", "gte", 60)))
                .isEqualTo(day("2026-05-01").plus(Duration.ofDays(60)));
    }

    @Test
    void what_can_not_matter_yet_is_not_reviewed() {
        var customer =
                subject(
                        registered(
                                ADA,
                                day("2026-01-01"),
                                sale("a", day("2026-04-01"), "10"),
                                sale("b", day("2026-05-01"), "10")));
        var elsewhere = comparison("region", "eq", "CN-BJ");
        var lapsed = comparison("daysSinceLastPurchase", "gte", 60);
        var oneLeaves = purchases("P90D", "lt", 2);
        var twoLeave = purchases("P90D", "eq", 0);

        assertThat(review(customer, Map.of("all", List.of(elsewhere, oneLeaves)))).isNull();
        assertThat(review(customer, Map.of("all", List.of(oneLeaves, twoLeave, lapsed))))
                .isEqualTo(day("2026-05-01").plus(Duration.ofDays(90)));
        assertThat(review(customer, Map.of("any", List.of(elsewhere, oneLeaves, twoLeave))))
                .isEqualTo(day("2026-04-01").plus(Duration.ofDays(90)));
        assertThat(review(customer, Map.of("any", List.of(Map.of("not", elsewhere), oneLeaves))))
                .isNull();
    }

    @Test
    void what_is_known_before_it_happens_counts_from_its_moment_on() {
        var tomorrow = NOW.plus(Duration.ofDays(1));
        var customer = subject(Fixtures.facts(ADA, sale("a", tomorrow, "10")));

        assertThat(review(customer, purchases("P90D", "gte", 1))).isEqualTo(tomorrow);
        assertThat(review(customer, comparison("channels", "contains", "STORE")))
                .isEqualTo(tomorrow);
        assertThat(review(customer, comparison("tier", "eq", "GOLD"))).isEqualTo(tomorrow);
    }

    /** From one review to the next: the outcome must be as it was at its beginning. */
    private record Jump(
            Map<String, Object> tree,
            SegmentSubject customer,
            Instant from,
            @Nullable Instant until,
            boolean matches) {

        Jump(Map<String, Object> tree, SegmentSubject customer, Instant from) {
            this(
                    tree,
                    customer,
                    from,
                    SegmentFieldsTest.at(customer, from).reviewAt(Generated.read(tree)),
                    Generated.read(tree).matches(SegmentFieldsTest.at(customer, from)));
        }

        boolean lasts(Instant moment) {
            return until == null || moment.isBefore(until);
        }

        Jump next() {
            if (until == null) {
                return new Jump(tree, customer, Instant.MAX, null, matches);
            }
            assertThat(until).isAfter(from);
            return new Jump(tree, customer, until);
        }

        void check(Instant moment) {
            if (PlainPredicate.matches(tree, SegmentFieldsTest.at(customer, moment)) != matches) {
                throw new AssertionError(
                        "%s turned out differently at %s, between %s and %s, for %s"
                                .formatted(
                                        tree, moment, from, until, customer.facts().purchases()));
            }
        }

        /** No review is in vain: one of the comparisons is another than a millisecond before. */
        void isNeeded() {
            var at = until;
            if (at != null) {
                assertThat(PlainPredicate.comparisons(tree))
                        .as("%s for %s at %s", tree, customer.facts().purchases(), at)
                        .anyMatch(it ->
                                PlainPredicate.matches(it, SegmentFieldsTest.at(customer, at))
                                        != PlainPredicate.matches(
                                                it,
                                                SegmentFieldsTest.at(customer, at.minusMillis(1))));
            }
        }
    }

    /** Each purchase, each moment it leaves a window, each whole day since, and just before. */
    private static TreeSet<Instant> watched(CustomerFacts facts) {
        var moments = new TreeSet<Instant>();
        for (var purchase : facts.purchases()) {
            moments.add(purchase.occurredAt());
            for (var window : SegmentFieldsTest.WINDOWS) {
                moments.add(PlainPredicate.end(window, purchase.occurredAt()));
            }
            for (var days = 1; days < 400; days += days < 60 ? 1 : 6) {
                moments.add(purchase.occurredAt().plus(Duration.ofDays(days)));
            }
        }
        for (var moment : List.copyOf(moments)) {
            moments.add(moment.minusMillis(1));
        }
        return moments;
    }

    private static SegmentSubject subject(CustomerFacts facts) {
        return new SegmentSubject(facts, NOW, "CNY", _ -> null);
    }

    private static @Nullable Instant review(SegmentSubject customer, Map<String, Object> tree) {
        return customer.reviewAt(Generated.read(tree));
    }

    private static Map<String, Object> purchases(String window, String operator, int value) {
        return Map.of("count", "purchases", "window", window, "op", operator, "value", value);
    }
}
