package io.pondcrm.segmentation.abc.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.score.domain.Contribution;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AbcClassificationTest {

    static final Instant NOW = Fixtures.day("2026-06-01");
    static final Duration YEAR = Duration.ofDays(365);

    @Test
    void profit_is_what_sales_earned_less_what_refunds_gave_back_of_it() {
        var facts = facts(sale("a", "100", "30"), sale("b", "50", "-5"), refund("c", "100", "-30"));

        assertThat(by(AbcBasis.PROFIT).measure(facts)).isEqualTo(brought("25", "30"));
        assertThat(by(AbcBasis.SALES).measure(facts)).isEqualTo(brought("150", "100"));
    }

    @Test
    void profit_may_be_below_zero() {
        var facts = facts(sale("a", "100", "-12.50"));

        assertThat(by(AbcBasis.PROFIT).measure(facts)).isEqualTo(brought("-12.50", "0"));
    }

    @Test
    void one_purchase_of_unknown_margin_leaves_the_customer_unmeasured() {
        var facts = facts(sale("a", "100", "30"), sale("b", "50", null), refund("c", "9", "-1"));

        assertThat(by(AbcBasis.PROFIT).measure(facts)).isEqualTo(new Measured.Unmeasured(1, 3));
        assertThat(by(AbcBasis.SALES).measure(facts)).isEqualTo(brought("150", "9"));
    }

    @Test
    void what_lies_outside_the_window_need_not_tell_its_margin() {
        var old = purchase("a", Purchase.Kind.SALE, NOW.minus(YEAR), "100", null);
        var facts = facts(old, sale("b", "50", "7"));

        assertThat(by(AbcBasis.PROFIT).measure(facts)).isEqualTo(brought("7", "0"));
    }

    @Test
    void who_neither_bought_nor_gave_back_brings_nothing() {
        assertThat(by(AbcBasis.PROFIT).measure(facts())).isEqualTo(new Measured.Nothing());
    }

    /** By sales the first is the largest; by profit it loses money and comes last. */
    @Test
    void who_buys_most_may_bring_least() {
        var customers =
                List.of(
                        facts(sale("a", "1000", "-100")),
                        facts(sale("b", "100", "80")),
                        facts(sale("c", "100", "15")),
                        facts(sale("d", "100", "5")));

        assertThat(classes(by(AbcBasis.PROFIT), customers)).containsExactly("1A", "2B", "3C", "0C");
        assertThat(classes(by(AbcBasis.SALES), customers)).containsExactly("0A", "1B", "2B", "3C");
    }

    @Test
    void equal_profits_stand_by_customer() {
        var customers = new ArrayList<CustomerFacts>();
        for (var number = 0; number < 5; number++) {
            customers.add(facts(sale("t" + number, "100", "10")));
        }

        assertThat(classes(by(AbcBasis.PROFIT), customers))
                .containsExactly("0A", "1A", "2A", "3A", "4C");
    }

    @Test
    void contributions_sum_to_the_profit_that_the_customer_was_ranked_by() {
        var random = new Random(45);
        for (var round = 0; round < 1_000; round++) {
            var purchases = new ArrayList<Purchase>();
            for (var number = 0; number <= random.nextInt(6); number++) {
                var margin = BigDecimal.valueOf(random.nextInt(20_000) - 8_000, 2).toPlainString();
                purchases.add(
                        random.nextInt(4) == 0
                                ? refund("t" + number, "200", margin)
                                : sale("t" + number, "200", margin));
            }
            var facts = facts(purchases.toArray(Purchase[]::new));
            var classification = by(AbcBasis.PROFIT);
            var brought = (Measured.Brought) classification.measure(facts);
            var table =
                    AbcTable.of(
                            new long[] {AbcClassification.ranked(brought.net())},
                            classification.cuts());

            var score =
                    classification
                            .placeAt(table, 0)
                            .score(facts.customer(), brought.refunds(), NOW);

            var plain =
                    purchases.stream()
                            .map(Purchase::signedMargin)
                            .map(it -> it == null ? BigDecimal.ZERO : it)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(score.value()).isEqualByComparingTo(plain);
            assertThat(
                            score.contributions().stream()
                                    .map(Contribution::points)
                                    .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(plain);
        }
    }

    /** Each rank's row and class. */
    private static List<String> classes(
            AbcClassification classification, List<CustomerFacts> customers) {
        var values =
                customers.stream()
                        .map(classification::measure)
                        .map(Measured.Brought.class::cast)
                        .mapToLong(it -> AbcClassification.ranked(it.net()))
                        .toArray();
        var table = AbcTable.of(values, classification.cuts());
        return IntStream.range(0, table.rows())
                .mapToObj(rank -> table.rowAt(rank) + table.classAt(rank).name())
                .toList();
    }

    private static AbcClassification by(AbcBasis basis) {
        return new AbcClassification("abc_1", "All", basis, "CNY", YEAR, AbcTable.Cuts.USUAL, NOW);
    }

    private static Measured brought(String sales, String refunds) {
        return new Measured.Brought(new BigDecimal(sales), new BigDecimal(refunds));
    }

    private static CustomerFacts facts(Purchase... purchases) {
        return Fixtures.facts(Fixtures.ADA, purchases);
    }

    private static Purchase sale(String id, String amount, @Nullable String margin) {
        return purchase(id, Purchase.Kind.SALE, NOW, amount, margin);
    }

    private static Purchase refund(String id, String amount, @Nullable String margin) {
        return purchase(id, Purchase.Kind.REFUND, NOW, amount, margin);
    }

    private static Purchase purchase(
            String id, Purchase.Kind kind, Instant at, String amount, @Nullable String margin) {
        return new Purchase(
                id,
                1,
                kind,
                at,
                new BigDecimal(amount),
                "CNY",
                "STORE",
                List.of(),
                null,
                margin == null ? null : new BigDecimal(margin));
    }
}
