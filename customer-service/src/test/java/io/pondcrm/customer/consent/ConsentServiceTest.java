package io.pondcrm.customer.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.customer.Api;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class ConsentServiceTest {

    private static final String GRANT =
            """
            {"purpose":"MARKETING","channel":"EMAIL","decision":"GRANTED","at":"2026-03-01T08:00:00Z",
             "textVersion":"privacy-2026-03","evidence":"form:reg-1/submission-77"}\
            """;
    private static final String WITHDRAWAL =
            """
            {"purpose":"MARKETING","channel":"EMAIL","decision":"WITHDRAWN","at":"2026-06-01T08:00:00Z"}\
            """;

    @LocalServerPort int port;

    private Api ops;
    private String customer;

    @BeforeEach
    void ada() {
        ops = Api.ops(port);
        customer =
                "/customers/"
                        + ops.post(
                                        "/customers",
                                        """
                                        {"displayName":"Ada","locale":"en-GB","timeZone":"Europe/London",
                                         "contactPoints":[{"type":"EMAIL","value":"ada@example.org"}]}\
                                        """)
                                .text("/id");
    }

    @Test
    void consent_is_granted_withdrawn_and_remembered() {
        assertThat(ops.post(customer + "/consents", GRANT).status()).isEqualTo(201);
        assertThat(ops.post(customer + "/consents", GRANT).status()).isEqualTo(200);
        assertThat(ops.post(customer + "/consents", WITHDRAWAL).status()).isEqualTo(201);
        var again =
                ops.post(customer + "/consents", WITHDRAWAL.replace("2026-06-01", "2026-07-01"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/since")).isEqualTo("2026-06-01T08:00:00.000Z");
        var now = ops.get(customer + "/consents");
        assertThat(now.text("/consents/0/decision")).isEqualTo("WITHDRAWN");
        assertThat(now.text("/consents/0/since")).isEqualTo("2026-06-01T08:00:00.000Z");
        assertThat(
                        ops.get(customer + "/consents?asOf=2026-05-01T00:00:00Z")
                                .text("/consents/0/decision"))
                .isEqualTo("GRANTED");
        assertThat(
                        ops.get(customer + "/consents?asOf=2026-02-01T00:00:00Z")
                                .body()
                                .at("/consents")
                                .size())
                .isZero();
        assertThat(ops.get(customer + "/consents/history").body().at("/items").size()).isEqualTo(3);
    }

    @Test
    void a_grant_needs_proof_and_no_future() {
        assertThat(
                        ops.post(
                                        customer + "/consents",
                                        "{\"purpose\":\"MARKETING\",\"channel\":\"SMS\",\"decision\":\"GRANTED\",\"at\":\"2999-01-01T00:00:00Z\"}")
                                .errors())
                .containsExactly(
                        "/at in-future", "/textVersion proof-required", "/evidence proof-required");
        assertThat(ops.post("/customers/cus_x/consents", WITHDRAWAL).status()).isEqualTo(404);
        assertThat(
                        Api.with(port, "customers:write")
                                .post(customer + "/consents", WITHDRAWAL)
                                .status())
                .isEqualTo(403);
    }

    @Test
    void for_a_child_a_guardian_consents_until_the_birthday() {
        var child =
                "/customers/"
                        + ops.post(
                                        "/customers",
                                        "{\"displayName\":\"Kim\",\"birthDate\":\"2012-03-02\"}")
                                .text("/id")
                        + "/consents";

        assertThat(ops.post(child, GRANT).errors())
                .containsExactly("/byGuardian guardian-required");
        var byParent = ops.post(child, GRANT.replace("}", ",\"byGuardian\":true}"));
        assertThat(byParent.status()).isEqualTo(201);
        assertThat(byParent.body().at("/byGuardian").asBoolean()).isTrue();
        assertThat(ops.post(child, GRANT.replace("2026-03-01", "2026-03-02")).status())
                .isEqualTo(201);
        assertThat(ops.post(child, WITHDRAWAL).status()).isEqualTo(201);
        assertThat(ops.get(child + "/history").body().at("/items").size()).isEqualTo(3);
    }

    @Test
    void statements_that_arrive_at_once_are_all_kept() throws Exception {
        var calls = new ArrayList<Callable<Integer>>();
        for (var minute = 10; minute < 40; minute++) {
            var body = WITHDRAWAL.replace("08:00:00", "08:" + minute + ":00");
            calls.add(() -> ops.post(customer + "/consents", body).status());
        }
        try (var threads = Executors.newFixedThreadPool(10)) {
            for (var answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isIn(200, 201);
            }
        }

        assertThat(ops.get(customer + "/consents/history").body().at("/items").size())
                .isEqualTo(30);
        assertThat(ops.get(customer + "/consents").text("/consents/0/since"))
                .isEqualTo("2026-06-01T08:10:00.000Z");
    }

    @Test
    void a_contact_card_holds_an_address_only_with_consent() {
        var card = customer + "/contact-card?purpose=MARKETING&channel=";

        var silent = ops.get(card + "EMAIL");
        assertThat(silent.text("/reason")).isEqualTo("NEVER_GRANTED");
        assertThat(silent.raw().body()).doesNotContain("ada@example.org", "\"Ada\"");
        ops.post(customer + "/consents", GRANT);
        var granted = ops.get(card + "EMAIL");
        assertThat(granted.body().at("/allowed").asBoolean()).isTrue();
        assertThat(granted.text("/address")).isEqualTo("ada@example.org");
        assertThat(granted.text("/displayName")).isEqualTo("Ada");
        assertThat(granted.text("/timeZone")).isEqualTo("Europe/London");
        ops.post(customer + "/consents", WITHDRAWAL);
        var withdrawn = ops.get(card + "EMAIL");
        assertThat(withdrawn.text("/reason")).isEqualTo("WITHDRAWN");
        assertThat(withdrawn.body().has("address")).isFalse();
        ops.post(customer + "/consents", GRANT.replace("EMAIL", "SMS"));
        assertThat(ops.get(card + "SMS").text("/reason")).isEqualTo("NO_ADDRESS");
        assertThat(Api.frontEnd(port).get(card + "EMAIL").status()).isEqualTo(403);
    }
}
