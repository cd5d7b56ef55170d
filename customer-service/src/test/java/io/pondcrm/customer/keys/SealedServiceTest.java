package io.pondcrm.customer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.StoredLetters;
import io.pondcrm.customer.Api;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.Registration;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.local.keys.KeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class SealedServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort int port;
    @Autowired MongoOperations mongo;
    @Autowired SubjectKeys keys;
    @Autowired Customers customers;

    @Value("${pond.sealing.kek-file}")
    String keyFile;

    private Api ops;
    private Api shop;
    private Api admin;

    @BeforeEach
    void clients() {
        ops = Api.ops(port);
        shop = Api.partner(port, "shop");
        admin = Api.with(port, "admin:read", "admin:write", "jobs:read");
    }

    private String named(String word) {
        var body =
                """
                {"displayName":"Zhao %1$s","givenName":"%1$sgiven","familyName":"%1$sfamily",
                 "attributes":{"nickname":"%1$snick","favouriteStore":"Jingan"},
                 "contactPoints":[{"type":"EMAIL","value":"%1$s@example.com"},
                  {"type":"POSTAL","value":"12 %1$s road"}]}\
                """
                        .formatted(word);
        return ops.post("/customers", body, "Idempotency-Key", "key-of-" + word.hashCode())
                .text("/id");
    }

    @Test
    void nothing_in_the_store_tells_who_a_customer_is_and_the_api_does() {
        var id = named("qwertz");
        shop.put(
                "/customers/by-external-id/shop/sealed-1",
                "{\"givenName\":\"Qwertzine\",\"contactPoints\":[{\"type\":\"WECHAT\",\"value\":\"qwertz_wx\"}]}");
        ops.post(
                "/customers/" + id + "/consents",
                """
                {"purpose":"MARKETING","channel":"EMAIL","decision":"GRANTED",
                 "textVersion":"2026-01","evidence":"signed by qwertz"}\
                """);
        shop.post(
                "/interactions",
                """
                {"externalId":"sealed-visit","anonymousId":"qwertz-cookie","type":"PAGE_VIEW",
                 "occurredAt":"2026-11-20T09:30:00Z"}\
                """);
        var known = shop.get("/customers/by-external-id/shop/sealed-1").text("/id");
        var linked =
                shop.post(
                        "/customers/" + known + "/visitor-links",
                        "{\"anonymousId\":\"qwertz-cookie\"}");

        assertThat(linked.status()).isEqualTo(202);
        var read = ops.get("/customers/" + id);
        assertThat(read.text("/displayName")).isEqualTo("Zhao qwertz");
        assertThat(read.text("/attributes/nickname")).isEqualTo("qwertznick");
        assertThat(read.text("/attributes/favouriteStore")).isEqualTo("Jingan");
        assertThat(read.text("/contactPoints/1/value")).isEqualTo("12 qwertz road");
        assertThat(ops.get("/customers/" + id + "/consents/history").raw().body())
                .contains("signed by qwertz");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        ops.get("/customers/" + known + "/interactions")
                                                .text("/items/0/anonymousId"))
                                .isEqualTo("qwertz-cookie"));
        for (var question :
                List.of("{\"email\":\"Qwertz@example.com\"}", "{\"text\":\"QWERTZGIVEN zhao\"}")) {
            assertThat(ops.post("/customers/search", question).text("/items/0/id")).isEqualTo(id);
        }
        assertThat(StoredLetters.collectionsWith(mongo, "qwertz")).isEmpty();
        assertThat(StoredLetters.collectionsWith(mongo, "jingan")).contains("customers");
    }

    @Test
    void what_was_moved_to_another_customer_is_refused() {
        var one = named("dvorakone");
        var two = named("dvoraktwo");
        var documents = mongo.getCollection("customers");
        var sealed =
                Objects.requireNonNull(documents.find(new Document("_id", one)).first())
                        .get("personal");

        documents.updateOne(
                new Document("_id", two), new Document("$set", new Document("personal", sealed)));

        assertThatThrownBy(() -> customers.find(new CustomerId(two))).hasMessageContaining(two);
        documents.deleteOne(new Document("_id", two));
    }

    @Test
    void without_its_key_a_customer_is_gone_and_stays_so() {
        var id = new CustomerId(named("colemak"));
        var before = customers.find(id).orElseThrow();

        keys.destroy(id.value());

        assertThat(ops.get("/customers/" + id).status()).isEqualTo(404);
        assertThat(
                        ops.post("/customers/search", "{\"email\":\"colemak@example.com\"}")
                                .body()
                                .at("/items"))
                .isEmpty();
        assertThat(customers.register(before)).isInstanceOf(Registration.Erased.class);
        assertThat(ops.get("/customers/" + id).status()).isEqualTo(404);
    }

    @Test
    void wrapping_keys_change_while_customers_are_read_and_written() throws Exception {
        var ids = new ArrayList<String>();
        for (var number = 0; number < 20; number++) {
            ids.add(named("azerty" + number));
        }
        var done = new AtomicBoolean();
        String both;
        var load = new ArrayList<Future<Integer>>();
        try (var writers = Executors.newFixedThreadPool(4)) {
            for (var writer = 0; writer < 4; writer++) {
                var its = writer;
                Callable<Integer> work =
                        () -> {
                            var calls = 0;
                            while (!done.get()) {
                                var id = ids.get((its + calls * 4) % ids.size());
                                assertThat(ops.get("/customers/" + id).status()).isEqualTo(200);
                                assertThat(
                                                ops.post("/customers", "{\"displayName\":\"Load\"}")
                                                        .status())
                                        .isEqualTo(201);
                                calls++;
                            }
                            return calls;
                        };
                load.add(writers.submit(work));
            }
            var before = admin.get("/admin/key-rotations").text("/current");
            new KeyFile(Path.of(keyFile)).rotate();
            both = Files.readString(Path.of(keyFile));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(admin.get("/admin/key-rotations").text("/current"))
                                    .isNotEqualTo(before));
            assertThat(admin.get("/admin/key-rotations").body().at("/stale").asInt())
                    .isGreaterThanOrEqualTo(20);

            var job = admin.post("/admin/key-rotations", "{}");

            assertThat(job.status()).isEqualTo(202);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(admin.get("/jobs/" + job.text("/id")).text("/state"))
                                    .isEqualTo("SUCCEEDED"));
            done.set(true);
            for (var each : load) {
                assertThat(each.get()).isPositive();
            }
        }
        assertThat(admin.get("/admin/key-rotations").body().at("/stale").asInt()).isZero();
        new KeyFile(Path.of(keyFile)).forgetOld();
        var readable = new LinkedHashMap<String, Integer>();
        for (var id : ids) {
            readable.put(id, ops.get("/customers/" + id).status());
        }
        assertThat(readable.values()).containsOnly(200);
        // Other tests of this process wrapped with the old key too.
        Files.writeString(Path.of(keyFile), both);
    }
}
