package io.pondcrm.segmentation.modelrun.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeedSearchTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    static final Duration MONTH = Duration.ofDays(30);

    @Test
    void a_forecast_is_own_receipts_then_what_follows_then_what_all_buy() {
        var model =
                new NextCategory(
                        Map.of("shoes", 6.0, "socks", 3.0),
                        source -> source.equals("shoes") ? Map.of("socks", 10.0) : Map.of(),
                        1,
                        List.of(0.1, 0.2, 0.3, 0.4),
                        MONTH);
        var ada =
                Fixtures.facts(
                        Fixtures.ADA, bought("1", 90, "socks"), bought("2", 0, "shoes", "hats"));

        var forecast = model.forecast(ada, NOW).orElseThrow();

        // W = 1 + 1/2; t: row of shoes 10/20, of hats 0/10, each half; b: (6+1)/12 and (3+1)/12.
        var left = 0.5 * 10 / 20 + 0.5;
        assertThat(forecast.purchase()).isEqualTo(0.2);
        assertThat(forecast.shares())
                .extracting(NextCategory.Share::category)
                .containsExactly("socks", "shoes");
        var shoes = forecast.shares().getLast();
        assertThat(shoes.own()).isCloseTo(0.5 / 2.5, within(1e-12));
        assertThat(shoes.after()).isZero();
        assertThat(shoes.base()).isCloseTo(left * 7 / 12 / 2.5, within(1e-12));
        var socks = forecast.shares().getFirst();
        assertThat(socks.own()).isCloseTo(0.5 / 2.5, within(1e-12));
        assertThat(socks.after()).isCloseTo(0.5 * 10 / 20 / 2.5, within(1e-12));
        assertThat(socks.base()).isCloseTo(left * 4 / 12 / 2.5, within(1e-12));
        assertThat(model.forecast(Fixtures.facts(Fixtures.BOB), NOW)).isEmpty();
    }

    @Test
    void what_a_forecast_gives_to_all_categories_and_the_unknown_one_is_one() {
        var search = learned(crowd(new Random(3), 200));
        var model = search.before();

        for (var facts : crowd(new Random(3), 200)) {
            model.forecast(facts, NOW.minus(MONTH))
                    .ifPresent(forecast -> {
                        var sum =
                                forecast.shares().stream()
                                        .mapToDouble(NextCategory.Share::share)
                                        .sum();
                        assertThat(sum).isBetween(0.9, 1.0);
                        assertThat(sum + model.likelihood("never seen", forecast.shares()))
                                .isCloseTo(1, within(1e-9));
                        assertThat(forecast.purchase()).isBetween(0.0, 1.0);
                    });
        }
    }

    @Test
    void where_customers_follow_a_habit_the_back_test_beats_the_base_rate() {
        var crowd = crowd(new Random(5), 2_000);
        var search = learned(crowd);
        var before = search.before();
        var base = NeedSearch.base(before);
        crowd.forEach(facts -> search.test(facts, before, base));

        var test = search.outcome();
        assertThat(search.ownPrior()).isEqualTo(64);
        assertThat(test.customers()).isGreaterThan(1_500);
        assertThat(test.buyers()).isGreaterThan(800);
        assertThat(test.expectedBuyers()).isCloseTo(test.buyers(), within(test.buyers() * 0.1));
        assertThat(test.hit1()).isGreaterThan(0.7).isGreaterThan(test.baseHit1() + 0.3);
        assertThat(test.hit3()).isGreaterThanOrEqualTo(test.hit1());
        assertThat(test.logLoss()).isLessThan(test.baseLogLoss() / 1.5);
        var again = learned(crowd);
        assertThat(again.dataHash()).isEqualTo(search.dataHash());
        assertThat(again.rates()).isEqualTo(search.rates());
        assertThat(again.counts().bought()).isEqualTo(search.counts().bought());
    }

    @Test
    void where_categories_are_drawn_by_lot_the_base_rate_is_not_beaten_by_luck() {
        var random = new Random(7);
        var crowd = new ArrayList<CustomerFacts>();
        for (var number = 1; number <= 1_000; number++) {
            var purchases = new ArrayList<Purchase>();
            for (var day = random.nextInt(20); day < 400; day += 15 + random.nextInt(10)) {
                purchases.add(bought(number + "/" + day, day, "c" + random.nextInt(4)));
            }
            crowd.add(
                    Fixtures.facts(Fixtures.customer(number), purchases.toArray(Purchase[]::new)));
        }
        var search = learned(crowd);
        var before = search.before();
        var base = NeedSearch.base(before);
        crowd.forEach(facts -> search.test(facts, before, base));

        var test = search.outcome();
        assertThat(test.baseLogLoss()).isCloseTo(Math.log(4), within(0.01));
        assertThat(test.logLoss()).isCloseTo(test.baseLogLoss(), within(0.01));
        assertThat(test.hit1()).isCloseTo(0.25, within(0.05));
    }

    private static NeedSearch learned(List<CustomerFacts> crowd) {
        var search = new NeedSearch(MONTH, NOW);
        crowd.forEach(search::learn);
        crowd.forEach(search::tune);
        return search;
    }

    /** Who bought c1 buys c2 next, mostly, and so on around; every three weeks or so. */
    private static List<CustomerFacts> crowd(Random random, int size) {
        var crowd = new ArrayList<CustomerFacts>();
        for (var number = 1; number <= size; number++) {
            var purchases = new ArrayList<Purchase>();
            var category = random.nextInt(6);
            for (var day = 400 - random.nextInt(60); day > 0; day -= 30 + random.nextInt(20)) {
                purchases.add(bought(number + "/" + day, day, "c" + category));
                category = random.nextInt(10) == 0 ? random.nextInt(6) : (category + 1) % 6;
            }
            crowd.add(
                    Fixtures.facts(Fixtures.customer(number), purchases.toArray(Purchase[]::new)));
        }
        return crowd;
    }

    private static Purchase bought(String id, int daysAgo, String... categories) {
        return new Purchase(
                id,
                1,
                Purchase.Kind.SALE,
                NOW.minus(Duration.ofDays(daysAgo)),
                BigDecimal.TEN,
                "CNY",
                null,
                List.of(categories),
                null);
    }
}
