package io.pondcrm.churn.facts.domain;

import static io.pondcrm.churn.facts.domain.Fixtures.bought;
import static io.pondcrm.churn.facts.domain.Fixtures.facts;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CustomerFactsTest {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void facts_are_the_same_in_any_order_and_any_number_of_times() {
        var random = new Random(1);
        var news = new ArrayList<Fact>();
        for (var number = 0; number < 40; number++) {
            var at = NOON.minus(Duration.ofHours(random.nextInt(2_000)));
            var complaint = "case_" + number % 5;
            news.add(
                    switch (number % 4) {
                        case 0 -> bought(at);
                        case 1 -> new Fact.Interacted(at);
                        case 2 ->
                                new Fact.CaseMoved(
                                        complaint,
                                        true,
                                        new ServiceCase.Move(number, number % 8 == 2, at));
                        default -> new Fact.Rated(new Rating("r" + number, number % 8 == 3, at));
                    });
        }
        var once = facts(news);

        for (var round = 0; round < 50; round++) {
            var again = new ArrayList<>(news);
            again.addAll(news.subList(0, random.nextInt(news.size())));
            Collections.shuffle(again, random);
            var learned = CustomerFacts.nothingAbout(Fixtures.ADA);
            for (var fact : again) {
                learned = learned.learn(List.of(fact));
            }
            assertThat(learned).isEqualTo(once);
        }
        assertThat(once.learn(news)).isSameAs(once);
    }

    @Test
    void a_later_version_of_a_transaction_replaces_an_earlier_one() {
        var first = Fixtures.sale("txn", NOON, "100");
        var second = new Purchase("txn", 2, true, NOON, first.amount().add(first.amount()), "CNY");

        assertThat(
                        facts(List.of(new Fact.Purchased(second), new Fact.Purchased(first)))
                                .purchases())
                .containsExactly(second);
    }

    @Test
    void a_case_is_open_until_it_is_closed_and_again_when_it_is_opened_again() {
        var known =
                facts(
                        List.of(
                                move(3, true, NOON.plusSeconds(20)),
                                move(1, true, NOON),
                                move(2, false, NOON.plusSeconds(10))));
        var complaint = known.cases().values().iterator().next();

        assertThat(complaint.isOpenAt(NOON.minusMillis(1))).isFalse();
        assertThat(complaint.isOpenAt(NOON)).isTrue();
        assertThat(complaint.isOpenAt(NOON.plusSeconds(10))).isFalse();
        assertThat(complaint.closedBy(NOON.plusSeconds(10))).contains(NOON.plusSeconds(10));
        assertThat(complaint.isOpenAt(NOON.plusSeconds(20))).isTrue();
        assertThat(complaint.closedBy(NOON.plusSeconds(20))).isEmpty();
    }

    private static Fact move(long sequence, boolean opens, Instant at) {
        return new Fact.CaseMoved("case_1", true, new ServiceCase.Move(sequence, opens, at));
    }
}
