package io.pondcrm.segmentation.insight.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pondcrm.kernel.Proportion;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.facts.domain.Rating;
import io.pondcrm.segmentation.score.domain.Days;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SegmentInsightTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    static final Duration YEAR = Duration.ofDays(365);
    static final Days A_YEAR = new Days(365);

    @Test
    void what_is_counted_is_what_a_plain_count_finds() {
        var random = new Random(9);
        var counts = new TraitCounts();
        var had = new HashMap<String, Set<Integer>>();
        var members = new HashSet<Integer>();
        for (var customer = 0; customer < 500; customer++) {
            var isMember = random.nextInt(3) == 0;
            if (isMember) {
                members.add(customer);
            }
            counts.customer(isMember);
            var values = new ArrayList<String>();
            for (var value = 0; value < 5; value++) {
                if (random.nextInt(isMember ? 2 : 2 + value) == 0) {
                    values.add("v" + value);
                    values.add("v" + value);
                    had.computeIfAbsent("v" + value, _ -> new HashSet<>()).add(customer);
                }
            }
            counts.has("trait", values, isMember);
        }

        var traits = counts.traits(10);
        assertThat(traits).hasSize(5);
        for (var trait : traits) {
            var all = java.util.Objects.requireNonNull(had.get(trait.value()));
            var both = all.stream().filter(members::contains).count();
            assertThat(trait.members()).isEqualTo(new Proportion(both, members.size()));
            assertThat(trait.base()).isEqualTo(new Proportion(all.size(), 500));
            assertThat(trait.isOverIndexed())
                    .isEqualTo(trait.members().low().compareTo(trait.base().share()) > 0);
        }
        assertThat(traits).isSortedAccordingTo(Trait.MOST_TELLING);
        assertThat(traits.getFirst().isOverIndexed()).isTrue();
        assertThat(counts.traits(2)).isEqualTo(traits.subList(0, 2));
    }

    @Test
    void needs_count_customers_once_and_sales_each_time() {
        var needs = new SegmentNeeds(NOW, YEAR);
        needs.add(
                Fixtures.facts(
                        Fixtures.ADA,
                        sale("1", 1, null, "shoes", "socks"),
                        sale("2", 2, null, "shoes"),
                        sale("3", 365, null, "hats")),
                true);
        needs.add(Fixtures.facts(Fixtures.BOB, sale("4", 3, null, "shoes")), false);
        needs.add(Fixtures.facts(Fixtures.customer(3)), false);

        assertThat(needs.counts().traits(9))
                .extracting(Trait::value, it -> it.base().count(), Trait::lift)
                .containsExactly(
                        tuple("socks", 1L, new BigDecimal("3.000000")),
                        tuple("shoes", 2L, new BigDecimal("1.500000")));
        assertThat(needs.purchases("shoes")).isEqualTo(2);
        assertThat(needs.purchases("hats")).isZero();
    }

    @Test
    void hours_and_days_are_those_of_the_zone() {
        var shanghai = ZoneId.of("Asia/Shanghai");
        var late =
                Fixtures.facts(
                        Fixtures.ADA,
                        // A Sunday evening in UTC, Monday morning in Shanghai.
                        Fixtures.sale("1", Instant.parse("2026-05-31T23:30:00Z"), "1.00"));
        var byHour = PurchaseTimes.byHour(shanghai, NOW, YEAR);
        var byWeekday = PurchaseTimes.byWeekday(shanghai, NOW, YEAR);
        byHour.add(late, true);
        byWeekday.add(late, true);
        byHour.add(
                Fixtures.facts(Fixtures.BOB, Fixtures.sale("2", NOW.minusSeconds(1), "1.00")),
                false);

        assertThat(byHour.slots()).hasSize(24);
        assertThat(byHour.slots().get(7).members()).isEqualTo(new Proportion(1, 1));
        assertThat(byHour.slots().get(7).base()).isEqualTo(new Proportion(1, 2));
        assertThat(byWeekday.slots()).hasSize(7);
        assertThat(byWeekday.slots().getFirst().members()).isEqualTo(new Proportion(1, 1));
    }

    @Test
    void a_cohort_is_followed_month_by_month() {
        var cohorts = new Cohorts(ZoneOffset.UTC, NOW);
        cohorts.add(bought("2026-03-31T23:59:59Z", "2026-04-01T00:00:00Z", "2026-04-02T00:00:00Z"));
        cohorts.add(bought("2026-03-01T00:00:00Z", "2026-06-01T00:00:00Z"));
        cohorts.add(bought("2026-06-01T00:00:00Z"));
        cohorts.add(bought("2024-06-30T00:00:00Z"));
        cohorts.add(Fixtures.facts(Fixtures.BOB));

        assertThat(cohorts.list())
                .containsExactly(
                        new Cohorts.Cohort(YearMonth.of(2026, 3), List.of(2L, 1L, 0L, 1L)),
                        new Cohorts.Cohort(YearMonth.of(2026, 6), List.of(1L)));
    }

    @Test
    void discounts_and_returns_tell_what_a_customer_looks_for() {
        var bargains = new ArrayList<Purchase>();
        for (var number = 0; number < 10; number++) {
            bargains.add(sale("b" + number, number, "2.50", "shoes"));
        }
        var hunter = profile(bargains);
        assertThat(hunter.discounted()).isEqualTo(new Proportion(10, 10));
        assertThat(hunter.discountOfAmount()).isEqualByComparingTo("0.2");
        assertThat(hunter.leaning()).isEqualTo(NeedProfile.Leaning.PRICE);

        var returns = new ArrayList<Purchase>();
        for (var number = 0; number < 10; number++) {
            returns.add(sale("r" + number, number, "0", "shoes"));
            returns.add(Fixtures.refund("back" + number, NOW.minusSeconds(number), "10.00"));
        }
        assertThat(profile(returns).leaning()).isEqualTo(NeedProfile.Leaning.QUALITY);

        assertThat(profile(List.of(sale("once", 1, "2.50", "shoes"))).leaning())
                .isEqualTo(NeedProfile.Leaning.UNDECIDED);
        var silent = profile(List.of(sale("unknown", 1, null)));
        assertThat(silent.discounted()).isEqualTo(new Proportion(0, 0));
        assertThat(silent.leaning()).isEqualTo(NeedProfile.Leaning.UNDECIDED);
    }

    @Test
    void poor_answers_to_surveys_speak_for_quality_as_returns_do() {
        var facts =
                Fixtures.facts(
                                Fixtures.ADA,
                                sale("1", 1, "0"),
                                sale("2", 2, null),
                                sale("3", 3, null),
                                Fixtures.refund("back", NOW.minusSeconds(9), "10.00"))
                        .learn(
                                List.of(
                                        answer("poor", 2, NOW.minusSeconds(5)),
                                        answer("poor", 2, NOW.minusSeconds(5)),
                                        answer("fair", 3, NOW),
                                        answer("later", 1, NOW.plusMillis(1)),
                                        answer("long ago", 1, NOW.minus(YEAR))));
        var profile = NeedProfile.of(facts, "CNY", NOW, A_YEAR);

        assertThat(profile.returned()).isEqualTo(new Proportion(1, 3));
        assertThat(profile.poorlyRated()).isEqualTo(new Proportion(1, 2));
        assertThat(profile.share(NeedProfile.Need.QUALITY)).isEqualTo(new Proportion(2, 5));
        var score = profile.score(NeedProfile.Need.QUALITY, "P365D", NOW);
        assertThat(score.value()).isEqualTo(new Proportion(2, 5).low());
        assertThat(score.contributions())
                .extracting(it -> it.dimension() + " " + it.input() + " " + it.points())
                .startsWith("returns 1/3 0.200000", "surveyAnswers 1/2 0.200000");
        assertThat(score.contributions().getLast().points()).isNegative();
        assertThat(score.inputs().lines())
                .hasSize(7)
                .contains("needs|1|P365D|CNY", "poor|2026-06-01T03:59:55Z|2/5");
        // What is answered later says nothing of a moment before, and what was long ago does again.
        var before = NeedProfile.of(facts, "CNY", NOW.minusSeconds(6), A_YEAR);
        assertThat(before.poorlyRated()).isEqualTo(new Proportion(1, 1));
    }

    private static Fact answer(String id, int score, Instant at) {
        return new Fact.Rated(new Rating(id, score, 5, at));
    }

    private static NeedProfile profile(List<Purchase> purchases) {
        return NeedProfile.of(
                Fixtures.facts(Fixtures.ADA, purchases.toArray(Purchase[]::new)),
                "CNY",
                NOW,
                A_YEAR);
    }

    private static CustomerFacts bought(String... moments) {
        var purchases = new ArrayList<Purchase>();
        for (var moment : moments) {
            purchases.add(Fixtures.sale(moment, Instant.parse(moment), "1.00"));
        }
        return Fixtures.facts(Fixtures.ADA, purchases.toArray(Purchase[]::new));
    }

    private static Purchase sale(
            String id, int daysAgo, @Nullable String discount, String... categories) {
        return new Purchase(
                id,
                1,
                Purchase.Kind.SALE,
                NOW.minus(Duration.ofDays(daysAgo)),
                BigDecimal.TEN,
                "CNY",
                null,
                List.of(categories),
                discount == null ? null : new BigDecimal(discount));
    }
}
