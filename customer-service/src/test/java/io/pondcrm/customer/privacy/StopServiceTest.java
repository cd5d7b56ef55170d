package io.pondcrm.customer.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.contracts.segmentation.Cause;
import io.pondcrm.contracts.segmentation.SegmentEnteredV1;
import io.pondcrm.customer.Api;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a person has stopped by a request. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class StopServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String REQUESTS = "/data-subject-requests";

    @LocalServerPort int port;
    @Autowired TestEvents events;
    private Api ops;
    private Api officer;
    private String customer;

    @BeforeEach
    void ada() {
        ops = Api.ops(port);
        officer = Api.with(port, "privacy:read", "privacy:write");
        customer = newCustomer("stop-" + TestEvents.newId("k"));
    }

    private String newCustomer(String key) {
        var id =
                ops.post(
                                "/customers",
                                """
                                {"displayName":"Ada","contactPoints":[{"type":"EMAIL","value":"%1$s@example.org"}],
                                 "externalIds":[{"system":"shop","key":"%1$s"}]}\
                                """
                                        .formatted(key))
                        .text("/id");
        for (var purpose : List.of("MARKETING", "SURVEYS")) {
            ops.post(
                    "/customers/" + id + "/consents",
                    """
                    {"purpose":"%s","channel":"EMAIL","decision":"GRANTED","evidence":"form:1","textVersion":"v1"}\
                    """
                            .formatted(purpose));
        }
        return id;
    }

    @Test
    void a_restriction_stops_everything_until_the_person_takes_it_back() {
        var request =
                officer.post(
                        REQUESTS,
                        body("RESTRICTION", "{\"ground\":\"LEGAL_CLAIM\"}"),
                        "Idempotency-Key",
                        "\"stop-%s\"".formatted(customer));

        assertThat(request.status()).isEqualTo(201);
        assertThat(request.text("/state")).isEqualTo("COMPLETED");
        assertThat(request.body().has("completedAt")).isTrue();
        assertThat(texts(request.body().at("/processing/stopped")))
                .containsExactly("MARKETING", "PROFILING", "SURVEYS", "CARE");
        assertThat(reason("MARKETING")).isEqualTo("RESTRICTED");
        assertThat(reason("SURVEYS")).isEqualTo("RESTRICTED");
        var standing = officer.get("/customers/" + customer + "/processing-restriction");
        assertThat(standing.text("/requestId")).isEqualTo(request.text("/id"));

        var again =
                officer.post(
                        REQUESTS,
                        body("RESTRICTION", "{\"ground\":\"LEGAL_CLAIM\"}"),
                        "Idempotency-Key",
                        "\"stop-%s\"".formatted(customer));
        assertThat(again.text("/id")).isEqualTo(request.text("/id"));
        var back = officer.post(REQUESTS, body("RESTRICTION", "{\"withdraws\":true}"));

        assertThat(back.text("/state")).isEqualTo("COMPLETED");
        assertThat(back.body().at("/processing/stopped")).isEmpty();
        assertThat(reason("MARKETING")).isEqualTo("GRANTED");
        var over = officer.get("/customers/" + customer + "/processing");
        assertThat(over.text("/lifted/0/requestId")).isEqualTo(back.text("/id"));
        assertThat(over.text("/lifted/0/was/requestId")).isEqualTo(request.text("/id"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told()).containsExactly("true 4", "false 0"));
    }

    @Test
    void an_objection_stops_what_it_is_against_and_nothing_else() {
        var request = officer.post(REQUESTS, body("OBJECTION", "{\"against\":[\"MARKETING\"]}"));

        assertThat(request.text("/state")).isEqualTo("COMPLETED");
        assertThat(texts(request.body().at("/processing/stopped"))).containsExactly("MARKETING");
        assertThat(reason("MARKETING")).isEqualTo("OBJECTED");
        assertThat(reason("SURVEYS")).isEqualTo("GRANTED");
        assertThat(policyReason()).isEqualTo("OBJECTED");

        var both = officer.post(REQUESTS, body("OBJECTION", "{\"against\":[\"PROFILING\"]}"));

        assertThat(texts(both.body().at("/processing/stopped")))
                .containsExactly("MARKETING", "PROFILING");
        var back =
                officer.post(
                        REQUESTS,
                        body("OBJECTION", "{\"against\":[\"MARKETING\"],\"withdraws\":true}"));
        assertThat(texts(back.body().at("/processing/stopped"))).containsExactly("PROFILING");
        assertThat(reason("MARKETING")).isEqualTo("GRANTED");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(told()).containsExactly("false 1", "false 2", "false 1"));
    }

    @Test
    void what_others_concluded_is_not_in_the_view_of_who_objects() {
        var id = new CustomerId(customer);
        var at = Instant.parse("2026-03-01T12:00:00Z");
        events.send(
                id,
                new SegmentEnteredV1(customer, "seg_1", 1, at, new Cause("TIME", null, null)),
                1);
        await().atMost(PATIENCE).until(() -> view().has("segments"));

        officer.post(REQUESTS, body("OBJECTION", "{\"against\":[\"PROFILING\"]}"));

        assertThat(view().has("segments")).isFalse();
        assertThat(view().at("/absent/3/reason").asString()).isEqualTo("PROFILING_STOPPED");
        officer.post(
                REQUESTS, body("OBJECTION", "{\"against\":[\"PROFILING\"],\"withdraws\":true}"));
        assertThat(view().has("segments")).isTrue();
    }

    @Test
    void what_is_not_said_rightly_stops_nothing() {
        assertThat(officer.post(REQUESTS, body("RESTRICTION", "{}")).errors())
                .containsExactly("/processing/ground restriction-ground");
        assertThat(
                        officer.post(
                                        REQUESTS,
                                        body(
                                                "RESTRICTION",
                                                "{\"ground\":\"LEGAL_CLAIM\",\"against\":[\"CARE\"]}"))
                                .errors())
                .containsExactly("/processing/against not-for-restriction");
        assertThat(officer.post(REQUESTS, body("OBJECTION", "{\"against\":[]}")).errors())
                .containsExactly("/processing/against objection-against");
        assertThat(officer.post(REQUESTS, body("ERASURE", "{\"against\":[\"CARE\"]}")).errors())
                .containsExactly("/processing not-for-type");
        assertThat(
                        officer.post(REQUESTS, body("OBJECTION", "{\"against\":[\"EVERYTHING\"]}"))
                                .status())
                .isEqualTo(400);
        assertThat(reason("MARKETING")).isEqualTo("GRANTED");
        assertThat(officer.get("/customers/" + customer + "/processing").body().at("/stopped"))
                .isEmpty();
    }

    @Test
    void only_who_may_and_who_knows_the_customer_has_anything_stopped() {
        var wish = body("OBJECTION", "{\"against\":[\"MARKETING\"]}");

        assertThat(ops.post(REQUESTS, wish).status()).isEqualTo(403);
        var bank = Api.partner(port, "bank", "privacy:read", "privacy:write");
        assertThat(bank.post(REQUESTS, wish).errors())
                .containsExactly("/customerId unknown-customer");
        assertThat(bank.get("/customers/" + customer + "/processing").status()).isEqualTo(404);
        assertThat(reason("MARKETING")).isEqualTo("GRANTED");
        var shop = Api.partner(port, "shop", "privacy:read", "privacy:write");
        assertThat(shop.post(REQUESTS, wish).status()).isEqualTo(201);
        assertThat(reason("MARKETING")).isEqualTo("OBJECTED");
    }

    private String body(String type, String processing) {
        return "{\"type\":\"%s\",\"customerId\":\"%s\",\"processing\":%s}"
                .formatted(type, customer, processing);
    }

    private String reason(String purpose) {
        return ops.get(
                        "/customers/%s/contact-card?purpose=%s&channel=EMAIL"
                                .formatted(customer, purpose))
                .text("/reason");
    }

    private String policyReason() {
        for (var channel :
                ops.get("/customers/" + customer + "/contact-policy?purpose=MARKETING")
                        .body()
                        .at("/channels")) {
            if (channel.path("channel").asString().equals("EMAIL")) {
                return channel.path("reason").asString();
            }
        }
        return "";
    }

    private JsonNode view() {
        return ops.get("/customers/" + customer + "/360").body();
    }

    private List<String> told() {
        return events.published("crm.customer.v1", new CustomerId(customer)).stream()
                .filter(it -> it.has("stopped"))
                .map(it -> it.path("restricted").asBoolean() + " " + it.path("stopped").size())
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(it -> texts.add(it.asString()));
        return texts;
    }
}
