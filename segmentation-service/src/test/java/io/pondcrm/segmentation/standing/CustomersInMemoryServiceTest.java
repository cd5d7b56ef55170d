package io.pondcrm.segmentation.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.Wire;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.segment.domain.Memberships;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;

/** The copy of all customers in memory holds what the store holds. */
@PondTest
@SpringBootTest(properties = "pond.retention.interval=PT0.2S")
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class CustomersInMemoryServiceTest {

    private static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    private static final String TWICE_LATELY =
            "{\"count\":\"purchases\",\"window\":\"P90D\",\"op\":\"gte\",\"value\":2}";

    @Autowired Wire wire;
    @Autowired Facts facts;
    @Autowired TestClock clock;
    @Autowired MongoOperations mongo;
    @Autowired Ids ids;
    @Autowired CustomersInMemory memory;
    @Autowired MongoStandings standings;
    @Autowired Memberships memberships;

    private final Random random = new Random(33);

    @BeforeEach
    void now() {
        clock.freeze(NOW);
        await().until(memory::isWhole);
    }

    @Test
    void each_refresh_brings_in_what_was_written_before() {
        var customers = new ArrayList<CustomerId>();
        for (var round = 0; round < 10; round++) {
            customers.add(TestEvents.newCustomer());
            for (var customer : customers) {
                if (random.nextBoolean()) {
                    facts.learn(Map.of(customer, List.of(sale())));
                }
            }

            assertThat(memory.refresh()).isTrue();

            assertThat(inMemory()).isEqualTo(inStore());
        }
    }

    @Test
    void who_is_gone_from_the_store_is_gone_from_memory() {
        var ada = TestEvents.newCustomer();
        facts.learn(Map.of(ada, List.of(sale())));
        memory.refresh();
        assertThat(inMemory()).containsKey(ada);

        mongo.remove(query(where("_id").is(ada.value())), StandingDocument.class);

        assertThat(memory.refresh()).isTrue();
        assertThat(inMemory()).isEqualTo(inStore()).doesNotContainKey(ada);
    }

    @Test
    void where_there_are_more_customers_than_memory_is_for_there_is_no_copy() {
        facts.learn(Map.of(TestEvents.newCustomer(), List.of(sale())));
        var settings =
                new StandingSettings("CNY", Duration.ofMillis(1), Duration.ZERO, Duration.ZERO, 0);
        var none = new CustomersInMemory(mongo, ids, settings);

        assertThat(none.sweep()).isFalse();

        assertThat(none.isWhole()).isFalse();
        assertThat(none.refresh()).isFalse();
    }

    @Test
    void a_renewal_from_memory_leaves_nothing_for_one_that_looks_at_all() {
        for (var number = 0; number < 60; number++) {
            var news = new ArrayList<Fact>();
            for (var times = random.nextInt(1, 5); times > 0; times--) {
                news.add(sale());
            }
            facts.learn(Map.of(TestEvents.newCustomer(), news));
        }
        var made =
                wire.send(
                        "POST",
                        "/api/v1/segments",
                        "{\"name\":\"Renewed\",\"predicate\":%s}".formatted(TWICE_LATELY),
                        Map.of());
        wire.awaitJob(made);
        var segment = wire.json(made).path("id").asString();
        var renewed = versions();

        standings.reconsiderAllNow(null, (_, _) -> {});
        assertThat(versions()).isEqualTo(renewed);

        wire.send("DELETE", "/api/v1/segments/" + segment, "", Map.of("If-Match", "\"1\""));
        memberships.renew(segment, null, (_, _) -> {});
        var left = versions();
        assertThat(left).isNotEqualTo(renewed);
        standings.reconsiderAllNow(null, (_, _) -> {});
        assertThat(versions()).isEqualTo(left);
    }

    private Fact sale() {
        var at = NOW.minus(Duration.ofHours(random.nextInt(1, 4_000)));
        return new Fact.Purchased(Fixtures.sale(TestEvents.newId("trx"), at, "10.00"));
    }

    private Map<CustomerId, CustomerFacts> inMemory() {
        var known = new TreeMap<CustomerId, CustomerFacts>(BY_ID);
        for (var page = memory.listAfter(null, 7);
                !page.isEmpty();
                page = memory.listAfter(page.getLast().facts().customer(), 7)) {
            page.forEach(it -> known.put(it.facts().customer(), it.facts()));
        }
        return known;
    }

    private Map<CustomerId, CustomerFacts> inStore() {
        var known = new TreeMap<CustomerId, CustomerFacts>(BY_ID);
        mongo.findAll(StandingDocument.class)
                .forEach(it -> known.put(new CustomerId(it.id()), it.facts()));
        return known;
    }

    private Map<String, Long> versions() {
        var versions = new TreeMap<String, Long>();
        mongo.findAll(StandingDocument.class).forEach(it -> versions.put(it.id(), it.version()));
        return versions;
    }

    private static final Comparator<CustomerId> BY_ID = Comparator.comparing(CustomerId::value);
}
