package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Segments by what customers did within a window, and the history of who was in them. */
@PondTest
@SpringBootTest(properties = "pond.retention.interval=PT0.2S")
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class SegmentServiceTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    static final String TWICE_LATELY =
            "{\"count\":\"purchases\",\"window\":\"P90D\",\"op\":\"gte\",\"value\":2}";
    static final String SEGMENT_TOPIC = "crm.segment.v1";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired TestClock clock;
    @Autowired MongoOperations mongo;
    @Autowired ApplicationContext context;

    @BeforeEach
    void now() {
        clock.freeze(NOW);
    }

    @Test
    void a_member_leaves_in_the_second_in_which_the_window_has_passed() {
        var ada = TestEvents.newCustomer();
        var leaves = NOW.minusSeconds(3_600).plus(Duration.ofDays(90));
        facts.learn(Map.of(ada, List.of(sale(NOW.minusSeconds(3_600)), sale(NOW))));
        var segment = segment("Twice, to the second", TWICE_LATELY);

        clock.freeze(leaves.minusSeconds(1));
        facts.reconsider(List.of(ada));
        assertThat(members(segment)).contains(ada.value());

        clock.freeze(leaves);
        var left = awaitMoves(segment, ada, "ENTERED", "LEFT").getLast();
        assertThat(left.path("at").asString()).isEqualTo("2026-08-30T03:00:00.000Z");
        assertThat(left.path("cause").asString()).isEqualTo("TIME");
        assertThat(left.path("eventId").isMissingNode()).isTrue();
        assertThat(members(segment)).doesNotContain(ada.value());
    }

    @Test
    void the_event_that_moved_a_customer_is_named_however_often_it_comes() {
        var bob = TestEvents.newCustomer();
        var segment = segment("Twice, by event", TWICE_LATELY);
        var first = TestEvents.newId("evt");
        var second = TestEvents.newId("evt");
        var back = TestEvents.newId("evt");
        var sale = Wire.sale(bob, TestEvents.newId("txn"), NOW.minusSeconds(60), "10.00");
        var again = Wire.sale(bob, TestEvents.newId("txn"), NOW.minusSeconds(30), "10.00");
        for (var times = 0; times < 3; times++) {
            send(bob, first, sale, 1);
            send(bob, second, again, 1);
        }

        awaitMoves(segment, bob, "ENTERED");

        // The second sale was a refund after all: a later version of the same transaction.
        var refund =
                new TransactionRecordedV1(
                        again.transactionId(),
                        bob.value(),
                        "REFUND",
                        again.occurredAt(),
                        "-10.00",
                        "CNY",
                        "STORE",
                        "shop",
                        List.of(),
                        null,
                        null);
        send(bob, back, refund, 2);
        send(bob, second, again, 1);

        var moves = awaitMoves(segment, bob, "ENTERED", "LEFT");
        assertThat(moves)
                .extracting(it -> it.path("cause").asString())
                .containsExactly("EVENT", "EVENT");
        assertThat(moves)
                .extracting(it -> it.path("eventType").asString())
                .containsOnly("transaction.recorded.v1");
        assertThat(moves)
                .extracting(it -> it.path("eventId").asString())
                .containsExactly(second, back);
    }

    @Test
    void of_several_events_at_once_the_one_that_settled_it_is_named() {
        var eve = TestEvents.newCustomer();
        var segment = segment("Thrice, at once", TWICE_LATELY.replace(":2}", ":3}"));
        var ids = new ArrayList<String>();
        var inbox = (SmartLifecycle) context.getBean("inboxContainers");
        inbox.stop();
        for (var number = 0; number < 5; number++) {
            ids.add(TestEvents.newId("evt"));
            send(
                    eve,
                    ids.getLast(),
                    Wire.sale(eve, TestEvents.newId("txn"), NOW.minusSeconds(60 - number), "1.00"),
                    1);
        }
        inbox.start();

        assertThat(awaitMoves(segment, eve, "ENTERED").getFirst().path("eventId").asString())
                .isEqualTo(ids.get(2));
    }

    @Test
    void a_changed_definition_is_a_cause_of_its_own() {
        var ida = TestEvents.newCustomer();
        facts.learn(Map.of(ida, List.of(sale(NOW.minusSeconds(60)))));
        var segment = segment("Once, then twice", TWICE_LATELY.replace(":2}", ":1}"));
        awaitMoves(segment, ida, "ENTERED");

        var changed =
                wire.send(
                        "PATCH",
                        "/api/v1/segments/" + segment,
                        "{\"predicate\":" + TWICE_LATELY + "}",
                        Map.of("If-Match", "\"1\""));
        wire.awaitJob(changed);

        assertThat(awaitMoves(segment, ida, "ENTERED", "LEFT"))
                .extracting(it -> it.path("cause").asString())
                .containsExactly("DEFINITION", "DEFINITION");
    }

    @Test
    void history_survives_a_restart_repeats_and_disorder() {
        // Nobody else's customers pay 77.
        var segment = segment("Twice, through a restart", twiceFor(77));
        var customers = new ArrayList<CustomerId>();
        var inbox = (SmartLifecycle) context.getBean("inboxContainers");
        inbox.stop();
        for (var number = 0; number < 30; number++) {
            var customer = TestEvents.newCustomer();
            customers.add(customer);
            clock.freeze(NOW.plusSeconds(number));
            facts.learn(Map.of(customer, List.of(sale(NOW, "77"), sale(NOW, "77.00"))));
        }
        assertThat(wire.getJson(changes(segment)).path("items")).isEmpty();

        inbox.start();
        await().atMost(Wire.PATIENCE).untilAsserted(() -> assertThat(kept(segment)).hasSize(30));
        var before = kept(segment);
        var repeats = new ArrayList<>(before);
        repeats.addAll(before);
        Collections.shuffle(repeats, new Random(5));
        for (var change : repeats) {
            events.send(
                    SEGMENT_TOPIC,
                    "segment.entered.v1",
                    change.getString("customer"),
                    change.getString("_id"),
                    1,
                    "{\"customerId\":\"%s\",\"segmentId\":\"%s\",\"segmentVersion\":1,\"enteredAt\":\"2020-01-01T00:00:00Z\"}"
                            .formatted(change.getString("customer"), segment));
        }
        // What comes after the repeats on each customer's partition shows that they were taken in.
        clock.freeze(NOW.plus(Duration.ofDays(90)));
        await().atMost(Wire.PATIENCE).untilAsserted(() -> assertThat(kept(segment)).hasSize(60));

        assertThat(kept(segment)).containsAll(before);
        var read = new ArrayList<JsonNode>();
        for (String uri = changes(segment) + "?sort=at&limit=7"; uri != null; ) {
            var page = wire.getJson(uri);
            page.path("items").forEach(read::add);
            var cursor = page.path("nextCursor");
            uri =
                    cursor.isString()
                            ? changes(segment) + "?sort=at&limit=7&cursor=" + cursor.asString()
                            : null;
        }
        assertThat(read).hasSize(60);
        assertThat(read.subList(0, 30))
                .extracting(it -> it.path("customerId").asString())
                .containsExactlyElementsOf(customers.stream().map(CustomerId::value).toList());
        assertThat(read).extracting(it -> it.path("at").asString()).isSorted();
        var middle =
                wire.getJson(
                        changes(segment)
                                + "?from=2026-06-01T04:00:10Z&to=2026-06-01T04:00:20Z&limit=100");
        assertThat(middle.path("items")).hasSize(10);
        assertThat(middle.path("items").get(0).path("at").asString())
                .isEqualTo("2026-06-01T04:00:19.000Z");
        assertThat(wire.getJson(changes(segment) + "?to=2026-06-01").path("items")).isEmpty();
    }

    @Test
    void history_is_forgotten_when_it_was_kept_long_enough() {
        var kim = TestEvents.newCustomer();
        var segment = segment("Twice, and forgotten", TWICE_LATELY);
        facts.learn(Map.of(kim, List.of(sale(NOW), sale(NOW))));
        awaitMoves(segment, kim, "ENTERED");

        clock.freeze(NOW.plus(Duration.ofDays(90)));
        awaitMoves(segment, kim, "ENTERED", "LEFT");
        clock.freeze(NOW.plus(Duration.ofDays(400)).plusMillis(1));

        awaitMoves(segment, kim, "LEFT");
    }

    @Test
    void what_is_not_there_or_not_known_is_refused() {
        assertThat(wire.get("/api/v1/segments/seg_none/changes", "segments:read")).hasStatus(404);
        var segment = segment("Twice, asked wrong", TWICE_LATELY);
        assertThat(wire.get(changes(segment) + "?since=2026-01-01", "segments:read"))
                .hasStatus(400);
        assertThat(wire.get(changes(segment) + "?from=yesterday", "segments:read")).hasStatus(400);
        assertThat(wire.get(changes(segment), "scores:read")).hasStatus(403);
    }

    @Test
    void a_question_about_events_is_answered_in_words_of_both_languages() {
        var leo = TestEvents.newCustomer();
        facts.learn(Map.of(leo, List.of(sale(NOW.minusSeconds(60)), sale(NOW))));
        var segment = segment("Twice, in words", TWICE_LATELY);

        var chinese =
                wire.json(
                        wire.send(
                                "POST",
                                "/api/v1/segments/preview",
                                "{\"predicate\":" + TWICE_LATELY + "}",
                                Map.of("Accept-Language", "zh-CN")));

        assertThat(chinese.path("inWords").asString()).isEqualTo("近 90 天内购买次数不小于 2");
        var reason =
                wire.getJson("/api/v1/customers/" + leo + "/segments")
                        .path("items")
                        .valueStream()
                        .filter(it -> it.path("segmentId").asString().equals(segment))
                        .findFirst()
                        .orElseThrow()
                        .path("reasons")
                        .get(0);
        assertThat(reason.path("dimension").asString()).isEqualTo("count(purchases,window=P90D)");
        assertThat(reason.path("input").asString()).isEqualTo("2");
        assertThat(reason.path("inWords").asString())
                .isEqualTo("number of purchases in the last 90 days is at least 2");
        var refused =
                wire.send(
                        "POST",
                        "/api/v1/segments/preview",
                        "{\"predicate\":" + TWICE_LATELY.replace("P90D", "P90Y") + "}",
                        Map.of());
        assertThat(refused).hasStatus(422);
        assertThat(wire.json(refused).path("errors").get(0).path("pointer").asString())
                .isEqualTo("/predicate/window");
    }

    @Test
    void a_snapshot_stays_as_it_was_whatever_becomes_of_the_segment() {
        var may = TestEvents.newCustomer();
        var noa = TestEvents.newCustomer();
        facts.learn(
                Map.of(
                        may, List.of(sale(NOW, "88"), sale(NOW, "88")),
                        noa, List.of(sale(NOW, "88"), sale(NOW, "88"))));
        var segment = segment("Twice, frozen", twiceFor(88));
        var snapshots = "/api/v1/segments/" + segment + "/snapshots";
        var key = Map.of("Idempotency-Key", "\"frozen-once\"");

        var handedIn = wire.send("POST", snapshots, "", key);
        assertThat(handedIn).hasStatus(202);
        wire.awaitJob(handedIn);
        assertThat(wire.send("POST", snapshots, "", key)).hasStatus(202);
        clock.freeze(NOW.plus(Duration.ofDays(91)));
        awaitMoves(segment, noa, "ENTERED", "LEFT");
        wire.awaitJob(
                wire.send(
                        "DELETE", "/api/v1/segments/" + segment, "", Map.of("If-Match", "\"1\"")));

        var taken = wire.getJson(snapshots).path("items");
        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).path("count").asInt()).isEqualTo(2);
        assertThat(taken.get(0).path("segmentVersion").asInt()).isEqualTo(1);
        assertThat(taken.get(0).path("inWords").asString()).contains("88");
        var snapshot = snapshots + "/" + taken.get(0).path("id").asString();
        assertThat(wire.getJson(snapshot)).isEqualTo(taken.get(0));
        var first = wire.getJson(snapshot + "/members?limit=1");
        var second =
                wire.getJson(
                        snapshot
                                + "/members?limit=1&cursor="
                                + first.path("nextCursor").asString());
        assertThat(List.of(first, second))
                .extracting(it -> it.path("items").get(0).path("customerId").asString())
                .containsExactlyInAnyOrder(may.value(), noa.value());
        assertThat(second.path("nextCursor").isString()).isFalse();
        assertThat(wire.get("/api/v1/segments/seg_other/snapshots/none", "segments:read"))
                .hasStatus(404);
        assertThat(wire.send("POST", snapshots, "", Map.of())).hasStatus(404);

        clock.freeze(NOW.plus(Duration.ofDays(401)));
        await().atMost(Wire.PATIENCE)
                .untilAsserted(
                        () -> assertThat(wire.get(snapshot, "segments:read")).hasStatus(404));
        assertThat(mongo.findAll(Document.class, "segmentSnapshotMembers")).isEmpty();
    }

    private static String twiceFor(int amount) {
        return TWICE_LATELY.replace(
                "\"op\"",
                "\"where\":{\"field\":\"amount\",\"op\":\"eq\",\"value\":%d},\"op\""
                        .formatted(amount));
    }

    private String segment(String name, String predicate) {
        var made =
                wire.send(
                        "POST",
                        "/api/v1/segments",
                        "{\"name\":\"%s\",\"predicate\":%s}".formatted(name, predicate),
                        Map.of());
        assertThat(made).hasStatus(201);
        wire.awaitJob(made);
        return wire.json(made).path("id").asString();
    }

    private List<String> members(String segment) {
        return wire.getJson("/api/v1/segments/" + segment + "/members")
                .path("items")
                .valueStream()
                .map(it -> it.path("customerId").asString())
                .toList();
    }

    private static String changes(String segment) {
        return "/api/v1/segments/" + segment + "/changes";
    }

    /** Waits until a customer's moves in a segment are these, oldest first. */
    private List<JsonNode> awaitMoves(String segment, CustomerId customer, String... moves) {
        return await().atMost(Wire.PATIENCE)
                .until(
                        () ->
                                wire.getJson(changes(segment) + "?sort=at&limit=1000")
                                        .path("items")
                                        .valueStream()
                                        .filter(it ->
                                                it.path("customerId")
                                                        .asString()
                                                        .equals(customer.value()))
                                        .toList(),
                        found ->
                                found.stream()
                                        .map(it -> it.path("move").asString())
                                        .toList()
                                        .equals(List.of(moves)));
    }

    private List<Document> kept(String segment) {
        return mongo.find(new Query(), Document.class, "segmentChanges").stream()
                .filter(it -> it.getString("segment").equals(segment))
                .toList();
    }

    private void send(CustomerId customer, String event, TransactionRecordedV1 sale, long version) {
        events.send(
                "crm.transaction.v1",
                "transaction.recorded.v1",
                customer.value(),
                event,
                version,
                JSON.writeValueAsString(sale));
    }

    private static Fact sale(Instant at) {
        return sale(at, "10.00");
    }

    private static Fact sale(Instant at, String amount) {
        return new Fact.Purchased(Fixtures.sale(TestEvents.newId("txn"), at, amount));
    }
}
