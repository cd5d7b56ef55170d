package io.pondcrm.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.feedback.cases.domain.CaseChange;
import io.pondcrm.feedback.cases.domain.Cases;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
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
import tools.jackson.databind.JsonNode;

/** Cases from opening to closing, their clocks, and the watch over them. */
@PondTest(shared = "feedback")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class CaseServiceTest {

    /** Friday, 6 November 2026, 16:30 in Shanghai. */
    static final Instant FRIDAY = Instant.parse("2026-11-06T08:30:00Z");

    static final Instant MONDAY_10 = Instant.parse("2026-11-09T02:00:00Z");
    static final Instant MONDAY_1330 = Instant.parse("2026-11-09T05:30:00Z");

    @Autowired Wire wire;
    @Autowired TestClock clock;
    @Autowired Cases cases;
    @Autowired MongoOperations mongo;
    @Autowired ApplicationContext context;

    private static boolean policyIsThere;

    @BeforeEach
    void promise() {
        clock.freeze(FRIDAY);
        if (!policyIsThere) {
            var calendar = wire.newCalendar("Asia/Shanghai", "[]");
            wire.ok(
                    "POST",
                    "/api/v1/sla-policies",
                    """
                    {"name":"Complaints","types":["COMPLAINT"],"calendarId":"%s",
                     "firstResponseMinutes":60,"resolutionMinutes":240}\
                    """
                            .formatted(calendar));
            policyIsThere = true;
        }
    }

    private String open(CustomerId customer) {
        return wire.ok("POST", "/api/v1/cases", body(customer)).path("id").asString();
    }

    private static String body(CustomerId customer) {
        return """
        {"customerId":"%s","type":"COMPLAINT","priority":"P2","channel":"PHONE",
         "subject":"The parcel came late","category":"delivery/late"}\
        """
                .formatted(customer);
    }

    private JsonNode move(String id, String deed) {
        return wire.ok(
                "POST",
                "/api/v1/cases/" + id + "/transitions",
                "{\"deed\":\"%s\",\"note\":\"Sent anew\"}".formatted(deed));
    }

    private static JsonNode clock(JsonNode sla, String kind) {
        return StreamSupport.stream(sla.path("clocks").spliterator(), false)
                .filter(it -> it.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode resolution(String id) {
        return clock(wire.getJson("/api/v1/cases/" + id + "/sla"), "RESOLUTION");
    }

    /** The third acceptance line of issue 3, with the pause computed by hand. */
    @Test
    void a_complaint_of_friday_half_past_four_is_due_monday_half_past_one_and_a_pause_moves_it() {
        var ada = TestEvents.newCustomer();
        var id = open(ada);

        assertThat(resolution(id).path("dueAt").asString()).isEqualTo("2026-11-09T05:30:00.000Z");

        clock.freeze(MONDAY_10);
        move(id, "ASK_CUSTOMER");
        clock.freeze(MONDAY_10.plus(Duration.ofHours(3)));
        assertThat(resolution(id).path("state").asString()).isEqualTo("PAUSED");
        assertThat(resolution(id).has("dueAt")).isFalse();
        assertThat(resolution(id).path("remainingBusinessMinutes").asInt()).isEqualTo(150);

        // Paused from 10:00 to 14:00, of which three hours were worked.
        clock.freeze(MONDAY_10.plus(Duration.ofHours(4)));
        move(id, "CUSTOMER_REPLIED");
        assertThat(resolution(id).path("dueAt").asString()).isEqualTo("2026-11-09T08:30:00.000Z");
        assertThat(resolution(id).path("pausedMinutes").asInt()).isEqualTo(180);

        clock.freeze(MONDAY_10.plus(Duration.ofHours(5)));
        move(id, "RESOLVE");
        var closed = move(id, "CONFIRM");

        assertThat(clock(closed.path("sla"), "RESOLUTION").path("state").asString())
                .isEqualTo("MET");
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(wire.published("crm.case.v1", ada, "closedAt")).hasSize(1));
        assertThat(wire.published("crm.case.v1", ada, "caseId"))
                .hasSize(5)
                .allMatch(it -> it.path("caseId").asString().equals(id))
                .noneMatch(it -> it.toString().contains("parcel"));
        // The first response was due on Monday at 9:30.
        assertThat(wire.published("crm.case.v1", ada, "breachedAt"))
                .extracting(it -> it.path("clock").asString())
                .containsExactly("FIRST_RESPONSE");
    }

    @Test
    void a_breach_is_an_event_within_five_seconds_and_only_one() {
        var bob = TestEvents.newCustomer();
        var id = open(bob);
        move(id, "ACKNOWLEDGE");

        clock.run(MONDAY_1330.minusMillis(1_500));

        await().atMost(Wire.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> isBreachAcknowledgedByTheBroker(id));
        var seenAt = clock.instant();
        assertThat(wire.published("crm.case.v1", bob, "breachedAt")).hasSize(1);
        var breach = wire.published("crm.case.v1", bob, "breachedAt").getFirst();
        assertThat(breach.path("clock").asString()).isEqualTo("RESOLUTION");
        assertThat(Instant.parse(breach.path("dueAt").asString())).isEqualTo(MONDAY_1330);
        assertThat(Instant.parse(breach.path("breachedAt").asString()))
                .isBetween(MONDAY_1330, MONDAY_1330.plusSeconds(5));
        assertThat(seenAt).isBefore(MONDAY_1330.plusSeconds(5));
        assertThat(resolution(id).path("remainingBusinessMinutes").asInt()).isLessThanOrEqualTo(0);
        assertThat(wire.getJson("/api/v1/cases/" + id + "/history").path("items").toString())
                .contains("BREACHED");
    }

    /** The relay takes an event out of its document once the broker has it. */
    private boolean isBreachAcknowledgedByTheBroker(String id) {
        var stored = mongo.findById(id, Document.class, "cases");
        return stored != null
                && !stored.containsKey("pendingSince")
                && stored.toJson().contains("breachedAt");
    }

    /** What is due lies in the store: a watch that was away finds it when it comes back. */
    @Test
    void a_restart_forgets_no_breach() {
        var eve = TestEvents.newCustomer();
        var watch = (SmartLifecycle) context.getBean("breachWatch");
        watch.stop();
        open(eve);
        clock.freeze(MONDAY_1330.plusSeconds(3_600));

        watch.start();

        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(wire.published("crm.case.v1", eve, "breachedAt"))
                                .extracting(it -> it.path("clock").asString())
                                .containsExactly("FIRST_RESPONSE", "RESOLUTION"));
    }

    /** As two instances would: both find the same cases due, and both write it down. */
    @Test
    void two_instances_announce_a_breach_once() throws Exception {
        var late = MONDAY_1330.plusSeconds(1);
        var watch = (SmartLifecycle) context.getBean("breachWatch");
        watch.stop();
        var customers = new ArrayList<CustomerId>();
        for (var number = 0; number < 20; number++) {
            customers.add(TestEvents.newCustomer());
            open(customers.getLast());
        }
        var work = new ArrayList<Callable<Void>>();
        for (var instance = 0; instance < 4; instance++) {
            work.add(() -> {
                for (var id : cases.listDue(late, 200)) {
                    cases.change(id, it -> it.noticeBreaches(late));
                }
                return null;
            });
        }

        try (var instances = Executors.newFixedThreadPool(4)) {
            for (var done : instances.invokeAll(work)) {
                done.get();
            }
        }
        watch.start();

        for (var customer : customers) {
            await().atMost(Wire.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(wire.published("crm.case.v1", customer, "breachedAt"))
                                    .extracting(it -> it.path("clock").asString())
                                    .containsExactly("FIRST_RESPONSE", "RESOLUTION"));
        }
    }

    @Test
    void two_writers_at_once_lose_nothing() throws Exception {
        var id = open(TestEvents.newCustomer());
        var work = new ArrayList<Callable<CaseChange>>();
        for (var number = 0; number < 12; number++) {
            var link = new io.pondcrm.feedback.cases.domain.Link("order", "SO-" + number);
            work.add(() -> cases.change(id, it -> it.link(link, "desk", FRIDAY)).orElseThrow());
        }

        try (var writers = Executors.newFixedThreadPool(3)) {
            for (var done : writers.invokeAll(work)) {
                done.get();
            }
        }

        assertThat(cases.find(id).orElseThrow().links()).hasSize(12);
    }

    @Test
    void the_same_request_again_opens_no_second_case_and_another_one_is_linked() {
        var ada = TestEvents.newCustomer();
        var first = wire.ok("POST", "/api/v1/cases", body(ada), "Idempotency-Key", "k-" + ada);
        var again = wire.ok("POST", "/api/v1/cases", body(ada), "Idempotency-Key", "k-" + ada);
        var other = wire.ok("POST", "/api/v1/cases", body(ada));

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(other.path("links").get(0).path("rel").asString())
                .isEqualTo("possible-duplicate-of");
        assertThat(other.path("links").get(0).path("id")).isEqualTo(first.path("id"));
        var list = wire.getJson("/api/v1/cases?unresolved=true&type=COMPLAINT&customerId=" + ada);
        assertThat(list.path("items")).hasSize(2);
        var page = wire.getJson("/api/v1/cases?limit=1&customerId=" + ada);
        var next =
                wire.getJson(
                        "/api/v1/cases?limit=1&customerId="
                                + ada
                                + "&cursor="
                                + page.path("nextCursor").asString());
        assertThat(next.path("items").get(0).path("id"))
                .isNotEqualTo(page.path("items").get(0).path("id"));
        assertThat(next.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void what_reaches_a_person_is_taken_out_of_what_people_write() {
        var id =
                wire.ok(
                                "POST",
                                "/api/v1/cases",
                                """
                                {"customerId":"%s","type":"COMPLAINT","channel":"WEB",
                                 "subject":"Call me: +8613800138000","description":"or ada@example.org"}\
                                """
                                        .formatted(TestEvents.newCustomer()))
                        .path("id")
                        .asString();
        wire.ok(
                "POST",
                "/api/v1/cases/" + id + "/comments",
                "{\"text\":\"wrote to ada@example.org\",\"visibility\":\"CUSTOMER\"}");

        var stored = cases.find(id).orElseThrow();

        assertThat(stored.subject()).isEqualTo("Call me: [phone]");
        assertThat(stored.description()).isEqualTo("or [e-mail]");
        assertThat(stored.comments().getFirst().text()).isEqualTo("wrote to [e-mail]");
        assertThat(stored.respondedAt()).isEqualTo(FRIDAY);
    }

    @Test
    void what_people_write_is_shown_and_lies_in_no_document() {
        var id =
                wire.ok(
                                "POST",
                                "/api/v1/cases",
                                """
                                {"customerId":"%s","type":"COMPLAINT","channel":"WEB",
                                 "subject":"Zhuangzi subject","description":"Zhuangzi description"}\
                                """
                                        .formatted(TestEvents.newCustomer()))
                        .path("id")
                        .asString();
        wire.ok(
                "POST",
                "/api/v1/cases/" + id + "/comments",
                "{\"text\":\"Zhuangzi comment\",\"visibility\":\"CUSTOMER\"}");
        wire.ok(
                "POST",
                "/api/v1/cases/" + id + "/transitions",
                "{\"deed\":\"RESOLVE\",\"note\":\"Zhuangzi resolution\"}");

        assertThat(wire.getJson("/api/v1/cases/" + id).path("description").asString())
                .isEqualTo("Zhuangzi description");
        for (var collection : mongo.getCollectionNames()) {
            for (var document :
                    mongo.getCollection(collection).find().into(new ArrayList<Document>())) {
                assertThat(document.toJson()).doesNotContain("Zhuangzi");
            }
        }
    }

    @Test
    void a_partner_sees_and_moves_its_own_cases_only() {
        var shop = TestTokens.partner("shop", "cases:read", "cases:write");
        var other = TestTokens.partner("other", "cases:read", "cases:write");
        var created = wire.sendAs(shop, "POST", "/api/v1/cases", body(TestEvents.newCustomer()));
        var id = Wire.json(created).path("id").asString();
        var path = "/api/v1/cases/" + id;
        wire.ok("POST", path + "/comments", "{\"text\":\"between us\"}");

        assertThat(created).hasStatus(201);
        assertThat(wire.sendAs(shop, "GET", path, "")).hasStatusOk();
        assertThat(wire.sendAs(other, "GET", path, "")).hasStatus(404);
        assertThat(wire.sendAs(other, "POST", path + "/transitions", "{\"deed\":\"WITHDRAW\"}"))
                .hasStatus(404);
        assertThat(Wire.json(wire.sendAs(other, "GET", "/api/v1/cases", "")).path("items"))
                .isEmpty();
        assertThat(Wire.json(wire.sendAs(shop, "GET", path + "/comments", "")).path("items"))
                .isEmpty();
        assertThat(wire.sendAs(shop, "GET", path + "/history", "")).hasStatus(404);
        assertThat(
                        wire.sendAs(
                                shop,
                                "POST",
                                path + "/transitions",
                                "{\"deed\":\"RESOLVE\",\"note\":\"x\"}"))
                .hasStatus(403);
        assertThat(wire.sendAs(shop, "POST", path + "/transitions", "{\"deed\":\"WITHDRAW\"}"))
                .hasStatusOk();
    }

    @Test
    void refusals_say_what_to_do() {
        var id = open(TestEvents.newCustomer());
        var early =
                wire.send(
                        "POST",
                        "/api/v1/cases/" + id + "/transitions",
                        "{\"deed\":\"CONFIRM\"}",
                        "Accept-Language",
                        "en");

        assertThat(early).hasStatus(409);
        assertThat(Wire.json(early).path("detail").asString())
                .isEqualTo(
                        "CONFIRM is not possible while the case is OPEN; possible are: ACKNOWLEDGE,"
                                + " INVESTIGATE, ASK_CUSTOMER, RESOLVE, WITHDRAW");
        assertThat(
                        wire.send(
                                "POST",
                                "/api/v1/cases/" + id + "/transitions",
                                "{\"deed\":\"RESOLVE\"}"))
                .hasStatus(422);
        assertThat(wire.send("PATCH", "/api/v1/cases/" + id, "{\"priority\":\"P1\"}"))
                .hasStatus(428);
        assertThat(
                        wire.send(
                                "PATCH",
                                "/api/v1/cases/" + id,
                                "{\"priority\":\"P1\",\"assignee\":\"agent-17\"}",
                                "If-Match",
                                "\"1\""))
                .hasStatusOk();
        assertThat(
                        wire.send(
                                "PATCH",
                                "/api/v1/cases/" + id,
                                "{\"priority\":\"P2\"}",
                                "If-Match",
                                "\"1\""))
                .hasStatus(412);
        var progress =
                wire.ok("GET", "/api/v1/cases/" + id + "/progress", "", "Accept-Language", "zh-CN");
        assertThat(progress.path("nextStep").asString()).isEqualTo("我们已收到，将尽快查看");
    }
}
