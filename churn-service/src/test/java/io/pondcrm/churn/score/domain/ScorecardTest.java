package io.pondcrm.churn.score.domain;

import static io.pondcrm.churn.facts.domain.Fixtures.OWN_RHYTHM;
import static io.pondcrm.churn.facts.domain.Fixtures.SHANGHAI;
import static io.pondcrm.churn.facts.domain.Fixtures.bought;
import static io.pondcrm.churn.facts.domain.Fixtures.boughtAt;
import static io.pondcrm.churn.facts.domain.Fixtures.facts;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.churn.definition.domain.Label;
import io.pondcrm.churn.facts.domain.CustomerFacts;
import io.pondcrm.churn.facts.domain.Fact;
import io.pondcrm.churn.facts.domain.Fixtures;
import io.pondcrm.churn.facts.domain.Rating;
import io.pondcrm.churn.facts.domain.ServiceCase;
import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScorecardTest {

    static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");

    /** Acceptance: 10,000 customers, exact decimal arithmetic, and a twin for the definition. */
    @Test
    void the_score_is_the_sum_of_its_contributions_for_ten_thousand_customers() {
        var random = new Random(10_000);
        var labels = new int[3];
        for (var number = 0; number < 10_000; number++) {
            var known = anybody(random);

            var finding = Scorecard.score(known, OWN_RHYTHM, NOW);

            var score = finding.score();
            var twin = Twin.label(known, NOW);
            if (score == null) {
                assertThat(twin).isNull();
                continue;
            }
            assertThat(sum(score.contributions())).isEqualTo(score.value());
            assertThat(sum(score.reasons())).isEqualByComparingTo(score.value());
            assertThat(score.value()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
            assertThat(score.band()).isEqualTo(Band.of(score.value()));
            assertThat(score.label()).isEqualTo(twin);
            assertThat(
                            requireNonNull(
                                    finding.changesAt() == null
                                            ? NOW.plusMillis(1)
                                            : finding.changesAt()))
                    .isAfter(NOW);
            labels[score.label().ordinal()]++;
        }
        assertThat(Arrays.stream(labels).min().orElse(0))
                .as("each label is tried")
                .isGreaterThan(500);
    }

    /** The definition in words, by counting days one at a time and comparing with fractions. */
    static final class Twin {

        static @Nullable Label label(CustomerFacts known, Instant at) {
            var days = new TreeSet<LocalDate>();
            for (var purchase : known.purchases()) {
                if (purchase.isSale() && !purchase.occurredAt().isAfter(at)) {
                    days.add(purchase.occurredAt().atZone(SHANGHAI).toLocalDate());
                }
            }
            if (days.isEmpty()) {
                return null;
            }
            var gap = 0;
            for (var day = days.last();
                    day.isBefore(at.atZone(SHANGHAI).toLocalDate());
                    day = day.plusDays(1)) {
                gap++;
            }
            var intervals = new ArrayList<Long>(List.of(60L, 60L));
            LocalDate before = null;
            for (var day : days) {
                if (before != null) {
                    intervals.add(before.until(day, ChronoUnit.DAYS));
                }
                before = day;
            }
            // gap > k * mean, both sides times twice the number of intervals.
            var sum = intervals.stream().mapToLong(it -> it).sum();
            if (2L * gap * intervals.size() > 6 * sum) {
                return Label.CHURNED;
            }
            return 2L * gap * intervals.size() > 3 * sum ? Label.AT_RISK : Label.ACTIVE;
        }
    }

    /** Stored scores need no nightly run: nothing changes before the moment that was foretold. */
    @Test
    void a_score_stands_still_until_the_moment_it_foretells() {
        var random = new Random(7);
        var changes = 0;
        for (var number = 0; number < 60; number++) {
            var known = anybody(random);
            var finding = Scorecard.score(known, OWN_RHYTHM, NOW);
            for (var hours = 0; hours < 400 * 24; hours += 12) {
                var later = NOW.plus(Duration.ofHours(hours)).minusMillis(number % 2);
                var due = finding.changesAt();
                if (due != null && !due.isAfter(later)) {
                    finding = Scorecard.score(known, OWN_RHYTHM, due);
                    changes++;
                    hours -= 12;
                    continue;
                }
                var again = Scorecard.score(known, OWN_RHYTHM, later).score();
                var stored = finding.score();
                assertThat(again == null).isEqualTo(stored == null);
                if (again != null && stored != null && later.isAfter(stored.asOf())) {
                    assertThat(again.value()).isEqualTo(stored.value());
                    assertThat(again.label()).isEqualTo(stored.label());
                    assertThat(again.expectedLoss()).isEqualTo(stored.expectedLoss());
                }
            }
            assertThat(finding.changesAt()).as("a silence ends in no more changes").isNull();
        }
        assertThat(changes).isGreaterThan(100);
    }

    /** What came in since does not change what is said of a past day. */
    @Test
    void a_past_score_is_the_same_whenever_it_is_asked_for() {
        var random = new Random(8);
        for (var number = 0; number < 500; number++) {
            var known = anybody(random);
            var then = NOW.minus(Duration.ofHours(random.nextInt(10_000)));
            var knownThen =
                    new CustomerFacts(
                            known.customer(),
                            known.purchasesBy(then),
                            known.contactDays().headMap(LocalDate.ofInstant(then, ZoneOffset.UTC)),
                            known.cases(),
                            known.ratings());
            var today = known.contactDays().get(LocalDate.ofInstant(then, ZoneOffset.UTC));
            var whole =
                    today == null || today.first().isAfter(then)
                            ? knownThen
                            : knownThen.learn(List.of(new Fact.Interacted(today.first())));

            assertThat(Scorecard.score(known, OWN_RHYTHM, then).score())
                    .isEqualTo(Scorecard.score(whole, OWN_RHYTHM, then).score());
        }
    }

    @Test
    void a_purchase_never_raises_the_score_and_lowers_it_after_a_silence() {
        var random = new Random(9);
        var lowered = 0;
        for (var number = 0; number < 2_000; number++) {
            var known = anybody(random);
            var before = Scorecard.score(known, OWN_RHYTHM, NOW).score();
            if (before != null) {
                var after = Scorecard.score(known.learn(List.of(bought(NOW))), OWN_RHYTHM, NOW);
                var value = requireNonNull(after.score()).value();
                assertThat(value).isLessThanOrEqualTo(before.value());
                if (before.label() != Label.ACTIVE) {
                    assertThat(value).isLessThan(before.value());
                    lowered++;
                }
            }
        }
        assertThat(lowered).isGreaterThan(200);
    }

    /**
     * By hand: sales on days 0, 20 and 40 (Shanghai). Own interval (2 * 60 + 40) / (2 + 2) = 40
     * days; at risk after 60 days of silence, gone after 120.
     */
    @Test
    void labels_and_bands_as_computed_by_hand() {
        var known =
                boughtAt(
                        Instant.parse("2026-01-01T01:00:00Z"),
                        Instant.parse("2026-01-21T01:00:00Z"),
                        Instant.parse("2026-02-10T01:00:00Z"),
                        Instant.parse("2026-02-10T09:00:00Z"));
        var last = LocalDate.parse("2026-02-10");

        assertThat(at(known, last, 30).value()).isEqualTo("0.05");
        assertThat(at(known, last, 31).value()).isEqualTo("0.15");
        assertThat(at(known, last, 45).value()).isEqualTo("0.15");
        assertThat(at(known, last, 46).band()).isEqualTo(Band.MEDIUM);
        assertThat(at(known, last, 60).label()).isEqualTo(Label.ACTIVE);
        assertThat(at(known, last, 61).label()).isEqualTo(Label.AT_RISK);
        assertThat(at(known, last, 61).band()).isEqualTo(Band.HIGH);
        assertThat(at(known, last, 90).value()).isEqualTo("0.50");
        assertThat(at(known, last, 91).value()).isEqualTo("0.63");
        assertThat(at(known, last, 120).label()).isEqualTo(Label.AT_RISK);
        assertThat(at(known, last, 121).label()).isEqualTo(Label.CHURNED);
        assertThat(at(known, last, 121).band()).isEqualTo(Band.VERY_HIGH);
        // Per day with a purchase 400 / 3, every 40 days, for 365 days: 1216.67; half of that.
        assertThat(at(known, last, 61).expectedLoss()).isEqualTo(Money.of("608.33", "CNY"));
    }

    @Test
    void who_bought_once_is_measured_by_the_prior_and_says_so() {
        var known = boughtAt(Instant.parse("2026-01-01T01:00:00Z"));
        var day = LocalDate.parse("2026-01-01");

        assertThat(at(known, day, 90).label()).isEqualTo(Label.ACTIVE);
        assertThat(at(known, day, 91).label()).isEqualTo(Label.AT_RISK);
        assertThat(at(known, day, 181).label()).isEqualTo(Label.CHURNED);
        assertThat(at(known, day, 91).reasons())
                .extracting(Contribution::feature, it -> it.points().toPlainString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("gapOverOwnRhythm", "0.45"),
                        org.assertj.core.groups.Tuple.tuple("baseline", "0.05"),
                        org.assertj.core.groups.Tuple.tuple("onlyOnePurchase", "0.05"));
        assertThat(at(known, day, 91).reasons().getFirst().words().en())
                .isEqualTo(
                        "91 days without a purchase, 1.52 times the customer's own interval of"
                                + " 60.0 days");
        assertThat(at(known, day, 91).reasons().getFirst().words().zh())
                .isEqualTo("已有91天未购买，是其自身购买间隔（60.0天）的1.52倍");
    }

    @Test
    void complaints_refunds_answers_and_interactions_count_for_a_while() {
        var bought = Instant.parse("2026-01-01T01:00:00Z");
        var day = LocalDate.parse("2026-01-01");
        var sale = bought(bought);
        var opened = bought.plus(Duration.ofDays(1));
        var closed = bought.plus(Duration.ofDays(3));
        var complaint =
                facts(
                        List.of(
                                sale,
                                new Fact.CaseMoved(
                                        "case", true, new ServiceCase.Move(1, true, opened)),
                                new Fact.CaseMoved(
                                        "case", true, new ServiceCase.Move(4, false, closed))));
        var question =
                facts(
                        List.of(
                                sale,
                                new Fact.CaseMoved(
                                        "case", false, new ServiceCase.Move(1, true, opened))));
        var refund =
                facts(List.of(sale, new Fact.Purchased(Fixtures.refund("back", opened, "100"))));
        var poor = facts(List.of(sale, new Fact.Rated(new Rating("r", true, opened))));
        var visit = facts(List.of(sale, new Fact.Interacted(opened)));

        assertThat(at(complaint, day, 0).value()).isEqualTo("0.10");
        assertThat(at(complaint, day, 2).value()).isEqualTo("0.18");
        assertThat(at(complaint, day, 4).value()).isEqualTo("0.14");
        assertThat(points(at(complaint, day, 92), Feature.RECENT_COMPLAINT)).isEqualTo("0.04");
        assertThat(points(at(complaint, day, 93), Feature.RECENT_COMPLAINT)).isEqualTo("0.00");
        assertThat(at(question, day, 2).value()).isEqualTo("0.10");
        assertThat(at(refund, day, 2).value()).isEqualTo("0.13");
        assertThat(at(refund, day, 2).expectedLoss()).isEqualTo(Money.of("0.00", "CNY"));
        assertThat(points(at(poor, day, 180), Feature.POOR_RATING)).isEqualTo("0.04");
        assertThat(points(at(poor, day, 181), Feature.POOR_RATING)).isEqualTo("0.00");
        assertThat(at(visit, day, 14).value()).isEqualTo("0.05");
        assertThat(at(visit, day, 15).value()).isEqualTo("0.10");
    }

    @Test
    void who_never_bought_has_no_score() {
        var known = facts(List.of(new Fact.Interacted(NOW)));

        assertThat(Scorecard.score(known, OWN_RHYTHM, NOW).score()).isNull();
    }

    @Test
    void refunds_are_no_purchases() {
        var sale = Instant.parse("2026-01-01T01:00:00Z");
        var with =
                facts(
                        List.of(
                                bought(sale),
                                new Fact.Purchased(
                                        Fixtures.refund(
                                                "back", sale.plus(Duration.ofDays(200)), "1"))));
        var day = LocalDate.parse("2026-01-01");

        assertThat(at(with, day, 200).label()).isEqualTo(Label.CHURNED);
        assertThat(at(with, day, 200).rhythm().purchaseDays()).isEqualTo(1);
    }

    private static ChurnScore at(CustomerFacts known, LocalDate last, int days) {
        return requireNonNull(
                Scorecard.score(
                                known,
                                OWN_RHYTHM,
                                last.plusDays(days).atTime(12, 0).atZone(SHANGHAI).toInstant())
                        .score());
    }

    private static String points(ChurnScore score, Feature feature) {
        return score.contributions().stream()
                .filter(it -> it.feature().equals(feature.wireName()))
                .findFirst()
                .orElseThrow()
                .points()
                .toPlainString();
    }

    private static BigDecimal sum(List<Contribution> contributions) {
        return contributions.stream()
                .map(Contribution::points)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Anybody: regular, occasional, gone, complaining, or only looking. */
    private static CustomerFacts anybody(Random random) {
        var news = new ArrayList<Fact>();
        var purchases = random.nextInt(12);
        var every = 1 + random.nextInt(90);
        var at = NOW.minus(Duration.ofHours(random.nextInt(12_000)));
        for (var number = 0; number < purchases; number++) {
            var amount = BigDecimal.valueOf(1 + random.nextInt(90_000), 2).toPlainString();
            news.add(
                    new Fact.Purchased(
                            random.nextInt(8) == 0
                                    ? Fixtures.refund("t" + number, at, amount)
                                    : Fixtures.sale("t" + number, at, amount)));
            at = at.plus(Duration.ofHours(random.nextInt(every * 24)));
        }
        for (var number = random.nextInt(4); number > 0; number--) {
            news.add(new Fact.Interacted(sometime(random)));
        }
        for (var number = random.nextInt(3); number > 0; number--) {
            var opened = sometime(random);
            news.add(
                    new Fact.CaseMoved(
                            "c" + number,
                            random.nextBoolean(),
                            new ServiceCase.Move(1, true, opened)));
        }
        for (var number = random.nextInt(3); number > 0; number--) {
            news.add(
                    new Fact.Rated(
                            new Rating("r" + number, random.nextBoolean(), sometime(random))));
        }
        return facts(news);
    }

    private static Instant sometime(Random random) {
        return START.plus(
                Duration.ofMinutes(random.nextInt((int) Duration.between(START, NOW).toMinutes())));
    }
}
