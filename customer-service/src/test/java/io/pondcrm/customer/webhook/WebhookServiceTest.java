package io.pondcrm.customer.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.customer.Api;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "pond.webhooks.allow-http=true",
            "pond.webhooks.allowed-networks=127.0.0.0/8",
            "pond.webhooks.timeout=2s",
            "pond.webhooks.first-pause=200ms"
        })
@PondTest
class WebhookServiceTest {

    private static final String PATH = "/webhook-subscriptions";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @LocalServerPort int port;

    private final Receiver receiver = new Receiver();
    private String system;
    private Api shop;

    @BeforeEach
    void aPartner() {
        system = TestEvents.newId("s").substring(2);
        shop = Api.partner(port, system);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private Api.Answer subscribe(Api who) {
        var answer = who.post(PATH, "{\"url\":\"%s\"}".formatted(receiver.url()));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        return answer;
    }

    private String customer(String system, String key) {
        return Api.ops(port)
                .put(
                        "/customers/by-external-id/%s/%s".formatted(system, key),
                        "{\"displayName\":\"Ada\"}")
                .text("/id");
    }

    /** A12: create, ping, look at the log, replay: one call each. */
    @Test
    void a_partner_sets_it_up_by_itself() throws Exception {
        var created = subscribe(shop);
        var path = PATH + "/" + created.text("/id");
        assertThat(created.text("/secret")).startsWith("whsec_");
        assertThat(created.text("/state")).isEqualTo("ACTIVE");
        assertThat(shop.get(path).body().has("secret")).isFalse();

        receiver.behaviour =
                (exchange, _) -> {
                    var words = "not yet".getBytes(UTF_8);
                    exchange.sendResponseHeaders(
                            receiver.calls.size() < 2 ? 503 : 200, words.length);
                    exchange.getResponseBody().write(words);
                };
        var ping = shop.post(path + "/pings", "{}");
        assertThat(ping.status()).isEqualTo(202);

        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    var log = shop.get(path + "/deliveries");
                    assertThat(log.text("/items/0/state")).isEqualTo("DELIVERED");
                    assertThat(log.text("/items/0/webhookId")).isEqualTo(ping.text("/webhookId"));
                    assertThat(log.text("/items/0/attempts/0/status")).isEqualTo("503");
                    assertThat(log.text("/items/0/attempts/0/reply")).isEqualTo("not yet");
                    assertThat(log.text("/items/0/attempts/1/status")).isEqualTo("200");
                });
        var call = receiver.calls.getLast();
        assertThat(call.id()).isEqualTo(ping.text("/webhookId"));
        assertThat(call.body()).contains("\"type\":\"webhook.ping\"");
        assertThat(call.signature().split(" ")).contains(signed(created.text("/secret"), call));

