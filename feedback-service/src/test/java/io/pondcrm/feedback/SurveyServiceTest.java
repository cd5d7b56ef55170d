package io.pondcrm.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.contracts.feedback.CaseClosedV1;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** From the closing of a case to the customer's answer. */
@PondTest
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class SurveyServiceTest {

    static final Instant NOON = Instant.parse("2026-11-09T04:00:00Z");

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired TestClock clock;
    @Autowired MongoOperations mongo;

    private static String survey = "";

    @BeforeEach
    void survey() {
        clock.freeze(NOON);
        if (survey.isEmpty()) {
            survey =
                    wire.ok(
                                    "POST",
                                    "/api/v1/surveys",
                                    """
                                    {"name":"After a complaint","question":"How content are you?",
                                     "questionZh":"您满意吗？","caseTypes":["COMPLAINT"]}\
                                    """)
                            .path("id")
                            .asString();
        }
    }

    private String closeACase(CustomerId customer, String lastDeed) {
        var id =
                wire.ok(
                                "POST",
                                "/api/v1/cases",
                                """
                                {"customerId":"%s","type":"COMPLAINT","channel":"WECHAT","subject":"Late"}\
                                """
                                        .formatted(customer))
                        .path("id")
                        .asString();
        if (!lastDeed.equals("WITHDRAW")) {
            move(id, "RESOLVE");
        }
        move(id, lastDeed);
        return id;
    }

    private void move(String id, String deed) {
        wire.ok(
                "POST",
                "/api/v1/cases/" + id + "/transitions",
                "{\"deed\":\"%s\",\"note\":\"Done\"}".formatted(deed));
    }

    private JsonNode invitationTo(CustomerId customer) {
        return await().atMost(Wire.PATIENCE)
                .until(() -> invitations(customer), it -> !it.isEmpty())
                .get(0);
    }

    private JsonNode invitations(CustomerId customer) {
        return wire.getJson("/api/v1/surveys/" + survey + "/invitations?customerId=" + customer)
                .path("items");
    }

    private JsonNode token(JsonNode invitation) {
        return wire.ok(
                "PUT",
                "/api/v1/surveys/"
                        + survey
                        + "/invitations/"
                        + invitation.path("id").asString()
                        + "/token",
                "",
                "If-Match",
                "\"" + invitation.path("version").asInt() + "\"");
    }

    @Test
    void a_closed_case_invites_and_the_token_lets_in_once() {
        var ada = TestEvents.newCustomer();
        var caseId = closeACase(ada, "CONFIRM");
        var invitation = invitationTo(ada);
        var given = token(invitation);
        var link = given.path("path").asString();
        var secret = given.path("token").asString();

        assertThat(invitation.path("caseId").asString()).isEqualTo(caseId);
        assertThat(secret).hasSize(43);
        assertThat(
                        Wire.json(wire.sendAs("", "GET", link, "", "Accept-Language", "zh-CN"))
                                .path("question")
                                .asString())
                .isEqualTo("您满意吗？");
        assertThat(wire.sendAs("", "POST", link, "{\"score\":6}")).hasStatus(422);
        assertThat(wire.sendAs("", "POST", link, "{\"score\":4,\"comment\":\"call 13800138000\"}"))
                .hasStatus(204);
        assertThat(wire.sendAs("", "POST", link, "{\"score\":1}")).hasStatus(410);
        assertThat(wire.sendAs("", "GET", link, "")).hasStatus(410);

        var answers = wire.getJson("/api/v1/surveys/" + survey + "/responses?customerId=" + ada);
        assertThat(answers.path("items").get(0).path("score").asInt()).isEqualTo(4);
        assertThat(answers.path("items").get(0).path("comment").asString())
                .isEqualTo("call [phone]");
        await().atMost(Wire.PATIENCE)
                .untilAsserted(
                        () -> assertThat(wire.published("crm.survey.v1", ada, "score")).hasSize(1));
        assertThat(wire.published("crm.survey.v1", ada, "surveyId"))
                .hasSize(2)
                .noneMatch(it -> it.toString().contains(secret) || it.toString().contains("call"));
        // Neither in the store, the kept answers of other requests included.
        for (var collection : mongo.getCollectionNames()) {
            assertThat(mongo.findAll(Document.class, collection))
                    .as(collection)
                    .noneMatch(it -> it.toJson().contains(secret));
        }
    }

    @Test
    void what_is_no_good_token_looks_the_same_whatever_it_is() {
        var bob = TestEvents.newCustomer();
        closeACase(bob, "CLOSE");
        var invitation = invitationTo(bob);
        var first = token(invitation).path("path").asString();
        var stale =
                wire.send(
                        "PUT",
                        "/api/v1/surveys/"
                                + survey
                                + "/invitations/"
                                + invitation.path("id").asString()
                                + "/token",
                        "",
                        "If-Match",
                        "\"" + invitation.path("version").asInt() + "\"");
        var second = token(invitationTo(bob)).path("path").asString();
        var never = "/api/v1/public/surveys/" + "A".repeat(43);

        assertThat(stale).hasStatus(412);
        var bodies =
                java.util.stream.Stream.of(first, never, "/api/v1/public/surveys/x")
                        .map(it -> wire.sendAs("", "GET", it, ""))
                        .map(it -> {
                            assertThat(it).hasStatus(404);
                            return Wire.json(it).path("detail").asString();
                        })
                        .distinct();
        assertThat(bodies).hasSize(1);
        assertThat(wire.sendAs("", "GET", second, "")).hasStatusOk();
        clock.advance(Duration.ofDays(14));
        assertThat(wire.sendAs("", "GET", second, "")).hasStatus(410);
        assertThat(wire.sendAs("", "POST", second, "{\"score\":5}")).hasStatus(410);
    }

    @Test
    void of_many_answers_at_once_one_counts() throws Exception {
        var eve = TestEvents.newCustomer();
        closeACase(eve, "CONFIRM");
        var link = token(invitationTo(eve)).path("path").asString();
        var work = new ArrayList<Callable<Integer>>();
        for (var number = 0; number < 8; number++) {
            var score = 1 + number % 5;
            work.add(() ->
                    wire.sendAs("", "POST", link, "{\"score\":" + score + "}")
                            .getResponse()
                            .getStatus());
        }
        var statuses = new ArrayList<Integer>();

        try (var customers = Executors.newFixedThreadPool(4)) {
            for (var done : customers.invokeAll(work)) {
                statuses.add(done.get());
            }
        }

        assertThat(statuses).containsOnlyOnce(204).containsOnly(204, 410);
    }

    @Test
    void the_same_closing_twice_invites_once_and_soon_after_nobody_is_asked_again() {
        var dan = TestEvents.newCustomer();
        var caseId = closeACase(dan, "CONFIRM");
        invitationTo(dan);
        events.send(
                dan,
                new CaseClosedV1(caseId, dan.value(), "COMPLAINT", "CONFIRMED", 0, NOON, NOON),
                3);
        clock.advance(Duration.ofDays(1));
        closeACase(dan, "CONFIRM");
        var liz = TestEvents.newCustomer();
        closeACase(liz, "WITHDRAW");
        var max = TestEvents.newCustomer();
        closeACase(max, "CONFIRM");
        invitationTo(max);

        await().during(Duration.ofSeconds(2))
                .atMost(Wire.PATIENCE)
                .until(() -> invitations(dan).size() == 1 && invitations(liz).isEmpty());
    }

    @Test
    void the_score_adds_up_what_was_answered_in_a_span_of_time() {
        clock.freeze(NOON.plus(Duration.ofDays(100)));
        for (var score : new int[] {5, 5, 4, 2}) {
            var customer = TestEvents.newCustomer();
            closeACase(customer, "CONFIRM");
            assertThat(
                            wire.sendAs(
                                    "",
                                    "POST",
                                    token(invitationTo(customer)).path("path").asString(),
                                    "{\"score\":" + score + "}"))
                    .hasStatus(204);
        }

        var summary =
                wire.getJson(
                        "/api/v1/surveys/"
                                + survey
                                + "/score?from="
                                + NOON.plus(Duration.ofDays(100)));

        assertThat(summary.path("answers").asInt()).isEqualTo(4);
        assertThat(summary.path("mean").asString()).isEqualTo("4.00");
        assertThat(summary.path("satisfiedPercent").asString()).isEqualTo("75.0");
        assertThat(summary.path("distribution").get(4).path("count").asInt()).isEqualTo(2);
    }
}
