package io.pondcrm.segmentation.facts.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.profile;
import static io.pondcrm.segmentation.facts.domain.Fixtures.refund;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CustomerFactsTest {

    @Test
    void the_same_news_in_any_order_any_number_of_times_gives_the_same_facts() {
        var news = new ArrayList<Fact>();
        for (var number = 0; number < 40; number++) {
            news.add(
                    new Fact.Purchased(
                            sale(
                                    "txn" + number,
                                    day("2026-01-01").plusSeconds(number % 7),
                                    "1.00")));
        }
        news.add(new Fact.Described(profile(day("2025-12-01"))));
        news.add(
                new Fact.Described(
                        new Profile(
                                2,
                                "PERSON",
                                "CN-BJ",
                                null,
                                null,
                                null,
                                null,
                                Set.of(),
                                Set.of(),
                                day("2025-12-01"))));
        news.add(new Fact.Consented(new ConsentState(1, "MARKETING", "EMAIL", true)));
        news.add(new Fact.Consented(new ConsentState(3, "MARKETING", "EMAIL", false)));
        news.add(new Fact.Consented(new ConsentState(2, "MARKETING", "EMAIL", true)));
        var once = CustomerFacts.nothingAbout(ADA).learn(news);
        var random = new Random(7);

        for (var round = 0; round < 50; round++) {
            var shuffled = new ArrayList<>(news);
            shuffled.addAll(news.subList(0, random.nextInt(news.size())));
            Collections.shuffle(shuffled, random);
            var facts = CustomerFacts.nothingAbout(ADA);
            for (var fact : shuffled) {
                facts = facts.learn(List.of(fact));
            }
            assertThat(facts).isEqualTo(once);
        }
        assertThat(once.profile()).extracting(Profile::region).isEqualTo("CN-BJ");
        assertThat(once.consents())
                .containsEntry("MARKETING/EMAIL", new ConsentState(3, "MARKETING", "EMAIL", false));
        assertThat(once.purchases()).hasSize(40).isSortedAccordingTo(Purchase.IN_TIME);
    }

    @Test
    void nothing_new_gives_the_very_same_facts() {
        var facts = Fixtures.facts(ADA, sale("a", day("2026-01-01"), "1"));

        assertThat(facts.learn(List.of(new Fact.Purchased(sale("a", day("2026-01-01"), "1")))))
                .isSameAs(facts);
    }

    @Test
    void a_later_version_of_a_transaction_replaces_the_earlier() {
        var corrected =
                new Purchase(
                        "a",
                        2,
                        Purchase.Kind.SALE,
                        day("2026-01-02"),
                        new BigDecimal("3"),
                        "CNY",
                        null);

        var facts =
                Fixtures.facts(ADA, sale("a", day("2026-01-01"), "1"))
                        .learn(List.of(new Fact.Purchased(corrected)));

        assertThat(facts.purchases()).containsExactly(corrected);
    }

    @Test
    void a_window_begins_with_the_purchase_and_ends_just_before_its_length_has_passed() {
        var bought = day("2026-01-01");
        var facts = Fixtures.facts(ADA, sale("a", bought, "1"), refund("b", bought, "1"));
        var window = Duration.ofDays(30);

        assertThat(facts.purchasesAt(bought.minusMillis(1), "CNY", window)).isEmpty();
        assertThat(facts.purchasesAt(bought, "CNY", window)).hasSize(2);
        assertThat(facts.purchasesAt(bought.plus(window).minusMillis(1), "CNY", window)).hasSize(2);
        assertThat(facts.purchasesAt(bought.plus(window), "CNY", window)).isEmpty();
        assertThat(facts.purchasesAt(bought.plus(window), "CNY", null)).hasSize(2);
        assertThat(facts.purchasesAt(bought, "EUR", window)).isEmpty();
    }
}
