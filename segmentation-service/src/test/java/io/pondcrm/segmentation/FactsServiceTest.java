package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.contracts.customer.ConsentGrantedV1;
import io.pondcrm.contracts.customer.ConsentWithdrawnV1;
import io.pondcrm.contracts.customer.CustomerUpdatedV1;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Profile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** Events arrive late, shuffled, again and again, and from two sides at once. */
@PondTest(shared = "segmentation")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class FactsServiceTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired TestClock clock;

    @BeforeEach
    void setTime() {
        clock.freeze(NOW);
    }

    @Test
    void a_purchase_raises_the_tier_and_everybody_hears_of_it_once() {
        var ada = TestEvents.newCustomer();
        var sale = Wire.sale(ada, TestEvents.newId("txn"), NOW.minusSeconds(60), "2500.00");
        events.send(ada, Wire.created(ada, NOW.minusSeconds(3_600)), 1);
        await().atMost(Wire.PATIENCE)
                .until(
                        () -> wire.get("/api/v1/customers/" + ada + "/tier", "scores:read"),
                        it -> it.getResponse().getStatus() == 200);

        events.send(ada, sale, 1);
        events.send(ada, sale, 1);

        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published("crm.tier.v1", ada))
                                .extracting(it -> it.path("to").asString())
                                .containsExactly("STANDARD", "SILVER"));
        var tier = wire.getJson("/api/v1/customers/" + ada + "/tier");
        assertThat(tier.path("tier").asString()).isEqualTo("SILVER");
        assertThat(tier.path("next").path("tier").asString()).isEqualTo("GOLD");
        assertThat(tier.path("next").path("gap").path("amount").asString()).isEqualTo("7500.00");
        assertThat(tier.path("reasons").get(0).path("dimension").asString()).isEqualTo("spend365d");
        assertThat(events.published("crm.lifecycle.v1", ada))
                .extracting(it -> it.path("to").asString())
                .containsExactly("POTENTIAL", "FIRST_PURCHASE");
        assertThat(
                        wire.getJson("/api/v1/customers/" + ada + "/tier?asOf=2026-05-31")
                                .path("status")
                                .asInt())
                .isEqualTo(404);
    }

    /** A crash after the write but before the offset is kept: the same batch comes again. */
    @Test
    void a_batch_that_comes_again_after_a_crash_changes_and_announces_nothing() {
        var bob = TestEvents.newCustomer();
        Map<CustomerId, List<Fact>> batch =
                Map.of(
                        bob,
                        List.of(
                                new Fact.Described(Fixtures.profile(NOW.minusSeconds(90))),
                                new Fact.Purchased(
                                        Fixtures.sale(
                                                TestEvents.newId("txn"),
                                                NOW.minusSeconds(60),
                                                "10000"))));

        facts.learn(batch);
        var once = facts.find(bob);
        facts.learn(batch);
        facts.reconsider(List.of(bob));

        assertThat(facts.find(bob)).isEqualTo(once);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> assertThat(events.published("crm.tier.v1", bob)).isNotEmpty());
        assertThat(events.published("crm.tier.v1", bob))
                .extracting(it -> it.path("to").asString())
                .containsExactly("GOLD");
    }

    @Test
    void later_versions_win_whatever_arrives_last() {
        var eve = TestEvents.newCustomer();
        var moved =
                new CustomerUpdatedV1(
                        eve.value(),
                        "PERSON",
                        "CN-BJ",
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of("moved"),
                        Map.of(),
                        List.of(),
                        NOW.minusSeconds(100),
                        NOW,
                        null);
        events.send(eve, moved, 2);
        events.send(eve, Wire.created(eve, NOW.minusSeconds(100)), 1);
        events.send(eve, new ConsentWithdrawnV1(eve.value(), "MARKETING", "SMS", NOW), 5);
        events.send(eve, new ConsentGrantedV1(eve.value(), "MARKETING", "SMS", NOW), 4);
        events.send(eve, new ConsentGrantedV1(eve.value(), "MARKETING", "EMAIL", NOW), 6);

        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(facts.find(eve))
                                .hasValueSatisfying(known -> {
                                    assertThat(known.profile())
                                            .extracting(Profile::region)
                                            .isEqualTo("CN-BJ");
                                    assertThat(known.consents()).hasSize(2);
                                }));
        var known = facts.find(eve).orElseThrow();
        assertThat(Objects.requireNonNull(known.consents().get("MARKETING/SMS")).granted())
                .isFalse();
        assertThat(Objects.requireNonNull(known.consents().get("MARKETING/EMAIL")).granted())
                .isTrue();
    }

    @Test
    void two_writers_at_once_lose_nothing() throws Exception {
        var both = TestEvents.newCustomer();
        var work = new ArrayList<Callable<Void>>();
        for (var writer = 0; writer < 4; writer++) {
            for (var number = 0; number < 10; number++) {
                var sale =
                        Fixtures.sale(TestEvents.newId("txn"), NOW.minusSeconds(number + 1), "1");
                work.add(() -> {
                    facts.learn(Map.of(both, List.of(new Fact.Purchased(sale))));
                    return null;
                });
            }
        }

        try (var writers = Executors.newFixedThreadPool(4)) {
            for (var done : writers.invokeAll(work)) {
                done.get();
            }
        }

        assertThat(facts.find(both).orElseThrow().purchases()).hasSize(40);
    }

    /** In a currency and a year of its own, so that no other test's customers are in it. */
    @Test
    void a_classification_by_profit_ranks_only_those_whose_profit_is_known() {
        var rich = TestEvents.newCustomer();
        var dear = TestEvents.newCustomer();
        var unknown = TestEvents.newCustomer();
        earn(rich, "100.00", "60.00");
        earn(dear, "900.00", "-40.00");
        earn(unknown, "500.00", "50.00");
        earn(unknown, "500.00", null);
        await().atMost(Wire.PATIENCE)
                .until(() ->
                        facts.find(unknown).filter(it -> it.purchases().size() == 2).isPresent()
                                && facts.find(dear).isPresent()
                                && facts.find(rich).isPresent());

        var begun =
                wire.send(
                        "POST",
                        "/api/v1/abc-classifications",
                        "{\"name\":\"Profit\",\"basis\":\"PROFIT\",\"currency\":\"NZD\","
                                + "\"asOf\":\"2018-03-01\"}",
                        Map.of());
        assertThat(begun).hasStatus(202);
        wire.awaitJob(begun);

        var all =
                wire.getJson("/api/v1/abc-classifications")
                        .path("items")
                        .valueStream()
                        .filter(it -> it.path("currency").asString().equals("NZD"))
                        .findFirst()
                        .orElseThrow();
        assertThat(all.path("basis").asString()).isEqualTo("PROFIT");
        assertThat(all.path("customers").asInt()).isEqualTo(2);
        assertThat(all.path("unmeasured").asInt()).isEqualTo(1);
        var path = "/api/v1/abc-classifications/" + all.path("id").asString();
        assertThat(wire.getJson(path + "/members?sort=rank").path("items"))
                .extracting(
                        it -> it.path("customerId").asString(),
                        it -> it.path("abcClass").asString(),
                        it -> it.path("value").path("amount").asString())
                .containsExactly(
                        tuple(rich.value(), "A", "60.00"), tuple(dear.value(), "C", "-40.00"));
        assertThat(wire.getJson(path + "/unmeasured").path("items"))
                .extracting(
                        it -> it.path("customerId").asString(),
                        it -> it.path("unknown").asInt(),
                        it -> it.path("purchases").asInt())
                .containsExactly(tuple(unknown.value(), 1, 2));
        var of = "/abc?classification=" + all.path("id").asString();
        var asked = wire.get("/api/v1/customers/" + unknown + of, "scores:read");
        assertThat(asked).hasStatus(404);
        assertThat(wire.json(asked).path("code").asString()).isEqualTo("abc-unmeasured");
        assertThat(
                        wire.getJson("/api/v1/customers/" + dear + of)
                                .path("reasons")
                                .get(0)
                                .path("dimension")
                                .asString())
                .isEqualTo("profit");
    }

    private void earn(CustomerId customer, String amount, @Nullable String margin) {
        events.send(
                customer,
                new TransactionRecordedV1(
                        TestEvents.newId("trx"),
                        customer.value(),
                        "SALE",
                        Instant.parse("2018-02-01T12:00:00Z"),
                        amount,
                        "NZD",
                        "STORE",
                        "shop",
                        List.of(),
                        null,
                        margin),
                1);
    }

    /** The gate form of R4: 20,000 deliveries, each distinct event one to five times, shuffled. */
    @Test
    void each_event_takes_effect_once() {
        var random = new Random(20_000);
        var customers = new ArrayList<CustomerId>();
        for (var number = 0; number < 400; number++) {
            customers.add(TestEvents.newCustomer());
        }
        var deliveries = new ArrayList<TransactionRecordedV1>();
        var spend = new TreeMap<String, BigDecimal>();
        var counts = new HashMap<String, Integer>();
        while (deliveries.size() < 20_000) {
            var customer = customers.get(random.nextInt(customers.size()));
            var at = NOW.minus(Duration.ofMinutes(1 + random.nextInt(300 * 24 * 60)));
            var amount = new BigDecimal(1 + random.nextInt(90_000)).movePointLeft(2);
            var refund = random.nextInt(10) == 0;
            var event =
                    refund
                            ? Wire.refund(
                                    customer, TestEvents.newId("txn"), at, amount.toPlainString())
                            : Wire.sale(
                                    customer, TestEvents.newId("txn"), at, amount.toPlainString());
            spend.merge(customer.value(), refund ? amount.negate() : amount, BigDecimal::add);
            counts.merge(customer.value(), 1, Integer::sum);
            var times = 1 + random.nextInt(5);
            deliveries.addAll(Collections.nCopies(times, event));
        }
        Collections.shuffle(deliveries, random);

        deliveries.forEach(it -> events.send(new CustomerId(it.customerId()), it, 1));

        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    for (var customer : customers) {
                        assertThat(facts.find(customer).map(it -> it.purchases().size()).orElse(0))
                                .isEqualTo(counts.get(customer.value()));
                    }
                });
        for (var customer : customers) {
            var known = facts.find(customer).orElseThrow();
            var sum =
                    known.purchases().stream()
                            .map(it -> it.isSale() ? it.amount() : it.amount().negate())
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum).isEqualByComparingTo(spend.get(customer.value()));
        }
    }
}
