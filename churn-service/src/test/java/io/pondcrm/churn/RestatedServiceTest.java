package io.pondcrm.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.churn.facts.domain.Facts;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerProcessingChangedV1;
import io.pondcrm.contracts.customer.CustomerRestatedV1;
import io.pondcrm.contracts.customer.CustomerUnknownV1;
import io.pondcrm.contracts.customer.TransactionRestatedV1;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/** What was corrupted in the store is as it was when customer-service says it once more. */
@PondTest(shared = "churn")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class RestatedServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    private static final Instant BORN = NOW.minusSeconds(3_600);
    private static final Instant BOUGHT = NOW.minusSeconds(60);

    @Autowired TestEvents events;
    @Autowired TestClock clock;
    @Autowired MongoOperations mongo;
    @Autowired Facts facts;

    @BeforeEach
    void setTime() {
        clock.freeze(NOW);
    }

    private record Buyer(CustomerId id, String purchase, JsonNode copy) {}

    private Buyer buyer() {
        var customer = TestEvents.newCustomer();
        var purchase = TestEvents.newId("trx");
        events.send(customer, Wire.sale(customer, purchase, BOUGHT, "100.00"), 1);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.copyOf(customer).propertyNames())
                                .containsExactly("payments"));
        return new Buyer(customer, purchase, events.copyOf(customer));
    }

    private void becomes(CustomerId customer, JsonNode copy) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events.copyOf(customer)).isEqualTo(copy));
    }

    private static CustomerRestatedV1 restated(
            CustomerId customer, @Nullable String merge, @Nullable CustomerId survivor) {
        return new CustomerRestatedV1(
                customer.value(),
                "PERSON",
                "CN-SH",
                "FEMALE",
                "30-39",
                "02-28",
                "zh-CN",
                "Asia/Shanghai",
                List.of("vip"),
                Map.of(),
                List.of("shop"),
                BORN,
                BORN,
                merge,
                survivor == null ? null : survivor.value());
    }

    private static TransactionRestatedV1 restated(CustomerId customer, String purchase) {
        return new TransactionRestatedV1(
                purchase,
                customer.value(),
                true,
                "SALE",
                BOUGHT,
                "100.00",
                "CNY",
                "STORE",
                "shop",
                List.of(),
                null,
                null);
    }

    @Test
    void purchases_and_stops_that_are_wrong_lost_or_invented_are_as_they_were() {
        var changed = buyer();
        var lost = buyer();
        var stranger = buyer();
        mongo.updateFirst(
                query(where("_id").is(changed.id().value())),
                new Update()
                        .set("purchases", List.of(purchase(changed.purchase()), purchase("trx_x")))
                        .set(
                                "stops",
                                List.of(
                                        new Document("whose", changed.id().value())
                                                .append("sequence", 3L)
                                                .append("stopped", true)))
                        .inc("version", 1),
                "standings");
        mongo.remove(query(where("_id").is(lost.id().value())), "standings");
        assertThat(events.copyOf(changed.id())).isNotEqualTo(changed.copy());
        assertThat(events.copyOf(lost.id()).isMissingNode()).isTrue();

        events.send(changed.id(), restated(changed.id(), changed.purchase()), 2);
        events.send(changed.id(), TransactionRestatedV1.unknown("trx_x", changed.id().value()), 2);
        events.send(
                changed.id(),
                new CustomerProcessingChangedV1(changed.id().value(), false, List.of(), NOW),
                4);
        events.send(lost.id(), restated(lost.id(), lost.purchase()), 2);
        events.send(stranger.id(), new CustomerUnknownV1(stranger.id().value(), NOW), 1);

        becomes(changed.id(), changed.copy());
        becomes(lost.id(), lost.copy());
        await().atMost(PATIENCE).until(() -> facts.find(stranger.id()).isEmpty());
    }

    private static Document purchase(String id) {
        return new Document("_id", id)
                .append("seq", 1L)
                .append("sale", true)
                .append("at", java.util.Date.from(BOUGHT))
                .append("sum", "9.00")
                .append("cur", "CNY");
    }

    @Test
    void who_is_part_of_the_wrong_one_is_put_right_for_all_three() {
        var survivor = buyer();
        var merged = buyer();
        var other = buyer();
        var merge = TestEvents.newId("mrg");
        events.send(
                merged.id(),
                new CustomerMergedV1(merge, survivor.id().value(), merged.id().value(), NOW),
                2);
        await().atMost(PATIENCE)
                .until(() -> facts.find(survivor.id()).orElseThrow().purchases().size() == 2);
        var both = events.copyOf(survivor.id());
        // As if it had been told wrongly: the wrong one has what is not theirs.
        events.send(merged.id(), restated(merged.id(), merge, other.id()), 3);
        await().atMost(PATIENCE)
                .until(() -> facts.find(other.id()).orElseThrow().purchases().size() == 2);
        becomes(survivor.id(), survivor.copy());

        events.send(merged.id(), restated(merged.id(), merge, survivor.id()), 4);
        becomes(survivor.id(), both);
        becomes(other.id(), other.copy());

        events.send(merged.id(), restated(merged.id(), null, null), 5);
        becomes(survivor.id(), survivor.copy());
        becomes(merged.id(), merged.copy());
    }
}
