package io.pondcrm.segmentation.opportunity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.Proportion;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpportunityGapsTest {

    static final Instant NOW = Fixtures.day("2026-06-01");
    static final Duration YEAR = Duration.ofDays(365);
    static final List<String> SEGMENTS = List.of("young", "old", "new");
    static final List<String> CATEGORIES = List.of("tea", "books", "toys", "shoes", "hats");
    static final Offset<Double> CENT = Offset.offset(0.011);

    final OpportunityGaps gaps = new OpportunityGaps(NOW, YEAR, "CNY");

    /** Six of ten buy tea for 40 on average, but one of four members: 2.4 - 1 are missing. */
    @Test
    void a_gap_is_worth_what_the_missing_buyers_would_spend() {
        buyer(1, Set.of("young"), "50.00", "tea");
        for (var number = 2; number <= 4; number++) {
            gaps.add(Fixtures.facts(Fixtures.customer(number)), Set.of("young"));
        }
        for (var number = 5; number <= 9; number++) {
            buyer(number, Set.of("old"), "38.00", "tea");
        }
        gaps.add(Fixtures.facts(Fixtures.customer(10)), Set.of());

        assertThat(gaps.gaps())
                .containsExactly(
                        new OpportunityGaps.Gap(
                                "young",
                                "tea",
                                new Proportion(1, 4),
                                new Proportion(6, 10),
                                new BigDecimal("1.40"),
                                new BigDecimal("40.00"),
                                new BigDecimal("56.00"),
                                new BigDecimal("0.00")));
    }

    /**
     * None of 40 members and 60 of 100 customers buy: the upper limit of none in 40 is z²/(40 + z²)
     * = 3.841459/43.841459 = 0.087622 (Wilson, JASA 22, 1927), so 40 × (0.6 − 0.087622) = 20.49512
     * of the 24 missing are sure, at 40 each.
     */
    @Test
    void what_chance_hardly_explains_is_told_apart() {
        for (var number = 1; number <= 40; number++) {
            gaps.add(Fixtures.facts(Fixtures.customer(number)), Set.of("young"));
        }
        for (var number = 41; number <= 100; number++) {
            buyer(number, Set.of(), "40.00", "tea");
        }

        var gap = gaps.gaps().getFirst();

        assertThat(gap.isSure()).isTrue();
        assertThat(gap.expectedValue()).isEqualByComparingTo("960");
        assertThat(gap.sureValue()).isEqualByComparingTo("819.80");
    }

    @Test
    void of_few_members_a_gap_is_not_sure() {
        buyer(1, Set.of(), "10.00", "tea");
        buyer(2, Set.of(), "10.00", "tea");
        gaps.add(Fixtures.facts(Fixtures.customer(3)), Set.of("new"));

        assertThat(gaps.gaps()).extracting(OpportunityGaps.Gap::isSure).containsExactly(false);
    }

    @Test
    void categories_beyond_the_most_are_passed_over() {
        for (var number = 0; number <= OpportunityGaps.MOST_CATEGORIES; number++) {
            buyer(number + 1, Set.of(), "10.00", "category " + number);
        }
        buyer(5_000, Set.of("new"), "10.00", "category 0", "one more");

        assertThat(gaps.gaps())
                .hasSize(OpportunityGaps.MOST_CATEGORIES - 1)
                .noneMatch(it -> it.category().equals("one more"));
    }

    /** The twin asks of every customer anew, for each segment and category, in doubles. */
    @Test
    void equals_a_straightforward_twin_on_random_customers() {
        var random = new Random(67);
        for (var round = 0; round < 200; round++) {
            var people = people(random);
            var found = new OpportunityGaps(NOW, YEAR, "CNY");
            people.forEach(it -> found.add(it.facts, it.segments));

            var twin = twin(people);

            var gaps = found.gaps();
            assertThat(gaps)
                    .extracting(it -> it.segment() + " " + it.category())
                    .containsExactlyInAnyOrderElementsOf(twin.keySet());
            for (var gap : gaps) {
                var expected =
                        Objects.requireNonNull(twin.get(gap.segment() + " " + gap.category()));
                assertThat(gap.missingBuyers().doubleValue()).isCloseTo(expected[0], CENT);
                assertThat(gap.expectedValue().doubleValue()).isCloseTo(expected[1], CENT);
                assertThat(gap.sureValue().doubleValue()).isCloseTo(expected[2], CENT);
            }
            assertThat(gaps)
                    .extracting(OpportunityGaps.Gap::expectedValue)
                    .isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    private record Person(CustomerFacts facts, Set<String> segments) {}

    private static List<Person> people(Random random) {
        var people = new ArrayList<Person>();
        for (var number = 1; number <= 1 + random.nextInt(40); number++) {
            var purchases = new ArrayList<Purchase>();
            for (var count = random.nextInt(4); count > 0; count--) {
                var categories = new TreeSet<String>();
                for (var more = random.nextInt(4); more > 0; more--) {
                    categories.add(CATEGORIES.get(random.nextInt(CATEGORIES.size())));
                }
                purchases.add(
                        new Purchase(
                                "txn" + number + "-" + count,
                                1,
                                random.nextInt(5) == 0 ? Purchase.Kind.REFUND : Purchase.Kind.SALE,
                                NOW.minus(Duration.ofDays(random.nextInt(500) - 20)),
                                BigDecimal.valueOf(random.nextInt(20_000), 2),
                                random.nextInt(8) == 0 ? "EUR" : "CNY",
                                "STORE",
                                List.copyOf(categories),
                                null));
            }
            var segments = new TreeSet<String>();
            SEGMENTS.forEach(it -> {
                if (random.nextInt(3) == 0) {
                    segments.add(it);
                }
            });
            people.add(
                    new Person(
                            Fixtures.facts(
                                    Fixtures.customer(number), purchases.toArray(Purchase[]::new)),
                            segments));
        }
        return people;
    }

    /** Missing buyers, expected value and sure value by segment and category. */
    private static Map<String, double[]> twin(List<Person> people) {
        var twin = new HashMap<String, double[]>();
        for (var segment : SEGMENTS) {
            for (var category : CATEGORIES) {
                var members = people.stream().filter(it -> it.segments.contains(segment)).toList();
                var n = members.size();
                var bought = members.stream().filter(it -> spent(it, category) != null).count();
                var buyers = people.stream().filter(it -> spent(it, category) != null).toList();
                var share = (double) buyers.size() / people.size();
                var missing = n * share - bought;
                if (missing > 1e-9) {
                    var each =
                            buyers.stream()
                                    .map(it -> spent(it, category))
                                    .filter(Objects::nonNull)
                                    .mapToDouble(Double::doubleValue)
                                    .average()
                                    .orElse(0);
                    var sure = Math.max(0, n * (share - upperLimit(bought, n)));
                    twin.put(
                            segment + " " + category,
                            new double[] {missing, missing * each, sure * each});
                }
            }
        }
        return twin;
    }

    /** What a person spent on a category in the year; null for one who did not buy in it. */
    private static @Nullable Double spent(Person person, String category) {
        Double spent = null;
        for (var purchase : person.facts.purchases()) {
            var age = Duration.between(purchase.occurredAt(), NOW);
            if (purchase.isSale()
                    && purchase.currency().equals("CNY")
                    && !age.isNegative()
                    && age.compareTo(YEAR) < 0
                    && purchase.categories().contains(category)) {
                spent =
                        (spent == null ? 0 : spent)
                                + purchase.amount().doubleValue() / purchase.categories().size();
            }
        }
        return spent;
    }

    private static double upperLimit(long count, long n) {
        var z = 1.959963984540054;
        var p = (double) count / n;
        return (p + z * z / (2 * n) + z * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n)))
                / (1 + z * z / n);
    }

    @Test
    void the_largest_value_comes_first_and_a_receipt_is_shared_by_its_categories() {
        buyer(1, Set.of(), "90.00", "books", "tea", "toys");
        buyer(2, Set.of(), "100.00", "books");
        gaps.add(Fixtures.facts(Fixtures.customer(3)), Set.of("new"));

        assertThat(gaps.gaps())
                .extracting(it -> it.category() + " " + it.expectedValue())
                .containsExactly("books 43.33", "tea 10.00", "toys 10.00");
    }

    @Test
    void what_is_old_foreign_refunded_or_of_no_category_opens_no_gap() {
        gaps.add(
                Fixtures.facts(
                        Fixtures.customer(1),
                        purchase("old", Purchase.Kind.SALE, NOW.minus(YEAR), "CNY", "tea"),
                        purchase("later", Purchase.Kind.SALE, NOW.plusMillis(1), "CNY", "tea"),
                        purchase("foreign", Purchase.Kind.SALE, NOW, "EUR", "tea"),
                        purchase("back", Purchase.Kind.REFUND, NOW, "CNY", "tea"),
                        purchase("unknown", Purchase.Kind.SALE, NOW, "CNY")),
                Set.of());
        gaps.add(Fixtures.facts(Fixtures.customer(2)), Set.of("new"));

        assertThat(gaps.gaps()).isEmpty();
    }

    @Test
    void nobody_leaves_no_gap() {
        assertThat(gaps.gaps()).isEmpty();
    }

    private void buyer(long number, Set<String> segments, String amount, String... categories) {
        gaps.add(
                Fixtures.facts(
                        Fixtures.customer(number),
                        new Purchase(
                                "txn" + number,
                                1,
                                Purchase.Kind.SALE,
                                NOW.minusSeconds(60),
                                new BigDecimal(amount),
                                "CNY",
                                "STORE",
                                List.of(categories),
                                null)),
                segments);
    }

    private static Purchase purchase(
            String id, Purchase.Kind kind, Instant at, String currency, String... categories) {
        return new Purchase(
                id, 1, kind, at, BigDecimal.TEN, currency, "STORE", List.of(categories), null);
    }
}
