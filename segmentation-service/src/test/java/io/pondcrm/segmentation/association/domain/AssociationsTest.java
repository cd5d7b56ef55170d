package io.pondcrm.segmentation.association.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssociationsTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");

    /**
     * R. Agrawal, R. Srikant, "Fast Algorithms for Mining Association Rules", VLDB 1994, fig. 3.
     */
    @Test
    void the_four_transactions_of_agrawal_and_srikant() {
        var baskets = baskets("1 3 4", "2 3 5", "1 2 3 5", "2 5");

        assertThat(FrequentItemsets.in(baskets, 2, 5, 100).orElseThrow())
                .isEqualTo(
                        Map.of(
                                List.of("1"), 2L,
                                List.of("2"), 3L,
                                List.of("3"), 3L,
                                List.of("5"), 3L,
                                List.of("1", "3"), 2L,
                                List.of("2", "3"), 2L,
                                List.of("2", "5"), 3L,
                                List.of("3", "5"), 2L,
                                List.of("2", "3", "5"), 2L));
    }

    /**
     * J. Han, J. Pei, Y. Yin, SIGMOD 2000, table 1, support 3: f:4 c:4 a:3 b:3 m:3 p:3; by table 2
     * "p" goes with c, "m" with every part of f c a, "a" with f and c, "c" with f.
     */
    @Test
    void the_five_transactions_of_han_pei_and_yin() {
        var baskets =
                baskets(
                        "f a c d g i m p",
                        "a b c f l m o",
                        "b f h j o",
                        "b c k s p",
                        "a f c e l p m n");

        var expected = new HashMap<List<String>, Long>();
        for (var set :
                List.of(
                        "f:4",
                        "c:4",
                        "a:3",
                        "b:3",
                        "m:3",
                        "p:3",
                        "c p:3",
                        "f m:3",
                        "c m:3",
                        "a m:3",
                        "c f m:3",
                        "a f m:3",
                        "a c m:3",
                        "a c f m:3",
                        "a f:3",
                        "a c:3",
                        "a c f:3",
                        "c f:3")) {
            var parts = set.split(":");
            expected.put(List.of(parts[0].split(" ")), Long.valueOf(parts[1]));
        }
        assertThat(FrequentItemsets.in(baskets, 3, 5, 100).orElseThrow()).isEqualTo(expected);
        assertThat(FrequentItemsets.in(baskets, 3, 5, 18)).isPresent();
        assertThat(FrequentItemsets.in(baskets, 3, 5, 17)).isEmpty();
    }

    @Test
    void a_rule_tells_support_confidence_and_lift() {
        var found = find(search("0.5", "1", 3, null), baskets("1 3 4", "2 3 5", "1 2 3 5", "2 5"));

        assertThat(found.itemsets()).isEqualTo(9);
        assertThat(found.rules())
                .extracting(it ->
                        "%s>%s %s %s %s"
                                .formatted(
                                        String.join("+", it.antecedent()),
                                        it.consequent(),
                                        it.support(),
                                        it.confidence(),
                                        it.lift()))
                .containsExactly(
                        "2>5 0.750000 1.000000 1.333333",
                        "5>2 0.750000 1.000000 1.333333",
                        "1>3 0.500000 1.000000 1.333333",
                        "2+3>5 0.500000 1.000000 1.333333",
                        "3+5>2 0.500000 1.000000 1.333333");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void what_is_found_is_what_a_plain_count_over_all_subsets_finds(long seed) {
        var random = new Random(seed);
        var drawn = new ArrayList<List<String>>();
        for (var basket = 0; basket < 200; basket++) {
            var items = new TreeSet<String>();
            for (var item = 0; item < 9; item++) {
                if (random.nextInt(9) > item) {
                    items.add("item-" + item);
                }
            }
            drawn.add(List.copyOf(items));
        }
        var baskets = new Baskets();
        drawn.forEach(baskets::add);
        var minCount = 1 + random.nextInt(60);
        var maxItems = 1 + random.nextInt(5);

        assertThat(FrequentItemsets.in(baskets, minCount, maxItems, 1_000).orElseThrow())
                .isEqualTo(counted(drawn, minCount, maxItems));

        Collections.shuffle(drawn, random);
        var again = new Baskets();
        drawn.forEach(again::add);
        var asked = search("0.2", "0.3", 4, null);
        assertThat(asked.find(again)).isEqualTo(asked.find(baskets));
        assertThat(again.hash()).isEqualTo(baskets.hash());
        for (var rule : find(asked, baskets).rules()) {
            assertThat(rule.count()).isEqualTo(with(drawn, rule.antecedent(), rule.consequent()));
            assertThat(rule.antecedentCount()).isEqualTo(with(drawn, rule.antecedent(), null));
            assertThat(rule.consequentCount()).isEqualTo(with(drawn, List.of(), rule.consequent()));
        }
    }

    @Test
    void sales_of_the_window_make_baskets_and_refunds_none() {
        var baskets = new Baskets();
        search("0.5", "0.5", 2, Duration.ofDays(30))
                .collect(
                        Fixtures.facts(
                                Fixtures.ADA,
                                bought("old", 30, Purchase.Kind.SALE, "a"),
                                bought("in", 29, Purchase.Kind.SALE, "b", "c"),
                                bought("back", 5, Purchase.Kind.REFUND, "d"),
                                bought("unknown", 4, Purchase.Kind.SALE),
                                bought("coming", -1, Purchase.Kind.SALE, "e")),
                        baskets);

        assertThat(baskets.size()).isEqualTo(1);
        assertThat(baskets.items()).isEqualTo(2);
    }

    private static Purchase bought(
            String id, int daysAgo, Purchase.Kind kind, String... categories) {
        return new Purchase(
                id,
                1,
                kind,
                NOW.minus(Duration.ofDays(daysAgo)),
                BigDecimal.ONE,
                "CNY",
                null,
                List.of(categories),
                null);
    }

    private static Associations search(
            String support,
            String confidence,
            int maxItems,
            @org.jspecify.annotations.Nullable Duration window) {
        return new Associations(
                "asc",
                "Test",
                window,
                new BigDecimal(support),
                new BigDecimal(confidence),
                maxItems,
                NOW);
    }

    private static Associations.Outcome.Found find(Associations asked, Baskets baskets) {
        return (Associations.Outcome.Found) asked.find(baskets);
    }

    private static Baskets baskets(String... written) {
        var baskets = new Baskets();
        for (var basket : written) {
            baskets.add(Arrays.asList(basket.split(" ")));
        }
        return baskets;
    }

    /** Counts each subset of nine items in each basket. */
    private static Map<List<String>, Long> counted(
            List<List<String>> drawn, long minCount, int maxItems) {
        var counts = new HashMap<List<String>, Long>();
        for (var bits = 1; bits < 512; bits++) {
            var set = new ArrayList<String>();
            for (var item = 0; item < 9; item++) {
                if ((bits >> item & 1) == 1) {
                    set.add("item-" + item);
                }
            }
            var count = with(drawn, set, null);
            if (count >= minCount && set.size() <= maxItems) {
                counts.put(set, count);
            }
        }
        return counts;
    }

    private static long with(
            List<List<String>> drawn,
            List<String> all,
            @org.jspecify.annotations.Nullable String one) {
        return drawn.stream()
                .filter(it -> it.containsAll(all) && (one == null || it.contains(one)))
                .count();
    }
}
