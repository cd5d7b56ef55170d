package io.pondcrm.customer.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.customer.Api;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class ViewServiceTest {

    @LocalServerPort int port;
    @Autowired TestEvents events;

    private Api ops;
    private String id;

    @BeforeEach
    void ada() {
        ops = Api.ops(port);
        id =
                ops.post(
                                "/customers",
                                """
                                {"displayName":"Ada","birthDate":"1990-12-10","region":"GB",
                                 "contactPoints":[{"type":"EMAIL","value":"ada@example.org"}]}\
                                """)
                        .text("/id");
    }

    @Test
    void parts_that_have_not_arrived_are_named() {
        var view = ops.get("/customers/" + id + "/360");

        assertThat(view.status()).isEqualTo(200);
        assertThat(view.body().at("/partial").asBoolean()).isTrue();
        assertThat(view.text("/profile/source")).isEqualTo("customer-service");
        assertThat(view.body().has("tiers")).isFalse();
        assertThat(view.text("/absent/0/part")).isEqualTo("tiers");
        assertThat(view.text("/absent/0/source")).isEqualTo("segmentation-service");
        assertThat(ops.get("/customers/cus_x/360").status()).isEqualTo(404);
    }

    @Test
    void the_view_keeps_the_last_word_of_each_service_however_it_arrives() {
        tell("evt_t2", "tier.changed.v1", "crm.tier.v1", 2, tier("SILVER", "GOLD", "RAISED"));
        tell("evt_t1", "tier.changed.v1", "crm.tier.v1", 1, tier("STANDARD", "SILVER", "RAISED"));
        tell("evt_t2", "tier.changed.v1", "crm.tier.v1", 2, tier("SILVER", "GOLD", "RAISED"));
        tell("evt_t4", "tier.left.v1", "crm.tier.v1", 8, left("three-layer"));
        tell(
                "evt_t3",
                "tier.changed.v1",
                "crm.tier.v1",
                7,
                tier("SILVER", "GOLD", "RAISED").replace("retail-membership", "three-layer"));
        tell("evt_s2", "segment.left.v1", "crm.segment.v1", 4, segment("leftAt"));
        tell("evt_s1", "segment.entered.v1", "crm.segment.v1", 3, segment("enteredAt"));
        tell(
                "evt_l1",
                "lifecycle.changed.v1",
                "crm.lifecycle.v1",
                5,
                """
                {"customerId":"%s","scheme":"lifecycle-5","schemeVersion":1,"to":"REPEAT","reasons":[],"enteredAt":"2026-11-20T00:00:00Z"}\
                """);
        tell(
                "evt_r1",
                "score.updated.v1",
                "crm.score.v1",
                6,
                """
                {"customerId":"%s","scoreType":"rfm","model":"rfm-default","modelVersion":1,"value":"543","label":"CHAMPIONS",
                 "reasons":[],"asOf":"2026-11-20T00:00:00Z"}\
                """);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    var view = ops.get("/customers/" + id + "/360");
                    assertThat(view.body().at("/partial").asBoolean()).isFalse();
                    assertThat(view.body().at("/tiers/items").size()).isEqualTo(1);
                    assertThat(view.text("/tiers/items/0/tier")).isEqualTo("GOLD");
                    assertThat(view.text("/tiers/items/0/reasons/0/dimension"))
                            .isEqualTo("spend365d");
                    assertThat(view.text("/tiers/source")).isEqualTo("another-service");
                    assertThat(view.text("/scores/items/0/label")).isEqualTo("CHAMPIONS");
                    assertThat(view.text("/lifecycle/items/0/stage")).isEqualTo("REPEAT");
                    assertThat(view.body().at("/segments/items").size()).isZero();
                });
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    var tiers = ops.get("/customers/" + id + "/timeline?type=tier");
                    assertThat(tiers.body().at("/items").size()).isEqualTo(4);
                });
    }

    /** Of every service: also twice, and late. */
    @Test
    void the_timeline_holds_what_was_done_for_the_customer_in_its_order() {
        tell(
                "evt_c3",
                "case.closed.v1",
                "crm.case.v1",
                5,
                """
                {"customerId":"%s","caseId":"cas_1","type":"COMPLAINT","outcome":"CONFIRMED","reopenings":0,
                 "openedAt":"2026-11-06T08:30:00Z","closedAt":"2026-11-09T06:00:00Z"}\
                """);
        var opened =
                """
                {"customerId":"%s","caseId":"cas_1","number":"C-1","type":"COMPLAINT","priority":"P2",
                 "channel":"WECHAT","openedAt":"2026-11-06T08:30:00Z"}\
                """;
        tell("evt_c1", "case.opened.v1", "crm.case.v1", 1, opened);
        tell("evt_c1", "case.opened.v1", "crm.case.v1", 1, opened);
        tell(
                "evt_c2",
                "sla.breached.v1",
                "crm.case.v1",
                3,
                """
                {"customerId":"%s","caseId":"cas_1","caseType":"COMPLAINT","priority":"P2","clock":"RESOLUTION",
                 "policyId":"slp_1","policyVersion":1,"dueAt":"2026-11-09T05:30:00Z","breachedAt":"2026-11-09T05:30:01Z"}\
                """);
        tell(
                "evt_v1",
                "survey.response-recorded.v1",
                "crm.survey.v1",
                2,
                """
                {"customerId":"%s","responseId":"rsp_1","invitationId":"inv_1","surveyId":"svy_1","kind":"CSAT",
                 "score":4,"scale":5,"hasComment":false,"respondedAt":"2026-11-10T06:00:00Z"}\
                """);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    var types = new ArrayList<String>();
                    ops.get("/customers/" + id + "/timeline?sort=at&until=2026-11-11T00:00:00Z")
                            .body()
                            .at("/items")
                            .forEach(item -> types.add(item.path("type").asString()));
                    assertThat(types)
                            .containsSubsequence(
                                    "case.opened",
                                    "sla.breached",
                                    "case.closed",
                                    "survey.response-recorded");
                    assertThat(types).containsOnlyOnce("case.opened");
                });
        // The closing came first, so that the opening is old news when it comes.
        assertThat(ops.get("/customers/" + id + "/360").body().at("/cases/items").size()).isZero();
        tell(
                "evt_c4",
                "case.reopened.v1",
                "crm.case.v1",
                6,
                """
                {"customerId":"%s","caseId":"cas_1","type":"COMPLAINT","reopenings":1,"reopenedAt":"2026-11-10T06:00:00Z"}\
                """);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(
                                        ops.get("/customers/" + id + "/360")
                                                .text("/cases/items/0/state"))
                                .isEqualTo("REOPENED"));
        var cases = ops.get("/customers/" + id + "/timeline?type=case.closed");
        assertThat(cases.body().at("/items").size()).isEqualTo(1);
        assertThat(cases.text("/items/0/details/outcome")).isEqualTo("CONFIRMED");
    }

    @Test
    void the_timeline_holds_what_happened_here_without_what_is_personal() {
        ops.post(
                "/transactions",
                """
                {"system":"shop","externalId":"TL-%1$s","customerId":"%1$s","type":"REFUND",
                 "occurredAt":"2020-01-01T00:00:00Z","total":{"amount":"5","currency":"CNY"}}\
                """
                        .formatted(id));
        ops.post(
                "/customers/" + id + "/consents",
                "{\"purpose\":\"SURVEYS\",\"channel\":\"ANY\",\"decision\":\"WITHDRAWN\"}");
        ops.patch("/customers/" + id, "{\"region\":\"FR\"}", "If-Match", "\"1\"");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    var types = new ArrayList<String>();
                    var timeline = ops.get("/customers/" + id + "/timeline");
                    timeline.body()
                            .at("/items")
                            .forEach(item -> types.add(item.path("type").asString()));
                    assertThat(types)
                            .containsExactlyInAnyOrder(
                                    "customer.created",
                                    "consent.withdrawn",
                                    "customer.updated",
                                    "transaction.recorded");
                    assertThat(types).endsWith("transaction.recorded");
                    assertThat(timeline.text("/items/3/details/amount")).isEqualTo("-5.00");
                    assertThat(timeline.raw().body())
                            .doesNotContain("Ada", "ada@example.org", "1990");
                });
        assertThat(
                        ops.get("/customers/" + id + "/timeline?type=transaction.recorded&limit=1")
                                .body()
                                .at("/items")
                                .size())
                .isEqualTo(1);
        assertThat(
                        ops.get("/customers/" + id + "/timeline?from=2021-01-01T00:00:00Z")
                                .body()
                                .at("/items")
                                .size())
                .isEqualTo(3);
    }

    private static String left(String scheme) {
        return """
        {"customerId":"%%s","scheme":"%s","from":"GOLD","cause":"SCHEME_RETIRED","reasons":[],
         "leftAt":"2026-11-20T00:00:00Z"}\
        """
                .formatted(scheme);
    }

    private String tier(String from, String to, String direction) {
        return """
        {"customerId":"%%s","scheme":"retail-membership","schemeVersion":1,"from":"%s","to":"%s","direction":"%s",
         "since":"2026-11-20","reviewAt":"2027-11-20",
         "reasons":[{"dimension":"spend365d","input":"10250.00","rule":">= 10000.00"}],"changedAt":"2026-11-20T00:00:00Z"}\
        """
                .formatted(from, to, direction);
    }

    private static String segment(String moment) {
        return "{\"customerId\":\"%s\",\"segmentId\":\"seg.big\",\"segmentVersion\":1,\""
                + moment
                + "\":\"2026-11-20T00:00:00Z\"}";
    }

    private void tell(String event, String type, String topic, long sequence, String json) {
        events.send(topic, type, id, event + id, sequence, json.formatted(id));
    }
}
