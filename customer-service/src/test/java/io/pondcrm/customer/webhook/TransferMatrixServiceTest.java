package io.pondcrm.customer.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.customer.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * S27: every way by which a partner hears of customers, in every situation. Each partner knows two
 * customers: one of China, about whom it is, and one of its own region, of whom it always hears.
 */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "pond.webhooks.allow-http=true",
            "pond.webhooks.allowed-networks=127.0.0.0/8",
            "pond.webhooks.timeout=2s",
            "pond.webhooks.first-pause=200ms"
        })
@PondTest
class TransferMatrixServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CONTRACT = mechanism("PIPL_STANDARD_CONTRACT", null);

    /** What is recorded, and what the customer says. */
    private enum Situation {
        SAME_REGION("CN", "", ""),
        ABROAD("US", "", ""),
        ONLY_MECHANISM("US", CONTRACT, ""),
        ONLY_CONSENT("US", "", "GRANTED"),
        BOTH("US", CONTRACT, "GRANTED"),
        MECHANISM_ENDED(
                "US", mechanism("PIPL_STANDARD_CONTRACT", "2020-01-01T00:00:00Z"), "GRANTED"),
        MECHANISM_OF_ANOTHER_LAW("US", mechanism("STANDARD_CONTRACTUAL_CLAUSES", null), "GRANTED"),
        CONSENT_WITHDRAWN("US", CONTRACT, "GRANTED WITHDRAWN");

        final String country;
        final String mechanisms;
        final List<String> said;

        Situation(String country, String mechanisms, String said) {
            this.country = country;
            this.mechanisms = mechanisms;
            this.said = said.isEmpty() ? List.of() : List.of(said.split(" "));
        }

        boolean isAllowed() {
            return this == SAME_REGION || this == BOTH;
        }
    }

    /** How a partner hears of customers. */
    private enum Channel {
        CUSTOMER_FILE,
        TRANSACTION_FILE,
        CHANGE_FEED,
        CHECKSUM,
        EVENT_STREAM,
        WEBHOOK,
        SYNC,
        RECONCILIATION_OF_FIELDS,
        RECONCILIATION_OF_KEYS,
        READ,
        READ_BY_EXTERNAL_ID,
        UPSERT_BY_EXTERNAL_ID,
        LIST,
        SEARCH,
        MATCH,
        TRANSACTION,
        INTERACTION
    }

    /** A customer as the partner knows it. */
    private record Known(String key, String id, String transaction, String interaction) {}

    @LocalServerPort int port;
    @Autowired MeterRegistry meters;

    private final Receiver receiver = new Receiver();
    private Api ops;
    private Api officer;
    private Api shop;
    private String system;

    @BeforeEach
    void aPartner() {
        system = TestEvents.newId("s").substring(2);
        ops = Api.ops(port);
        officer = Api.with(port, "privacy:read", "privacy:write", "audit:read");
        shop = Api.partner(port, system);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private static String mechanism(String kind, @Nullable String until) {
        return "{\"kind\":\"%s\",\"reference\":\"ref-1\"%s}"
                .formatted(kind, until == null ? "" : ",\"validUntil\":\"" + until + "\"");
    }

    private void register(String country, String mechanisms) {
        var version = officer.get("/data-recipients/" + system).header("ETag").orElse("\"0\"");
        var answer =
                officer.put(
                        "/data-recipients/" + system,
                        "{\"country\":\"%s\",\"mechanisms\":[%s]}".formatted(country, mechanisms),
                        "If-Match",
                        version);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    }

    private void say(String customer, String decision) {
        var answer =
                ops.post(
                        "/customers/" + customer + "/consents",
                        """
                        {"purpose":"CROSS_BORDER","channel":"ANY","decision":"%s",
                         "textVersion":"abroad-1","evidence":"form:1"}\
                        """
                                .formatted(decision));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
    }

    private Known known(String key, String region) {
        var id =
                ops.put(
                                "/customers/by-external-id/%s/%s".formatted(system, key),
                                "{\"displayName\":\"Zz%s %s\",\"region\":\"%s\"}"
                                        .formatted(system.substring(0, 20), key, region))
                        .text("/id");
        var transaction =
                ops.post(
                        "/transactions",
                        """
                        {"system":"%s","externalId":"T-%s","customerId":"%s","type":"SALE",
                         "occurredAt":"2026-01-01T00:00:00Z","total":{"amount":"5","currency":"CNY"}}\
                        """
                                .formatted(system, key, id));
        assertThat(transaction.status()).as(transaction.raw().body()).isEqualTo(201);
        var interaction =
                ops.post(
                        "/interactions",
                        """
                        {"system":"%s","externalId":"I-%s","customerId":"%s","type":"APP_USE",
                         "occurredAt":"2026-01-01T00:00:00Z"}\
                        """
                                .formatted(system, key, id));
        assertThat(interaction.status()).as(interaction.raw().body()).isEqualTo(201);
        return new Known(key, id, transaction.text("/id"), interaction.text("/id"));
    }

    private HttpResponse<String> send(String method, String path, String type, String body)
            throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(shop.base() + path))
                        .header("Authorization", "Bearer " + shop.token())
                        .header("Content-Type", type)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String done(HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        var job = JSON.readTree(accepted.body()).path("id").asString();
        await().atMost(PATIENCE)
                .until(() -> shop.get("/jobs/" + job).text("/state").equals("SUCCEEDED"));
        return job;
    }

    private String export(String kind) throws Exception {
        return done(send("POST", "/exports/" + kind, "application/json", "{}"));
    }

    private String file(String job) throws Exception {
        return send("GET", "/exports/" + job + "/file?format=NDJSON", "text/plain", "").body();
    }

    private String reconcile(String rows) throws Exception {
        return done(send("POST", "/reconciliations", "application/x-ndjson", rows));
    }

    private String result(String job) throws Exception {
        return send("GET", "/reconciliations/" + job + "/result", "text/plain", "").body();
    }

    /** All that the stream tells behind a place, until it has nothing more to tell. */
    private String stream(String from) throws Exception {
        var answer =
                HTTP.send(
                        HttpRequest.newBuilder(URI.create(shop.base() + "/event-stream"))
                                .header("Authorization", "Bearer " + shop.token())
                                .header("Last-Event-ID", from)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        var told = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            for (var line = lines.readLine();
                    line != null && !line.equals(":");
                    line = lines.readLine()) {
                told.append(line).append('\n');
            }
        }
        return told.toString();
    }

    private static String itemsOf(Api.Answer page) {
        assertThat(page.status()).as(page.raw().body()).isEqualTo(200);
        return page.body().path("items").toString();
    }

    /** Whether each of the two customers is heard of. */
    private record Heard(boolean theirs, boolean ours) {

        static Heard of(String told, Known theirs, Known ours) {
            return new Heard(told.contains(theirs.id()), told.contains(ours.id()));
        }
    }

    private Heard heard(Api.Answer ofTheirs, Api.Answer ofOurs, int refused) {
        for (var answer : List.of(ofTheirs, ofOurs)) {
            assertThat(answer.status()).as(answer.raw().body()).isIn(200, refused);
            if (answer.status() == 403) {
                assertThat(answer.text("/code")).isEqualTo("transfer-refused");
                assertThat(answer.raw().body()).doesNotContain("displayName");
            }
        }
        return new Heard(ofTheirs.status() == 200, ofOurs.status() == 200);
    }

    private Heard by(Channel channel, Known theirs, Known ours, String begin) throws Exception {
        return switch (channel) {
            case CUSTOMER_FILE -> Heard.of(file(export("customers")), theirs, ours);
            case TRANSACTION_FILE -> Heard.of(file(export("transactions")), theirs, ours);
            case CHANGE_FEED ->
                    Heard.of(
                            itemsOf(shop.get("/change-feed?limit=1000&after=" + begin)),
                            theirs,
                            ours);
            case CHECKSUM -> {
                var from = Long.parseLong(begin.substring(0, begin.indexOf('-'))) + 1;
                var count = shop.get("/change-feed/checksums?from=" + from).body().path("count");
                var all = new int[2];
                ops.get("/change-feed?limit=1000&after=" + begin)
                        .body()
                        .path("items")
                        .forEach(it -> {
                            var id = it.path("customerId").asString();
                            all[0] += id.equals(theirs.id()) && isTold(it) ? 1 : 0;
                            all[1] += id.equals(ours.id()) && isTold(it) ? 1 : 0;
                        });
                assertThat(count.asInt()).isIn(all[0], all[1], all[0] + all[1]);
                yield new Heard(count.asInt() == all[0] + all[1], count.asInt() >= all[1]);
            }
            case EVENT_STREAM -> Heard.of(stream(begin), theirs, ours);
            case WEBHOOK -> {
                await().atMost(PATIENCE)
                        .until(() ->
                                receiver.calls.stream()
                                        .anyMatch(it -> it.body().contains(ours.id())));
                var path = shop.get("/webhook-subscriptions").text("/items/0/id");
                var log = new JsonNode[1];
                await().atMost(PATIENCE)
                        .until(() -> {
                            log[0] =
                                    shop.get("/webhook-subscriptions/" + path + "/deliveries")
                                            .body();
                            return log[0].path("items").size() >= 2
                                    && !log[0].toString().contains("PENDING");
                        });
                var told = new StringBuilder();
                receiver.calls.forEach(it -> told.append(it.body()));
                var heard = Heard.of(told.toString(), theirs, ours);
                // The log says so.
                assertThat(log[0].toString().contains("WITHHELD")).isNotEqualTo(heard.theirs());
                yield heard;
            }
            case SYNC -> {
                var answer =
                        shop.post(
                                "/partners/" + system + "/customer-syncs",
                                """
                                {"items":[{"key":"%s","profile":{"gender":"FEMALE"}},
                                          {"key":"%s","profile":{"gender":"FEMALE"}}]}\
                                """
                                        .formatted(theirs.key(), ours.key()));
                assertThat(answer.status()).isEqualTo(207);
                var isTaken = ops.get("/customers/" + theirs.id()).raw().body().contains("FEMALE");
                var isHeard = answer.text("/results/0/status").equals("200");
                assertThat(isTaken).isEqualTo(isHeard);
                if (!isHeard) {
                    assertThat(answer.text("/results/0/problem/code"))
                            .isEqualTo("transfer-refused");
                    assertThat(answer.body().at("/results/0").has("customer")).isFalse();
                }
                yield new Heard(isHeard, answer.text("/results/1/status").equals("200"));
            }
            case RECONCILIATION_OF_FIELDS -> {
                var told =
                        result(
                                reconcile(
                                        """
                                        {"key":"%s","region":"FR"}
                                        {"key":"%s","region":"FR"}
                                        """
                                                .formatted(theirs.key(), ours.key())));
                assertThat(told.contains("WITHHELD")).isNotEqualTo(told.contains(theirs.id()));
                yield Heard.of(told, theirs, ours);
            }
            case RECONCILIATION_OF_KEYS ->
                    Heard.of(result(reconcile("{\"key\":\"nobody\"}")), theirs, ours);
            case READ ->
                    heard(
                            shop.get("/customers/" + theirs.id()),
                            shop.get("/customers/" + ours.id()),
                            403);
            case READ_BY_EXTERNAL_ID ->
                    heard(
                            shop.get("/customers/by-external-id/" + system + "/" + theirs.key()),
                            shop.get("/customers/by-external-id/" + system + "/" + ours.key()),
                            403);
            case UPSERT_BY_EXTERNAL_ID ->
                    heard(
                            shop.put(
                                    "/customers/by-external-id/" + system + "/" + theirs.key(),
                                    "{}"),
                            shop.put(
                                    "/customers/by-external-id/" + system + "/" + ours.key(), "{}"),
                            403);
            case LIST -> Heard.of(itemsOf(shop.get("/customers?limit=100")), theirs, ours);
            case SEARCH ->
                    Heard.of(
                            itemsOf(
                                    shop.post(
                                            "/customers/search",
                                            "{\"text\":\"Zz%s\"}"
                                                    .formatted(system.substring(0, 20)))),
                            theirs,
                            ours);
            case MATCH -> {
                var told = new StringBuilder();
                for (var one : List.of(theirs, ours)) {
                    told.append(
                            shop.post(
                                            "/customers/match",
                                            """
                                            {"externalIds":[{"system":"%s","key":"%s"}]}\
                                            """
                                                    .formatted(system, one.key()))
                                    .raw()
                                    .body());
                }
                yield Heard.of(told.toString(), theirs, ours);
            }
            case TRANSACTION ->
                    heard(
                            shop.get("/transactions/" + theirs.transaction()),
                            shop.get("/transactions/" + ours.transaction()),
                            404);
            case INTERACTION ->
                    heard(
                            shop.get("/interactions/" + theirs.interaction()),
                            shop.get("/interactions/" + ours.interaction()),
                            404);
        };
    }

    /** What a partner with the test's scopes hears of. */
    private static boolean isTold(JsonNode change) {
        return Set.of("customer", "consent", "transaction", "interaction")
                .contains(change.path("type").asString().split("\\.")[0]);
    }

    /** Everything is in the feed, whoever may read it. */
    private void awaitInFeed(String begin, Known... customers) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    var told = ops.get("/change-feed?limit=1000&after=" + begin);
                    var updated = new TreeSet<String>();
                    told.body()
                            .path("items")
                            .forEach(it -> {
                                if (it.path("type").asString().equals("customer.updated")) {
                                    updated.add(it.path("customerId").asString());
                                }
                            });
                    for (var customer : customers) {
                        assertThat(updated).contains(customer.id());
                    }
                });
    }

    private void change(Known customer, String tag) {
        var now = ops.get("/customers/" + customer.id());
        assertThat(
                        ops.patch(
                                        "/customers/" + customer.id(),
                                        "{\"tags\":[\"%s\"]}".formatted(tag),
                                        "If-Match",
                                        now.etag())
                                .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void a_partner_hears_of_a_customer_where_it_may_and_by_no_channel_else(Situation situation)
            throws Exception {
        var start = ops.get("/change-feed?after=latest").text("/next");
        var theirs = known("x", "CN-SH");
        var ours = known("y", situation.country.equals("CN") ? "CN-BJ" : "US-CA");
        register(situation.country, situation.mechanisms);
        situation.said.forEach(it -> say(theirs.id(), it));
        // What happened before is in the feed: the subscription hears of what comes now.
        await().atMost(PATIENCE)
                .until(() ->
                        ops.get("/change-feed?limit=1000&after=" + start)
                                .raw()
                                .body()
                                .contains(ours.interaction()));
        var begin = ops.get("/change-feed?after=latest").text("/next");
        assertThat(
                        shop.post(
                                        "/webhook-subscriptions",
                                        """
                                        {"url":"%s","types":["customer.updated"]}\
                                        """
                                                .formatted(receiver.url()))
                                .status())
                .isEqualTo(201);
        change(theirs, "one");
        change(ours, "one");
        awaitInFeed(begin, theirs, ours);

        var wrong = new LinkedHashMap<Channel, Heard>();
        for (var channel : EnumSet.allOf(Channel.class)) {
            var heard = by(channel, theirs, ours, begin);
            if (!heard.equals(new Heard(situation.isAllowed(), true))) {
                wrong.put(channel, heard);
            }
        }

        assertThat(wrong).as(situation.name()).isEmpty();
        var entries = officer.get("/audit-events?limit=100&kind=REFUSED&customer=" + theirs.id());
        var noted = new TreeSet<String>();
        entries.body().path("items").forEach(it -> noted.add(it.path("action").asString()));
        if (situation.isAllowed()) {
            assertThat(noted).isEmpty();
        } else {
            assertThat(noted)
                    .contains(
                            "transferTo:export",
                            "transferTo:change-feed",
                            "transferTo:sync",
                            "transferTo:reconciliation",
                            "transferTo:list",
                            "getCustomer");
            assertThat(
                            meters.counter(
                                            "pond.transfers.refused",
                                            "way",
                                            "export",
                                            "reason",
                                            why(situation))
                                    .count())
                    .isPositive();
        }
        var uses = Api.with(port, "privacy:read").get("/customers/" + theirs.id() + "/data-uses");
        assertThat(uses.body().path("recipientsAbroad").toString())
                .isEqualTo(
                        situation.country.equals("CN")
                                ? "[]"
                                : "[{\"system\":\"%s\",\"country\":\"US\",\"mechanisms\":[%s],\"allowed\":%s}]"
                                        .formatted(
                                                system,
                                                situation.mechanisms.isEmpty()
                                                        ? ""
                                                        : "\""
                                                                + JSON.readTree(
                                                                                situation
                                                                                        .mechanisms)
                                                                        .path("kind")
                                                                        .asString()
                                                                + "\"",
                                                situation.isAllowed()));
    }

    private static String why(Situation situation) {
        return switch (situation) {
            case MECHANISM_ENDED -> "mechanism-ended";
            case ONLY_MECHANISM, CONSENT_WITHDRAWN -> "no-consent";
            default -> "no-mechanism";
        };
    }

    /** Also those that somebody writes some day: they are read from the document. */
    @Test
    void each_operation_on_a_customer_is_refused_but_what_customers_say_about_consent()
            throws Exception {
        var theirs = known("x", "CN-SH");
        register("US", "");
        var document = JSON.readTree(Files.readString(Path.of("../docs/api/customer.json")));
        var scopes = new TreeSet<String>();
        document.path("paths")
                .forEach(path ->
                        path.forEach(operation ->
                                operation
                                        .path("x-permission")
                                        .forEach(it -> scopes.add(it.asString()))));
        scopes.remove("public");
        var partner = TestTokens.partner(system, scopes.toArray(String[]::new));
        var answers = new LinkedHashMap<String, String>();
        for (var path : document.path("paths").properties()) {
            if (!path.getKey().startsWith("/api/v1/customers/{id}")) {
                continue;
            }
            for (var operation : path.getValue().properties()) {
                var url =
                        path.getKey()
                                .replace("{id}", theirs.id())
                                .replace("{system}", system)
                                .replaceAll("\\{[a-zA-Z]+}", "1");
                var answer = call(operation.getKey(), url, partner);
                answers.put(
                        operation.getValue().path("operationId").asString(),
                        answer.statusCode()
                                + (answer.body().contains("transfer-refused") ? " refused" : ""));
            }
        }

        assertThat(answers).hasSizeGreaterThan(35);
        assertThat(answers.remove("recordConsent")).isEqualTo("422");
        assertThat(answers.values()).containsOnly("403 refused");
    }

    private HttpResponse<String> call(String method, String path, String token)
            throws IOException, InterruptedException {
        var isWriting = !method.equals("get") && !method.equals("delete");
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .header("If-Match", "\"1\"")
                        .header(
                                "Content-Type",
                                method.equals("patch")
                                        ? "application/merge-patch+json"
                                        : "application/json")
                        .method(
                                method.toUpperCase(java.util.Locale.ROOT),
                                isWriting
                                        ? HttpRequest.BodyPublishers.ofString("{}")
                                        : HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void what_was_made_while_it_was_allowed_is_not_handed_out_once_the_consent_is_taken_back()
            throws Exception {
        var theirs = known("x", "CN-SH");
        var ours = known("y", "US-CA");
        register("US", CONTRACT);
        say(theirs.id(), "GRANTED");
        var customers = export("customers");
        var transactions = export("transactions");
        var reconciliation =
                reconcile("{\"key\":\"x\",\"region\":\"FR\"}\n{\"key\":\"y\",\"region\":\"FR\"}\n");
        sync(theirs, "{\"tags\":[\"a\"]}");
        change(theirs, "b");
        sync(theirs, "{\"tags\":[\"c\"]}");
        var conflicts = "/partners/" + system + "/sync-conflicts";
        assertThat(shop.get(conflicts).raw().body()).contains(theirs.id());
        assertThat(Heard.of(file(customers), theirs, ours)).isEqualTo(new Heard(true, true));
        // Nobody answers: what is to be told waits.
        receiver.behaviour = Receiver.status(503);
        shop.post(
                "/webhook-subscriptions",
                "{\"url\":\"%s\",\"types\":[\"customer.updated\"]}".formatted(receiver.url()));
        change(theirs, "d");
        await().atMost(PATIENCE).until(() -> receiver.calls.size() > 0);

        say(theirs.id(), "WITHDRAWN");

        var calls = new ArrayList<String>();
        await().atMost(PATIENCE)
                .until(() -> {
                    var path = shop.get("/webhook-subscriptions").text("/items/0/id");
                    return shop.get("/webhook-subscriptions/" + path + "/deliveries")
                            .raw()
                            .body()
                            .contains("WITHHELD");
                });
        receiver.behaviour = Receiver.GOOD;
        receiver.calls.clear();
        assertThat(Heard.of(file(customers), theirs, ours)).isEqualTo(new Heard(false, true));
        assertThat(Heard.of(file(transactions), theirs, ours)).isEqualTo(new Heard(false, true));
        assertThat(Heard.of(result(reconciliation), theirs, ours))
                .isEqualTo(new Heard(false, true));
        assertThat(itemsOf(shop.get(conflicts))).isEqualTo("[]");
        assertThat(ops.get(conflicts).raw().body()).contains(theirs.id());
        receiver.calls.forEach(it -> calls.add(it.body()));
        assertThat(calls).noneMatch(it -> it.contains(theirs.id()));
    }

    private void sync(Known customer, String profile) {
        var answer =
                shop.post(
                        "/partners/" + system + "/customer-syncs",
                        "{\"items\":[{\"key\":\"%s\",\"profile\":%s}]}"
                                .formatted(customer.key(), profile));
        assertThat(answer.text("/results/0/status")).as(answer.raw().body()).isEqualTo("200");
    }

    @Test
    void a_newcomer_of_another_region_is_not_made_by_a_sync_and_refusals_speak_chinese() {
        register("US", CONTRACT);
        var answer =
                shop.post(
                        "/partners/" + system + "/customer-syncs",
                        """
                        {"items":[{"key":"n-1","profile":{"region":"CN-SH"}},
                                  {"key":"n-2","profile":{"region":"US"}}]}\
                        """,
                        "Accept-Language",
                        "zh-CN");

        assertThat(answer.text("/results/0/status")).isEqualTo("403");
        assertThat(answer.text("/results/0/problem/detail")).startsWith("no-consent：该客户");
        assertThat(answer.text("/results/1/status")).isEqualTo("201");
        assertThat(ops.get("/customers/by-external-id/" + system + "/n-1").status()).isEqualTo(404);
    }

    @Test
    void the_register_is_written_by_officers_on_what_they_saw_and_read_by_the_partner_itself() {
        var path = "/data-recipients/" + system;
        assertThat(officer.get(path).status()).isEqualTo(404);
        register("DE", mechanism("ADEQUACY_DECISION", null));

        var read = officer.get(path);
        assertThat(read.text("/region")).isEqualTo("EEA");
        assertThat(read.text("/mechanisms/0/kind")).isEqualTo("ADEQUACY_DECISION");
        var body = "{\"country\":\"US\",\"mechanisms\":[]}";
        assertThat(officer.put(path, body).status()).isEqualTo(428);
        assertThat(officer.put(path, body, "If-Match", "\"0\"").status()).isEqualTo(412);
        assertThat(
                        officer.put(
                                        path,
                                        "{\"country\":\"ZZ\",\"mechanisms\":[]}",
                                        "If-Match",
                                        "\"1\"")
                                .errors())
                .containsExactly("/country region-format");
        var itself = Api.partner(port, system, "privacy:read", "privacy:write");
        assertThat(itself.get(path).status()).isEqualTo(200);
        assertThat(itemsOf(itself.get("/data-recipients"))).contains(system);
        assertThat(itself.put(path, body, "If-Match", "\"1\"").status()).isEqualTo(404);
        assertThat(itself.delete(path, "If-Match", "\"1\"").status()).isEqualTo(404);
        var other = Api.partner(port, "other", "privacy:read");
        assertThat(other.get(path).status()).isEqualTo(404);
        assertThat(itemsOf(other.get("/data-recipients"))).doesNotContain(system);
        assertThat(shop.get(path).status()).isEqualTo(403);
        assertThat(officer.delete(path, "If-Match", "\"1\"").status()).isEqualTo(204);
        assertThat(officer.get(path).status()).isEqualTo(404);
    }

    @Test
    void a_partner_abroad_takes_down_that_a_consent_is_taken_back_and_hears_no_evidence() {
        var theirs = known("x", "CN-SH");
        register("US", "");
        var granted =
                """
                {"purpose":"MARKETING","channel":"ANY","decision":"GRANTED","textVersion":"v1",
                 "evidence":"%s"}\
                """;
        ops.post("/customers/" + theirs.id() + "/consents", granted.formatted("desk 7"));

        var again =
                shop.post("/customers/" + theirs.id() + "/consents", granted.formatted("theirs"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.raw().body()).doesNotContain("desk 7");
        assertThat(
                        shop.post(
                                        "/customers/" + theirs.id() + "/consents",
                                        """
                                        {"purpose":"MARKETING","channel":"ANY","decision":"WITHDRAWN"}\
                                        """)
                                .status())
                .isEqualTo(201);
        assertThat(shop.get("/customers/" + theirs.id() + "/consents").status()).isEqualTo(403);
    }
}
