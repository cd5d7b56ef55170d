package io.pondcrm.engagement.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.contracts.segmentation.LifecycleChangedV1;
import io.pondcrm.engagement.EngagementTest;
import io.pondcrm.engagement.StubCustomers.Card;
import io.pondcrm.engagement.Wire;
import io.pondcrm.engagement.campaign.domain.Holdout;
import io.pondcrm.engagement.playbook.domain.Sale;
import io.pondcrm.engagement.playbook.domain.StageEntry;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class PlaybookServiceTest extends EngagementTest {

    static final String SCHEME = "lifecycle-5";
    static final String FIRST_PURCHASE = "FIRST_PURCHASE";

    @Autowired EnrolCustomers enrolCustomers;
    @Autowired WatchSales watchSales;
    @Autowired MongoEnrolments enrolments;
    @Autowired MongoPlaybooks playbooks;
    @Autowired MongoOperations mongo;

    private Instant now = Instant.EPOCH;

    @BeforeEach
    void today() {
        clock.reset();
        now = clock.instant();
    }

    /** Nobody is enrolled by another test's playbook, and no sender looks for its messages. */
    @AfterEach
    void retireAll() {
        clock.reset();
        for (var playbook : wire.getJson("/api/v1/playbooks?limit=1000").path("items")) {
            wire.post("/api/v1/playbooks/" + playbook.path("id").asString() + "/retire", "");
        }
    }

    @Test
    void who_enters_is_enrolled_once_treated_or_watched_and_the_next_purchase_converts() {
        var playbook = TestEvents.newId("second").replace('_', '-');
        assertThat(put(playbook, mailing(50, ""))).hasStatus(201);
        var treated = of(playbook, 50, false, 3);
        var held = of(playbook, 50, true, 2);
        var all = new ArrayList<>(treated);
        all.addAll(held);
        var entered = now.minusSeconds(60);
        for (var delivery = 0; delivery < 3; delivery++) {
            for (var customer : all) {
                events.send(customer, entry(customer, playbook, entered), 1 + delivery);
            }
        }
        awaitEnrolments(playbook, 5);
        await().atMost(Wire.PATIENCE)
                .until(() -> treated.stream().allMatch(it -> mailsTo(it).size() == 1));

        for (var customer : List.of(treated.getFirst(), held.getFirst())) {
            // The sale that brought her into the stage is told again, and a refund.
            events.send(customer, transaction(customer, "SALE", entered), 1);
            events.send(customer, transaction(customer, "REFUND", now.minusSeconds(40)), 1);
            events.send(customer, transaction(customer, "SALE", now.minusSeconds(30)), 1);
        }
        var path = "/api/v1/playbooks/" + playbook + "/enrolments";
        await().atMost(Wire.PATIENCE).until(() -> items(path + "?outcome=CONVERTED").size() == 2);

        assertThat(items(path)).hasSize(5);
        assertThat(items(path + "?group=HOLDOUT&stage=" + FIRST_PURCHASE)).hasSize(2);
        assertThat(items(path + "?outcome=OPEN&group=TREATED")).hasSize(2);
        assertThat(items(path + "?stage=LOST")).isEmpty();
        var converted = only(treated.getFirst());
        assertThat(converted.path("outcome").asString()).isEqualTo("CONVERTED");
        assertThat(converted.path("convertedAt").asString())
                .isEqualTo(now.minusSeconds(30).toString());
        var message = wire.getJson("/api/v1/messages/" + converted.path("actionId").asString());
        assertThat(message.path("sourceKind").asString()).isEqualTo("PLAYBOOK");
        assertThat(message.path("customerId").asString()).isEqualTo(treated.getFirst().value());
        assertThat(events.published("crm.message.v1", treated.getFirst()))
                .extracting(it -> it.path("playbookId").asString())
                .containsExactly(playbook);
        for (var customer : held) {
            assertThat(mailsTo(customer)).isEmpty();
            assertThat(only(customer).has("actionId")).isFalse();
        }
        var early = uplift(playbook);
        assertThat(early.path("treated").path("enrolments").asInt()).isZero();
        assertThat(early.path("difference").isMissingNode()).isTrue();
        assertThat(early.path("open").toString())
                .isEqualTo(
                        "{\"treated\":3,\"treatedConversions\":1,\"holdout\":2,"
                                + "\"holdoutConversions\":1}");

        clock.run(now.plus(Duration.ofDays(31)));

        assertThat(items(path + "?outcome=EXPIRED")).hasSize(3);
        var over = uplift(playbook);
        assertThat(over.path("treated").path("rate").asString()).isEqualTo("0.333333");
        assertThat(over.path("holdout").path("rate").asString()).isEqualTo("0.500000");
        assertThat(over.path("difference").path("value").asString()).isEqualTo("-0.166667");
        assertThat(over.path("open").path("treated").asInt()).isZero();
        for (var customer : all) {
            assertThat(mailsTo(customer)).hasSizeLessThanOrEqualTo(1);
        }
    }

    /** News of the two travel on two topics. */
    @Test
    void a_sale_that_is_heard_before_the_entry_converts_all_the_same() {
        var playbook = tasks("early-sale");
        var ada = TestEvents.newCustomer();
        var sale = transaction(ada, "SALE", now.minusSeconds(10));
        events.send(ada, sale, 1);
        await().atMost(Wire.PATIENCE)
                .until(() -> mongo.findById(sale.transactionId(), SaleDocument.class) != null);

        events.send(ada, entry(ada, playbook, now.minusSeconds(20)), 1);

        await().atMost(Wire.PATIENCE)
                .until(() ->
                        items("/api/v1/customers/" + ada + "/enrolments").stream()
                                .anyMatch(it -> it.path("outcome").asString().equals("CONVERTED")));
    }

    @Test
    void a_crash_between_the_enrolment_and_its_task_loses_and_doubles_nothing() {
        var playbook = tasks("crash");
        var ada = TestEvents.newCustomer();
        var entered = now.minusSeconds(20);
        var known = playbooks.find(playbook).orElseThrow();
        var entry = new StageEntry(ada, SCHEME, FIRST_PURCHASE, playbook, 1, entered);
        assertThat(enrolments.addAll(List.of(known.decide(entry, 0, now)))).hasSize(1);

        events.send(ada, entry(ada, playbook, entered), 1);
        events.send(ada, entry(ada, playbook, entered), 1);

        var path = "/api/v1/customers/" + ada + "/follow-ups";
        await().atMost(Wire.PATIENCE).until(() -> items(path).size() == 1);
        var task = items(path).getFirst();
        assertThat(task.path("cause").asString()).isEqualTo("PLAYBOOK");
        assertThat(task.path("causeId").asString()).isEqualTo(only(ada).path("id").asString());
        assertThat(task.path("id").asString()).isEqualTo(only(ada).path("actionId").asString());
        assertThat(task.path("dueAt").asString())
                .isEqualTo(now.plus(Duration.ofDays(2)).toString());
        assertThat(task.path("reasons").get(0).asString()).contains(FIRST_PURCHASE, playbook);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published("crm.message.v1", ada))
                                .extracting(it -> it.path("cause").asString())
                                .containsExactly("PLAYBOOK"));
    }

    @Test
    void instances_that_hear_the_same_at_once_enrol_open_and_convert_once() throws Exception {
        var playbook = tasks("at-once");
        var customers = IntStream.range(0, 20).mapToObj(_ -> TestEvents.newCustomer()).toList();
        var entries =
                customers.stream()
                        .map(it ->
                                new StageEntry(
                                        it,
                                        SCHEME,
                                        FIRST_PURCHASE,
                                        playbook,
                                        1,
                                        now.minusSeconds(50)))
                        .toList();
        var first = customers.stream().map(it -> sale(it, "first", now.minusSeconds(40))).toList();
        var second =
                customers.stream().map(it -> sale(it, "second", now.minusSeconds(30))).toList();

        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var done :
                    threads.invokeAll(
                            List.<Callable<Boolean>>of(
                                    () -> enrols(entries),
                                    () -> hears(second),
                                    () -> enrols(entries.reversed()),
                                    () -> hears(first),
                                    () -> enrols(entries),
                                    () -> hears(second.reversed())))) {
                assertThat(done.get()).isTrue();
            }
        }

        for (var customer : customers) {
            var enrolment = only(customer);
            assertThat(enrolment.path("convertedAt").asString())
                    .isEqualTo(now.minusSeconds(40).toString());
            assertThat(items("/api/v1/customers/" + customer + "/follow-ups")).hasSize(1);
        }
    }

    @Test
    void what_enrols_nobody_is_listed_with_the_reason() {
        var unknown = TestEvents.newId("nobody").replace('_', '-');
        var disabled = tasks("disabled");
        var retired = tasks("retired");
        var limited = TestEvents.newId("limited").replace('_', '-');
        assertThat(put(limited, task("\"dailyLimit\":1,"))).hasStatus(201);
        assertThat(put(disabled, task("\"enabled\":false,"), "1")).hasStatusOk();
        assertThat(wire.post("/api/v1/playbooks/" + retired + "/retire", "")).hasStatusOk();
        var longAgo = now.minus(Duration.ofDays(4));

        var reasons =
                Map.of(
                        unknown, "PLAYBOOK_UNKNOWN",
                        disabled, "PLAYBOOK_DISABLED",
                        retired, "PLAYBOOK_RETIRED");
        for (var playbook : reasons.keySet()) {
            var customer = TestEvents.newCustomer();
            events.send(customer, entry(customer, playbook, now.minusSeconds(5)), 1);
            awaitEnrolments(playbook, 1);
            var skipped = only(customer);
            assertThat(skipped.path("group").asString()).isEqualTo("SKIPPED");
            assertThat(skipped.path("reason").asString()).isEqualTo(reasons.get(playbook));
            assertThat(skipped.has("outcome")).isFalse();
        }
        for (var enteredAt : List.of(longAgo, now.minusSeconds(9), now.minusSeconds(5))) {
            var customer = TestEvents.newCustomer();
            enrols(
                    List.of(
                            new StageEntry(
                                    customer, SCHEME, FIRST_PURCHASE, limited, 1, enteredAt)));
        }
        var path = "/api/v1/playbooks/" + limited + "/enrolments";
        assertThat(items(path + "?group=SKIPPED"))
                .extracting(it -> it.path("reason").asString())
                .containsExactly("DAILY_LIMIT", "ENTERED_LONG_AGO");
        assertThat(items(path + "?outcome=OPEN")).hasSize(1);

        // What was decided stays so, also once there is a playbook of that name.
        assertThat(put(unknown, task(""))).hasStatus(201);
        var decided = items("/api/v1/playbooks/" + unknown + "/enrolments").getFirst();
        var same =
                new StageEntry(
                        new CustomerId(decided.path("customerId").asString()),
                        SCHEME,
                        FIRST_PURCHASE,
                        unknown,
                        2,
                        Instant.parse(decided.path("enteredAt").asString()));
        assertThat(enrols(List.of(same))).isTrue();
        assertThat(only(same.customer())).isEqualTo(decided);
    }

    @Test
    void a_message_that_waits_is_taken_back_when_its_playbook_is_retired() {
        var playbook = TestEvents.newId("quiet").replace('_', '-');
        assertThat(put(playbook, mailing(0, "\"holdoutReason\":\"a test\","))).hasStatus(201);
        var quiet = clock.instant().plus(Duration.ofHours(5)).toString();
        var ada = customer(Card.granted().with("quietUntil", quiet));
        events.send(ada, entry(ada, playbook, now.minusSeconds(5)), 1);
        awaitEnrolments(playbook, 1);
        var message = "/api/v1/messages/" + only(ada).path("actionId").asString();
        await().atMost(Wire.PATIENCE)
                .until(() -> wire.getJson(message).path("state").asString(""), "DEFERRED"::equals);

        assertThat(wire.post("/api/v1/playbooks/" + playbook + "/retire", "")).hasStatusOk();

        await().atMost(Wire.PATIENCE)
                .until(
                        () -> wire.getJson(message).path("state").asString(""),
                        "SUPPRESSED"::equals);
        assertThat(wire.getJson(message + "/decision").path("reason").asString())
                .isEqualTo("STOPPED");
        assertThat(mailsTo(ada)).isEmpty();
        assertThat(only(ada).path("outcome").asString()).isEqualTo("OPEN");
    }

    @Test
    void a_playbook_is_put_seen_before_it_is_changed_and_says_what_does_not_fit() {
        var id = TestEvents.newId("put").replace('_', '-');
        var path = "/api/v1/playbooks/" + id;
        assertThat(wire.get(path)).hasStatus(404);
        assertThat(wire.get(path + "/uplift")).hasStatus(404);

        assertThat(Wire.errors(put(id, mailing(0, ""))))
                .containsExactly("/holdoutReason reason-required");
        assertThat(
                        Wire.errors(
                                put(
                                        id,
                                        task("").replace(
                                                        "\"dueWithin\":\"P2D\"",
                                                        "\"templateId\":\"x\""))))
                .containsExactly(
                        "/action/templateId not-of-this-kind", "/action/dueWithin required");
        assertThat(Wire.errors(put(id, mailing(10, "").replaceAll("tpl_[0-9a-z]+", "tpl_x"))))
                .containsExactly("/action/templateId template-unknown");
        assertThat(put(id, task("\"enrolWithin\":\"P15D\","))).hasStatus(422);
        assertThat(put(id, task("\"holdoutPercent\":51,"))).hasStatus(422);
        assertThat(put("cmp_x", task(""))).hasStatus(422);

        assertThat(put(id, task(""))).hasStatus(201);
        var made = wire.getJson(path);
        assertThat(made.path("state").asString()).isEqualTo("ENABLED");
        assertThat(made.path("holdoutPercent").asInt()).isEqualTo(10);
        assertThat(made.path("goal").path("within").asString()).isEqualTo("P30D");
        assertThat(made.path("enrolWithin").asString()).isEqualTo("P3D");
        assertThat(put(id, task("\"dailyLimit\":5,"))).hasStatus(412);
        assertThat(put(id, task("\"dailyLimit\":5,"), "1")).hasStatusOk();
        assertThat(put(id, task("\"dailyLimit\":6,"), "1")).hasStatus(412);
        assertThat(put(id, mailing(10, ""), "2")).hasStatus(409);
        assertThat(wire.post(path + "/retire", "")).hasStatusOk();
        assertThat(put(id, task("\"dailyLimit\":7,"), "3")).hasStatus(409);
        assertThat(wire.getJson(path).path("state").asString()).isEqualTo("RETIRED");
        assertThat(wire.as(new String[] {"playbooks:read"}, "PUT", path, task(""))).hasStatus(403);
        assertThat(items("/api/v1/playbooks?limit=1000"))
                .extracting(it -> it.path("id").asString())
                .contains(id);
    }

    private boolean enrols(List<StageEntry> entries) {
        enrolCustomers.handle(entries);
        return true;
    }

    private boolean hears(List<Sale> sales) {
        watchSales.handle(sales);
        return true;
    }

    private static Sale sale(CustomerId customer, String name, Instant at) {
        return new Sale("txn_" + name + customer.value().substring(4), customer, at);
    }

    /** Customers who may be addressed, all of the same group. */
    private static List<CustomerId> of(String playbook, int percent, boolean heldOut, int count) {
        var found = new ArrayList<CustomerId>();
        while (found.size() < count) {
            var customer = TestEvents.newCustomer();
            var place = Holdout.placeOf("playbook/" + playbook, customer);
            if (new Holdout(percent).holdsOut(place) == heldOut) {
                CUSTOMERS.say(customer, Card.granted());
                found.add(customer);
            }
        }
        return found;
    }

    private static LifecycleChangedV1 entry(
            CustomerId customer, String playbook, Instant enteredAt) {
        return new LifecycleChangedV1(
                customer.value(),
                SCHEME,
                1,
                "POTENTIAL",
                FIRST_PURCHASE,
                List.of(),
                enteredAt,
                playbook,
                1L);
    }

    private static TransactionRecordedV1 transaction(
            CustomerId customer, String type, Instant occurredAt) {
        return new TransactionRecordedV1(
                TestEvents.newId("txn"),
                customer.value(),
                type,
                occurredAt,
                type.equals("SALE") ? "10.00" : "-10.00",
                "CNY",
                null,
                null,
                List.of(),
                null,
                null);
    }

    /** A playbook that opens a task for everybody. */
    private String tasks(String name) {
        var id = TestEvents.newId(name).replace('_', '-');
        assertThat(put(id, task("\"holdoutPercent\":0,\"holdoutReason\":\"a test\",")))
                .hasStatus(201);
        return id;
    }

    private static String task(String more) {
        return """
        {"name":"Call them",%s"action":{"kind":"OPEN_FOLLOW_UP","dueWithin":"P2D"}}\
        """
                .formatted(more);
    }

    private String mailing(int holdout, String more) {
        return """
        {"name":"Write to them","holdoutPercent":%d,%s
         "action":{"kind":"SEND_MESSAGE","templateId":"%s"}}\
        """
                .formatted(holdout, more, wire.template("Welcome back", "Dear {{offer}}"));
    }

    private MvcTestResult put(String id, String body) {
        return wire.put("/api/v1/playbooks/" + id, body, "");
    }

    private MvcTestResult put(String id, String body, String seen) {
        return wire.put("/api/v1/playbooks/" + id, body, "\"" + seen + "\"");
    }

    private void awaitEnrolments(String playbook, int count) {
        await().atMost(Wire.PATIENCE)
                .until(() ->
                        items("/api/v1/playbooks/" + playbook + "/enrolments").size() == count);
    }

    private List<JsonNode> items(String path) {
        return wire.getJson(path).path("items").valueStream().toList();
    }

    /** The one enrolment of a customer. */
    private JsonNode only(CustomerId customer) {
        var all = items("/api/v1/customers/" + customer + "/enrolments");
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private JsonNode uplift(String playbook) {
        var stages = wire.getJson("/api/v1/playbooks/" + playbook + "/uplift").path("stages");
        assertThat(stages).hasSize(1);
        assertThat(stages.get(0).path("stage").asString()).isEqualTo(FIRST_PURCHASE);
        return stages.get(0);
    }
}
