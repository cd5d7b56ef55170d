package io.pondcrm.segmentation.insight.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pondcrm.kernel.Proportion;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class FunnelTest {

    static final Instant NOW = Fixtures.day("2026-06-01");
    static final Duration YEAR = Duration.ofDays(365);
    static final Duration MONTH = Duration.ofDays(30);
    static final FunnelSteps USUAL = FunnelSteps.valueOf("registered,purchase,purchase");

    @Test
    void each_step_is_later_than_the_one_before() {
        var funnel = new Funnel(USUAL, NOW, YEAR, MONTH);
        funnel.add(registered(100, sale("a", 99), sale("b", 80)), true);
        funnel.add(registered(100, sale("a", 99), sale("b", 99)), true);
        funnel.add(registered(100, sale("a", 101)), true);
        funnel.add(Fixtures.facts(Fixtures.ADA, sale("a", 99)), true);

        assertThat(counts(funnel)).containsExactly(3L, 2L, 1L);
        assertThat(funnel.list().getLast().ofPrevious()).isEqualTo(new Proportion(1, 2));
    }

    @Test
    void the_last_step_is_taken_just_before_the_time_has_passed() {
        var funnel = new Funnel(USUAL, NOW, YEAR, MONTH);
        funnel.add(registered(100, sale("a", 99), sale("b", 70)), true);
        var late =
                registered(
                        100, sale("a", 99), at("b", NOW.minus(Duration.ofDays(70)).minusMillis(1)));
        funnel.add(late, true);

        assertThat(counts(funnel)).containsExactly(2L, 2L, 1L);
    }

    @Test
    void of_several_ways_to_begin_the_one_that_leads_furthest_counts() {
        var funnel = new Funnel(FunnelSteps.valueOf("purchase,refund"), NOW, YEAR, MONTH);
        var back =
                new Purchase(
                        "c",
                        1,
                        Purchase.Kind.REFUND,
                        NOW.minus(Duration.ofDays(5)),
                        BigDecimal.ONE,
                        "CNY",
                        null);
        funnel.add(Fixtures.facts(Fixtures.ADA, sale("a", 300), sale("b", 10), back), true);

        assertThat(counts(funnel)).containsExactly(1L, 1L);
    }

    @Test
    void who_began_lately_may_still_come_there() {
        var funnel = new Funnel(USUAL, NOW, YEAR, MONTH);
        funnel.add(registered(29, sale("a", 10)), true);
        funnel.add(registered(30, sale("a", 10)), true);
        funnel.add(registered(29, sale("a", 10)), false);

        assertThat(funnel.open()).isOne();
    }

    @Test
    void steps_are_two_to_eight_that_we_know() {
        for (var wrong :
                List.of(
                        "purchase",
                        "purchase,",
                        "purchase,purchase:",
                        "bought,purchase",
                        "purchase,purchase,purchase,purchase,purchase,purchase,purchase,purchase,purchase")) {
            assertThatIllegalArgumentException().isThrownBy(() -> FunnelSteps.valueOf(wrong));
        }
        assertThat(FunnelSteps.valueOf("purchase:tea, refund").names())
                .containsExactly("purchase:tea", "refund");
    }

    /** The twin tries every way through everything that happened. */
    @Test
    void equals_a_twin_that_tries_every_way() {
        var random = new Random(63);
        var kinds = List.of("registered", "purchase", "refund", "purchase:tea", "purchase:ink");
        var reached = new long[5];
        for (var round = 0; round < 12_000; round++) {
            var names = new ArrayList<String>();
            for (var step = 2 + random.nextInt(3); step > 0; step--) {
                names.add(kinds.get(random.nextInt(kinds.size())));
            }
            var window = Duration.ofDays(20 + random.nextInt(60));
            var within = Duration.ofDays(1 + random.nextInt(40));
            var customer = customer(random);
            var funnel = new Funnel(new FunnelSteps(names), NOW, window, within);

            funnel.add(customer, true);

            var twin = furthest(names, customer, window, within);
            assertThat(counts(funnel).stream().filter(it -> it == 1).count())
                    .as("%s within %s of %s", names, within, customer)
                    .isEqualTo(twin);
            reached[twin]++;
        }
        assertThat(Arrays.stream(reached).boxed()).allMatch(it -> it > 20);
    }

    private static CustomerFacts customer(Random random) {
        var purchases = new ArrayList<Purchase>();
        for (var number = random.nextInt(9); number > 0; number--) {
            purchases.add(
                    new Purchase(
                            "t" + number,
                            1,
                            random.nextInt(4) == 0 ? Purchase.Kind.REFUND : Purchase.Kind.SALE,
                            NOW.minus(Duration.ofDays(random.nextInt(70) - 3)),
                            BigDecimal.ONE,
                            "CNY",
                            null,
                            List.of("ink", "tea").stream()
                                    .filter(_ -> random.nextBoolean())
                                    .toList(),
                            null));
        }
        var facts = purchases.toArray(Purchase[]::new);
        return random.nextInt(5) == 0
                ? Fixtures.facts(Fixtures.ADA, facts)
                : registered(random.nextInt(70), facts);
    }

    private record Happened(Instant at, Predicate<String> is) {}

    private static int furthest(
            List<String> names, CustomerFacts customer, Duration window, Duration within) {
        var happened = new ArrayList<Happened>();
        var profile = customer.profile();
        if (profile != null) {
            happened.add(new Happened(profile.createdAt(), "registered"::equals));
        }
        for (var purchase : customer.purchases()) {
            happened.add(
                    new Happened(
                            purchase.occurredAt(),
                            name ->
                                    purchase.kind() == Purchase.Kind.REFUND
                                            ? name.equals("refund")
                                            : name.equals("purchase")
                                                    || purchase.categories().stream()
                                                            .anyMatch(it ->
                                                                    name.equals(
                                                                            "purchase:" + it))));
        }
        happened.removeIf(it -> it.at.isAfter(NOW));
        var most = 0;
        for (var first : happened) {
            if (first.is.test(names.getFirst())
                    && Duration.between(first.at, NOW).compareTo(window) < 0) {
                most =
                        Math.max(
                                most,
                                1 + more(names, 1, first.at, first.at.plus(within), happened));
            }
        }
        return most;
    }

    private static int more(
            List<String> names, int step, Instant last, Instant end, List<Happened> happened) {
        var most = 0;
        if (step < names.size()) {
            for (var next : happened) {
                if (next.is.test(names.get(step))
                        && next.at.isAfter(last)
                        && next.at.isBefore(end)) {
                    most = Math.max(most, 1 + more(names, step + 1, next.at, end, happened));
                }
            }
        }
        return most;
    }

    private static List<Long> counts(Funnel funnel) {
        return funnel.list().stream().map(it -> it.reached().members().count()).toList();
    }

    private static CustomerFacts registered(int daysAgo, Purchase... purchases) {
        return Fixtures.registered(Fixtures.ADA, NOW.minus(Duration.ofDays(daysAgo)), purchases);
    }

    private static Purchase sale(String id, int daysAgo) {
        return at(id, NOW.minus(Duration.ofDays(daysAgo)));
    }

    private static Purchase at(String id, Instant moment) {
        return Fixtures.sale(id, moment, "1.00");
    }
}
