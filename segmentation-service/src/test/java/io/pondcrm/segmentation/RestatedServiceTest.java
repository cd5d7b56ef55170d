package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.contracts.customer.ConsentGrantedV1;
import io.pondcrm.contracts.customer.ConsentRestatedV1;
import io.pondcrm.contracts.customer.ConsentWithdrawnV1;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerProcessingChangedV1;
import io.pondcrm.contracts.customer.CustomerRestatedV1;
import io.pondcrm.contracts.customer.CustomerUnknownV1;
import io.pondcrm.contracts.customer.StatedConsent;
import io.pondcrm.contracts.customer.TransactionRestatedV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
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
@PondTest(shared = "segmentation")
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
        events.send(customer, Wire.created(customer, BORN), 1);
        events.send(
                customer, new ConsentGrantedV1(customer.value(), "MARKETING", "EMAIL", BORN), 1);
        events.send(customer, new ConsentWithdrawnV1(customer.value(), "SURVEYS", "ANY", BORN), 2);
        events.send(customer, Wire.sale(customer, purchase, BOUGHT, "100.00"), 1);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.copyOf(customer).propertyNames())
                                .contains("kind", "consents", "purchases"));
        await().atMost(PATIENCE)
                .until(() -> facts.find(customer).orElseThrow().consents().size() == 2);
        return new Buyer(customer, purchase, events.copyOf(customer));
    }

    private void becomes(CustomerId customer, JsonNode copy) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events.copyOf(customer)).isEqualTo(copy));
    }

    private void corrupt(CustomerId customer, Update update) {
        var changed =
                mongo.updateFirst(
                        query(where("_id").is(customer.value())),
                        update.inc("version", 1),
                        "standings");
        assertThat(changed.getModifiedCount()).isOne();
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

    private static ConsentRestatedV1 consents(CustomerId customer) {
        return new ConsentRestatedV1(
                customer.value(),
                List.of(
                        new StatedConsent("MARKETING", "EMAIL", true),
                        new StatedConsent("SURVEYS", "ANY", false)));
    }

    @Test
    void a_field_that_was_changed_is_as_it_was_and_so_is_the_past() {
        var buyer = buyer();
        corrupt(buyer.id(), new Update().set("profile.region", "CN-XJ").set("profile.sequence", 7));
        assertThat(events.copyOf(buyer.id())).isNotEqualTo(buyer.copy());

        events.send(buyer.id(), restated(buyer.id(), null, null), 8);

        becomes(buyer.id(), buyer.copy());
        var known = facts.find(buyer.id()).orElseThrow();
        assertThat(known.findProfileAt(BORN).orElseThrow().region()).isEqualTo("CN-SH");
        // What was said before, and comes again, changes nothing.
        events.send(buyer.id(), Wire.created(buyer.id(), NOW), 1);
        events.send(buyer.id(), restated(buyer.id(), null, null), 8);
        becomes(buyer.id(), buyer.copy());
    }

    @Test
    void consents_that_were_turned_lost_or_invented_are_as_they_were() {
        var buyer = buyer();
        corrupt(
                buyer.id(),
                new Update()
                        .set(
                                "consents",
                                List.of(
                                        consent(2, "SURVEYS", "ANY", true),
                                        consent(9, "PROFILING", "ANY", true))));
        assertThat(events.copyOf(buyer.id())).isNotEqualTo(buyer.copy());

        events.send(buyer.id(), consents(buyer.id()), 10);

        becomes(buyer.id(), buyer.copy());
        // A word that is newer than what was said again stays, whichever comes first.
        events.send(
                buyer.id(),
                new ConsentWithdrawnV1(buyer.id().value(), "MARKETING", "EMAIL", NOW),
                11);
        events.send(buyer.id(), consents(buyer.id()), 10);
        await().atMost(PATIENCE)
                .until(() ->
                        facts.find(buyer.id()).orElseThrow().consents().values().stream()
                                .noneMatch(
                                        it -> it.key().equals("MARKETING/EMAIL") && it.granted()));
    }

    private static Document consent(long sequence, String purpose, String channel, boolean yes) {
        return new Document("sequence", sequence)
                .append("purpose", purpose)
                .append("channel", channel)
                .append("granted", yes);
    }

    @Test
    void purchases_that_were_changed_lost_or_invented_are_as_they_were() {
        var buyer = buyer();
        var lost = TestEvents.newId("trx");
        events.send(buyer.id(), Wire.sale(buyer.id(), lost, BOUGHT, "100.00"), 1);
        await().atMost(PATIENCE)
                .until(() -> facts.find(buyer.id()).orElseThrow().purchases().size() == 2);
        var right = events.copyOf(buyer.id());
        corrupt(
                buyer.id(),
                new Update()
                        .set("purchases", List.of(purchase(buyer.purchase()), purchase("trx_x"))));
        assertThat(events.copyOf(buyer.id())).isNotEqualTo(right);

        events.send(buyer.id(), restated(buyer.id(), buyer.purchase()), 2);
        events.send(buyer.id(), restated(buyer.id(), lost), 2);
        events.send(buyer.id(), TransactionRestatedV1.unknown("trx_x", buyer.id().value()), 2);

        becomes(buyer.id(), right);
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
    void somebody_who_was_lost_is_there_again_and_somebody_unknown_is_gone() {
        var lost = buyer();
        var stranger = buyer();
        mongo.remove(query(where("_id").is(lost.id().value())), "standings");
        assertThat(events.copyOf(lost.id()).isMissingNode()).isTrue();

        events.send(lost.id(), restated(lost.id(), null, null), 2);
        events.send(lost.id(), consents(lost.id()), 3);
        events.send(lost.id(), restated(lost.id(), lost.purchase()), 2);
        events.send(stranger.id(), new CustomerUnknownV1(stranger.id().value(), NOW), 1);

        becomes(lost.id(), lost.copy());
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(events.copyOf(stranger.id()).isMissingNode()).isTrue());
        assertThat(facts.find(stranger.id())).isEmpty();
    }

    @Test
    void a_stop_that_nobody_made_is_lifted() {
        var buyer = buyer();
        corrupt(
                buyer.id(),
                new Update()
                        .set(
                                "stops",
                                List.of(
                                        new Document("whose", buyer.id().value())
                                                .append("sequence", 3L)
                                                .append("stopped", true))));
        assertThat(facts.find(buyer.id()).orElseThrow().isStopped()).isTrue();

        events.send(
                buyer.id(),
                new CustomerProcessingChangedV1(buyer.id().value(), false, List.of(), NOW),
                4);

        becomes(buyer.id(), buyer.copy());
    }

    @Test
    void who_is_part_of_the_wrong_one_of_nobody_or_should_be_is_put_right() {
        var survivor = buyer();
        var merged = buyer();
        var other = buyer();
        var merge = TestEvents.newId("mrg");
        for (var told : List.of(survivor, merged)) {
            events.send(
                    told.id(),
                    new CustomerMergedV1(merge, survivor.id().value(), merged.id().value(), NOW),
                    2);
        }
        await().atMost(PATIENCE)
                .until(() -> facts.find(survivor.id()).orElseThrow().purchases().size() == 2);
        var aside = events.copyOf(merged.id());
        var both = events.copyOf(survivor.id());
        assertThat(aside.propertyNames()).containsExactly("mergedInto");
        mongo.updateFirst(
                query(where("_id").is(merged.id().value())),
                Update.update("survivorId", other.id().value()),
                "merged_standings");
        assertThat(events.copyOf(merged.id())).isNotEqualTo(aside);

        events.send(merged.id(), restated(merged.id(), merge, survivor.id()), 3);
        becomes(merged.id(), aside);
        becomes(survivor.id(), both);

        mongo.remove(query(where("_id").is(merged.id().value())), "merged_standings");
        events.send(merged.id(), restated(merged.id(), merge, survivor.id()), 4);
        becomes(merged.id(), aside);

        // Nobody says that they are one any more.
        events.send(merged.id(), restated(merged.id(), null, null), 5);
        events.send(merged.id(), consents(merged.id()), 5);
        events.send(merged.id(), restated(merged.id(), merged.purchase()), 5);
        becomes(merged.id(), merged.copy());
        assertThat(events.copyOf(other.id())).isEqualTo(other.copy());
    }
}