        customer(system, "A-1");
        await().atMost(PATIENCE).until(() -> receiver.calls.size() == 3);
        var told = receiver.calls.getLast();
        assertThat(told.body()).contains("customer.created").doesNotContain("Ada");
        var replay = shop.post(path + "/replays", "{\"from\":\"2026-01-01T00:00:00Z\"}");
        assertThat(replay.status()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> receiver.calls.size() == 4);
        assertThat(receiver.calls.getLast().id()).isEqualTo(told.id());
        assertThat(receiver.calls.getLast().body()).isEqualTo(told.body());
    }

    private static String signed(String secret, Receiver.Call call) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        Base64.getDecoder().decode(secret.substring("whsec_".length())),
                        "HmacSHA256"));
        var text = "%s.%d.%s".formatted(call.id(), call.timestamp(), call.body());
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    }

    @Test
    void a_partner_is_told_of_its_own_records_and_sees_its_own_subscriptions() {
        var other = Api.partner(port, "other-" + system.substring(0, 10));
        var id = subscribe(shop).text("/id");
        customer("other-" + system.substring(0, 10), "B-1");
        var ours = customer(system, "A-1");

        await().atMost(PATIENCE).until(() -> !receiver.calls.isEmpty());
        assertThat(receiver.calls).allMatch(it -> it.body().contains(ours));
        for (var path : new String[] {PATH + "/" + id, PATH + "/" + id + "/deliveries"}) {
            assertThat(other.get(path).status()).isEqualTo(404);
        }
        assertThat(other.post(PATH + "/" + id + "/pings", "{}").status()).isEqualTo(404);
        assertThat(other.delete(PATH + "/" + id, "If-Match", "\"1\"").status()).isEqualTo(404);
        assertThat(other.get(PATH).body().at("/items").size()).isZero();
        assertThat(shop.get(PATH).body().at("/items").size()).isEqualTo(1);
    }

    @Test
    void both_secrets_sign_while_the_new_one_is_taken_over() throws Exception {
        var created = subscribe(shop);
        var path = PATH + "/" + created.text("/id");

        var rotated = shop.post(path + "/secret-rotations", "{}");
        assertThat(rotated.status()).isEqualTo(201);
        shop.post(path + "/pings", "{}");

        await().atMost(PATIENCE).until(() -> !receiver.calls.isEmpty());
        var call = receiver.calls.getFirst();
        assertThat(call.signature().split(" "))
                .hasSize(4)
                .contains(
                        signed(created.text("/secret"), call),
                        signed(rotated.text("/secret"), call));
        assertThat(Stream.of(call.signature().split(" ")).filter(it -> it.startsWith("v1a,")))
                .hasSize(2);
    }

    @Test
    void what_happens_during_a_pause_is_told_after_it() {
        var created = subscribe(shop);
        var path = PATH + "/" + created.text("/id");
        var paused = shop.patch(path, "{\"state\":\"PAUSED\"}", "If-Match", created.etag());
        assertThat(paused.text("/state")).isEqualTo("PAUSED");
        assertThat(shop.post(path + "/pings", "{}").status()).isEqualTo(409);
        assertThat(shop.patch(path, "{\"state\":\"ACTIVE\"}", "If-Match", created.etag()).status())
                .isEqualTo(412);
        var ours = customer(system, "A-1");
        assertThat(receiver.calls).isEmpty();

        shop.patch(path, "{\"state\":\"ACTIVE\"}", "If-Match", paused.etag());

        await().atMost(PATIENCE).until(() -> !receiver.calls.isEmpty());
        assertThat(receiver.calls.getFirst().body()).contains(ours);
        var now = shop.get(path);
        assertThat(shop.delete(path, "If-Match", now.etag()).status()).isEqualTo(204);
        assertThat(shop.get(path).status()).isEqualTo(404);
    }

    @Test
    void a_receiver_that_is_gone_disables_its_subscription_and_says_so() {
        var path = PATH + "/" + subscribe(shop).text("/id");
        receiver.behaviour = Receiver.status(410);
        shop.post(path + "/pings", "{}");

        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    var now = shop.get(path);
                    assertThat(now.text("/state")).isEqualTo("DISABLED");
                    assertThat(now.text("/disabledBecause")).isEqualTo("GONE");
                });
    }

    @Test
    void what_can_t_be_called_is_refused_with_a_pointer() {
        assertThat(refused("{\"url\":\"http://10.0.0.7/x\"}")).isEqualTo("/url url-address");
        assertThat(refused("{\"url\":\"http://169.254.169.254/x\"}")).isEqualTo("/url url-address");
        assertThat(refused("{\"url\":\"ftp://example.org/x\"}")).isEqualTo("/url url-https");
        assertThat(refused("{\"url\":\"https://a:b@example.org/x\"}"))
                .isEqualTo("/url url-userinfo");
        assertThat(refused("{\"url\":\"nonsense\"}")).isEqualTo("/url url-format");
        assertThat(
                        refused(
                                "{\"url\":\"%s\",\"types\":[\"customer.created\",\"x\"]}"
                                        .formatted(receiver.url())))
                .isEqualTo("/types/1 unknown-type");
        assertThat(
                        refused(
                                "{\"url\":\"%s\",\"types\":[\"churn.warning-raised\"]}"
                                        .formatted(receiver.url())))
                .isEqualTo("/types/0 type-not-allowed");
    }

    private String refused(String body) {
        var answer = shop.post(PATH, body);
        assertThat(answer.status()).isEqualTo(422);
        return answer.errors().getFirst();
    }
}
