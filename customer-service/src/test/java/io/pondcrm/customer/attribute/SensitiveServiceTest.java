package io.pondcrm.customer.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.customer.Api;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * S28: no way of writing customers gets a value of a sensitive attribute in without a consent to
 * it. The ways are read from the OpenAPI document: a new one fails here until it is tried.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class SensitiveServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KEY = "bloodGroup";
    private static final String CODE = "sensitive-without-consent";

    private static final String SHAPE =
            """
            {"title":{"en":"Donors","zh":"献血"},
             "schema":{"type":"object","properties":{"mail":{"type":"string"},
               "blood":{"type":"string"},"yes":{"type":"boolean"}}},
             "onMatch":"OVERWRITE",
             "fields":[{"from":"/mail","to":"email"},{"from":"/blood","to":"attributes.%s"}],
             "consents":[{"from":"/yes","purpose":"SENSITIVE_DATA","channel":"ANY",
               "noticeVersion":"privacy-9"}]}\
            """
                    .formatted(KEY);

    /** Sends the value for the customer whom the shop knows by a key; gives what was answered. */
    private interface Way {
        String write(String key, String value) throws IOException, InterruptedException;
    }

    @LocalServerPort int port;
    @Autowired MongoOperations mongo;

    private Api ops;

    @BeforeEach
    void define() {
        ops = Api.ops(port);
        ops.post(
                "/attribute-definitions",
                """
                {"key":"%s","group":"BASIC","type":"TEXT","sensitive":true,
                 "labels":{"en":"Blood group","zh":"血型"}}\
                """
                        .formatted(KEY));
        var there = ops.get("/attribute-definitions/" + KEY);
        assertThat(there.text("/sensitive")).isEqualTo("true");
        assertThat(patch(there, "{\"retired\":false}").status()).isEqualTo(200);
    }

    /** While one is defined, others' tests could not make up attributes. */
    @AfterEach
    void retire() {
        ops.delete("/attribute-definitions/" + KEY, "If-Match", "*");
    }

    private Api.Answer patch(Api.Answer definition, String patch) {
        return ops.patch("/attribute-definitions/" + KEY, patch, "If-Match", definition.etag());
    }

    private Map<String, Way> ways(String run) {
        var ways = new LinkedHashMap<String, Way>();
        ways.put(
                "post /customers",
                (key, value) ->
                        ops.post(
                                        "/customers",
                                        """
                                        {"attributes":{"%s":"%s"},
                                         "externalIds":[{"system":"shop","key":"%s-new"}]}\
                                        """
                                                .formatted(KEY, value, key))
                                .raw()
                                .body());
        ways.put(
                "post /customers/batch",
                (key, value) ->
                        ops.post(
                                        "/customers/batch",
                                        "{\"items\":[{\"externalId\":{\"system\":\"shop\",\"key\":\"%s\"},\"profile\":%s}]}"
                                                .formatted(key, profile(value)))
                                .raw()
                                .body());
        ways.put(
                "put /customers/by-external-id/{system}/{key}",
                (key, value) ->
                        ops.put("/customers/by-external-id/shop/" + key, profile(value))
                                .raw()
                                .body());
        ways.put(
                "patch /customers/{id}",
                (key, value) ->
                        ops.patch("/customers/" + idOf(key), profile(value), "If-Match", "*")
                                .raw()
                                .body());
        ways.put(
                "post /partners/{system}/customer-syncs",
                (key, value) ->
                        ops.post(
                                        "/partners/shop/customer-syncs",
                                        "{\"items\":[{\"key\":\"%s\",\"profile\":%s}]}"
                                                .formatted(key, profile(value)))
                                .raw()
                                .body());
        ways.put(
                "post /customer-imports",
                (key, value) ->
                        imported(
                                "{\"externalId\":\"%s\",\"attributes\":{\"%s\":\"%s\"}}\n"
                                        .formatted(key, KEY, value)));
        ways.put("post /forms/{id}/submissions", (key, value) -> submitted(run, key, value));
        ways.put("post /intake/{source}", (key, value) -> takenIn(run, key, value));
        return ways;
    }

    private static String profile(String value) {
        return "{\"attributes\":{\"%s\":\"%s\"}}".formatted(KEY, value);
    }

    private String idOf(String key) {
        return ops.get("/customers/by-external-id/shop/" + key).text("/id");
    }

    private String valueOf(String key) {
        return ops.get("/customers/" + idOf(key)).text("/attributes/" + KEY);
    }

    private static String mailOf(String key) {
        return key + "@sensitive.example.org";
    }

    private String imported(String rows) throws IOException, InterruptedException {
        var token = TestTokens.client("ops", "imports:read", "imports:write", "jobs:read");
        var begun =
                send(
                        HttpRequest.newBuilder(
                                        URI.create(ops.base() + "/customer-imports?system=shop"))
                                .header("Content-Type", "application/x-ndjson")
                                .POST(BodyPublishers.ofString(rows)),
                        token);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        var job = JsonMapper.shared().readTree(begun.body()).path("id").asString();
        await().atMost(PATIENCE)
                .until(() ->
                        send(HttpRequest.newBuilder(URI.create(ops.base() + "/jobs/" + job)), token)
                                .body()
                                .contains("SUCCEEDED"));
        return send(
                        HttpRequest.newBuilder(
                                URI.create(ops.base() + "/customer-imports/" + job + "/rejects")),
                        token)
                .body();
    }

    private static java.net.http.HttpResponse<String> send(
            HttpRequest.Builder request, String token) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    request.header("Authorization", "Bearer " + token).build(),
                    BodyHandlers.ofString());
        }
    }

    private String submitted(String run, String key, String value) {
        var form = ops.post("/forms", SHAPE, "Idempotency-Key", "donors-" + run);
        assertThat(form.status()).as(form.raw().body()).isEqualTo(201);
        return ops.post(
                        "/forms/" + form.text("/id") + "/submissions",
                        "{\"answers\":{\"mail\":\"%s\",\"blood\":\"%s\"}}"
                                .formatted(mailOf(key), value))
                .raw()
                .body();
    }

    private String takenIn(String run, String key, String value) {
        ops.put("/intake/donors-" + run, SHAPE);
        return ops.post(
                        "/intake/donors-" + run,
                        "{\"mail\":\"%s\",\"blood\":\"%s\"}".formatted(mailOf(key), value))
                .raw()
                .body();
    }

    private void somebody(String key) {
        assertThat(
                        ops.put(
                                        "/customers/by-external-id/shop/" + key,
                                        "{\"contactPoints\":[{\"type\":\"EMAIL\",\"value\":\"%s\"}]}"
                                                .formatted(mailOf(key)))
                                .status())
                .isEqualTo(201);
    }

    private void say(String key, String decision) {
        var said =
                ops.post(
                        "/customers/" + idOf(key) + "/consents",
                        """
                        {"purpose":"SENSITIVE_DATA","channel":"ANY","decision":"%s",
                         "evidence":"paper","textVersion":"v1"}\
                        """
                                .formatted(decision));
        assertThat(said.status()).as(said.raw().body()).isEqualTo(201);
    }

    private TreeSet<String> waysInTheDocument() throws IOException, InterruptedException {
        var document =
                JsonMapper.shared()
                        .readTree(
                                send(
                                                HttpRequest.newBuilder(
                                                        URI.create(ops.base())
                                                                .resolve("/v3/api-docs")),
                                                ops.token())
                                        .body());
        var ways = new TreeSet<String>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(operation -> {
                                    var body = operation.getValue().path("requestBody");
                                    if (takesAttributes(document, body, new TreeSet<>())) {
                                        ways.add(
                                                operation.getKey()
                                                        + path.getKey().replace("/api/v1/", " /"));
                                    }
                                }));
        return ways;
    }

    private static boolean takesAttributes(
            JsonNode document, JsonNode node, TreeSet<String> followed) {
        var reference = node.path("$ref").asString("");
        if (!reference.isEmpty() && followed.add(reference)) {
            return takesAttributes(document, document.at(reference.substring(1)), followed);
        }
        return node.path("properties").has("attributes")
                || node.valueStream().anyMatch(it -> takesAttributes(document, it, followed));
    }

    @Test
    void no_way_of_writing_gets_a_value_in_without_consent() throws Exception {
        var run = Long.toString(System.nanoTime(), 36);
        var ways = ways(run);
        assertThat(ways.keySet()).containsAll(waysInTheDocument());
        var number = 0;
        for (var way : ways.entrySet()) {
            var key = "sens-" + run + "-" + number++;
            somebody(key);

            var refused = way.getValue().write(key, "Canary-A");

            assertThat(refused).as(way.getKey()).contains(CODE).doesNotContain("Canary");
            assertThat(valueOf(key)).as(way.getKey()).isEmpty();
            if (way.getKey().equals("post /customers")) {
                assertThat(ops.get("/customers/by-external-id/shop/" + key + "-new").status())
                        .isEqualTo(404);
                continue;
            }
            say(key, "GRANTED");
            assertThat(way.getValue().write(key, "Canary-B")).doesNotContain(CODE);
            assertThat(valueOf(key)).as(way.getKey()).isEqualTo("Canary-B");
            assertThat(String.valueOf(mongo.findById(idOf(key), Document.class, "customers")))
                    .doesNotContain("Canary");
            var seen = Api.frontEnd(port).get("/customers/" + idOf(key));
            assertThat(seen.text("/attributes/" + KEY)).isEqualTo("***");
            assertThat(
                            Api.frontEnd(port)
                                    .patch(
                                            "/customers/" + idOf(key),
                                            profile("***"),
                                            "If-Match",
                                            seen.etag())
                                    .errors())
                    .containsExactly("/attributes/" + KEY + " masked-value");
            say(key, "WITHDRAWN");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(valueOf(key)).as(way.getKey()).isEmpty());
        }
    }

    @Test
    void who_asks_for_the_value_may_ask_for_the_consent_in_the_same_form() {
        var run = Long.toString(System.nanoTime(), 36);
        submitted(run, "asked-" + run, "x");
        var form = ops.post("/forms", SHAPE, "Idempotency-Key", "donors-" + run);

        var taken =
                ops.post(
                        "/forms/" + form.text("/id") + "/submissions",
                        "{\"answers\":{\"mail\":\"%s\",\"blood\":\"AB\",\"yes\":true}}"
                                .formatted(mailOf("asked-" + run)));

        assertThat(taken.status()).as(taken.raw().body()).isEqualTo(201);
        assertThat(taken.text("/created")).isEqualTo("true");
        assertThat(ops.get("/customers/" + taken.text("/customerId")).text("/attributes/" + KEY))
                .isEqualTo("AB");
    }

    @Test
    void a_merge_brings_no_value_to_who_withdrew() {
        var run = Long.toString(System.nanoTime(), 36);
        var keeps = "keeps-" + run;
        var brings = "brings-" + run;
        somebody(keeps);
        somebody(brings);
        say(brings, "GRANTED");
        ops.patch("/customers/" + idOf(brings), profile("AB"), "If-Match", "*");
        assertThat(valueOf(brings)).isEqualTo("AB");
        say(keeps, "WITHDRAWN");

        var merged =
                ops.post(
                        "/customers/" + idOf(keeps) + "/merges",
                        "{\"mergedCustomerId\":\"%s\"}".formatted(idOf(brings)));

        assertThat(merged.status()).as(merged.raw().body()).isBetween(200, 202);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(valueOf(keeps)).isEmpty());
    }

    @Test
    void a_sensitive_attribute_stays_so_and_is_never_published() {
        var there = ops.get("/attribute-definitions/" + KEY);
        assertThat(patch(there, "{\"sensitive\":false}").errors())
                .containsExactly("/sensitive sensitive-stays");
        assertThat(
                        ops.post(
                                        "/attribute-definitions",
                                        """
                                        {"key":"loud","group":"BASIC","type":"TEXT","sensitive":true,
                                         "published":true,"labels":{"en":"Loud","zh":"公开"}}\
                                        """)
                                .errors())
                .containsExactly("/sensitive sensitive-published");
        somebody("channels");
        assertThat(
                        ops.post(
                                        "/customers/" + idOf("channels") + "/consents",
                                        """
                                        {"purpose":"SENSITIVE_DATA","channel":"EMAIL",
                                         "decision":"GRANTED","evidence":"e","textVersion":"v"}\
                                        """)
                                .errors())
                .containsExactly("/channel channel-any");
    }
}
