package io.pondcrm.customer.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.DossierKey;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.StoredLetters;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.contracts.privacy.PrivacyAccessAnsweredV1;
import io.pondcrm.customer.Api;
import io.pondcrm.kernel.CustomerId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest
class AccessServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOPIC = "crm.access.v1";
    private static final List<String> OTHERS =
            List.of(
                    "segmentation-service",
                    "engagement-service",
                    "feedback-service",
                    "churn-service");

    @LocalServerPort int port;
    @Autowired MongoOperations mongo;
    @Autowired TestEvents events;
    @Autowired TestClock clock;
    @Autowired JsonMapper json;
    @Autowired List<Collector> collectors;
    @Autowired List<Eraser> erasers;

    private Api ops;
    private Api officer;

    @BeforeEach
    void clients() {
        ops = Api.ops(port);
        officer = Api.with(port, "privacy:read", "privacy:write", "customers:pii");
    }

    private String somebody(String word) {
        var created =
                ops.post(
                        "/customers",
                        """
                        {"displayName":"Zhou %1$s","birthDate":"1990-01-01","tags":["t"],
                         "attributes":{"nick":"%1$s"},
                         "contactPoints":[{"type":"EMAIL","value":"%1$s@access.example.org"}],
                         "externalIds":[{"system":"shop","key":"a-%1$s"}]}\
                        """
                                .formatted(word));
        assertThat(created.status()).as(created.raw().body()).isEqualTo(201);
        var id = created.text("/id");
        ok(
                ops.post(
                        "/transactions",
                        """
                        {"system":"shop","externalId":"TA-%1$s","customerId":"%2$s","type":"SALE",
                         "occurredAt":"2026-02-20T09:30:00Z","channel":"STORE",
                         "lines":[{"sku":"=TEA","quantity":2,"unitPrice":{"amount":"5.00","currency":"CNY"}}],
                         "total":{"amount":"10.00","currency":"CNY"}}\
                        """
                                .formatted(word, id)));
        ok(
                ops.post(
                        "/interactions",
                        """
                        {"system":"shop","externalId":"IA-%1$s","customerId":"%2$s","type":"CALL",
                         "occurredAt":"2026-02-20T09:30:00Z"}\
                        """
                                .formatted(word, id)));
        ok(
                ops.post(
                        "/customers/" + id + "/consents",
                        """
                        {"purpose":"MARKETING","channel":"EMAIL","decision":"GRANTED",
                         "evidence":"said by %s","textVersion":"v1"}\
                        """
                                .formatted(word)));
        return id;
    }

    private static void ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.raw().body()).isBetween(200, 204);
    }

    private String ask(String type, String customer) {
        var asked =
                officer.post(
                        "/data-subject-requests",
                        "{\"type\":\"%s\",\"customerId\":\"%s\",\"channel\":\"EMAIL\"}"
                                .formatted(type, customer));
        assertThat(asked.status()).as(asked.raw().body()).isEqualTo(201);
        assertThat(asked.text("/state")).isEqualTo("RUNNING");
        return asked.text("/id");
    }

    private Api.Answer requestOf(String id) {
        return officer.get("/data-subject-requests/" + id);
    }

    private Api.Answer dossierOf(String id) {
        return officer.get("/data-subject-requests/" + id + "/dossier");
    }

    private void awaitState(String request, String state) {
        await().atMost(PATIENCE).until(() -> requestOf(request).text("/state").equals(state));
    }

    private void awaitOwnAnswer(String request) {
        await().atMost(PATIENCE)
                .until(() -> requestOf(request).body().at("/answers").has("customer-service"));
    }

    private JsonNode published(String request, String customer, String field) {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                events.published(TOPIC, new CustomerId(customer)).stream()
                                        .filter(it -> it.has(field))
                                        .filter(it ->
                                                it.path("requestId").asString("").equals(request))
                                        .toList(),
                        it -> !it.isEmpty())
                .getFirst();
    }

    private void answerAs(
            String service, String request, String customer, String run, int part, int parts) {
        var key = new TreeMap<String, String>();
        published(request, customer, "key")
                .path("key")
                .properties()
                .forEach(it -> key.put(it.getKey(), it.getValue().asString()));
        events.send(
                new CustomerId(customer),
                new PrivacyAccessAnsweredV1(
                        request,
                        customer,
                        service,
                        run,
                        part,
                        parts,
                        Map.of("things", (long) parts),
                        Instant.parse("2026-03-01T12:00:00Z"),
                        DossierKey.seal(
                                key,
                                service,
                                """
                                {"kind":"cases","origin":"GIVEN","record":{"part":%d,"run":"%s"}}
                                """
                                        .formatted(part, run)
                                        .getBytes(UTF_8))),
                1);
    }

    private void answerAs(String service, String request, String customer) {
        answerAs(service, request, customer, "one", 0, 1);
    }

    private static JsonNode records(Map<String, JsonNode> kinds, String kind) {
        return Objects.requireNonNull(kinds.get(kind), kind);
    }

    private Map<String, JsonNode> kinds(JsonNode dossier) {
        var kinds = new HashMap<String, JsonNode>();
        for (var it : dossier.path("kinds")) {
            kinds.put(
                    it.path("service").asString() + "/" + it.path("kind").asString(),
                    it.path("records"));
        }
        return kinds;
    }

    @Test
    void a_person_gets_all_that_is_kept_of_them_and_of_whom_they_were_merged_with() {
        var survivor = somebody("seeker");
        var merged = somebody("seekertwin");
        ok(
                ops.post(
                        "/customers/" + survivor + "/merges",
                        "{\"mergedCustomerId\":\"" + merged + "\"}"));
        var request = ask("ACCESS", merged);
        awaitOwnAnswer(request);
        assertThat(dossierOf(request).text("/code")).isEqualTo("dossier-not-ready");
        OTHERS.forEach(service -> answerAs(service, request, survivor));
        awaitState(request, "COMPLETED");

        var dossier = dossierOf(request);

        assertThat(dossier.status()).as(dossier.raw().body()).isEqualTo(200);
        assertThat(dossier.body().path("missing").isEmpty()).isTrue();
        var kinds = kinds(dossier.body());
        assertThat(records(kinds, "customer-service/profiles").toString())
                .contains(
                        "Zhou seeker",
                        "seekertwin@access.example.org",
                        "1990-01-01",
                        "\"provenance\"");
        assertThat(records(kinds, "customer-service/transactions"))
                .extracting(it -> it.path("externalId").asString())
                .containsExactlyInAnyOrder("TA-seeker", "TA-seekertwin");
        assertThat(records(kinds, "customer-service/consents").toString())
                .contains("said by seeker", "said by seekertwin");
        assertThat(records(kinds, "customer-service/merges").toString()).contains("seekertwin@");
        assertThat(kinds)
                .containsKeys(
                        "customer-service/data-uses",
                        "customer-service/retention-rules",
                        "customer-service/recipients",
                        "churn-service/cases");
        assertThat(requestOf(request).body().at("/answers/customer-service/counts/transactions"))
                .hasToString("2");
        assertThat(requestOf(request).body().path("awaited").isEmpty()).isTrue();
        var schema = officer.get("/data-subject-requests/dossier-schema").raw().body();
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(schema)
                                .validate(dossier.raw().body(), InputFormat.JSON))
                .isEmpty();
        for (var word : List.of("Zhou seeker", "seekertwin@access", "said by seeker")) {
            assertThat(StoredLetters.collectionsWith(mongo, word)).as(word).isEmpty();
            assertThat(events.published(TOPIC, new CustomerId(survivor)).toString())
                    .doesNotContain(word);
        }
    }

    @Test
    void what_was_concluded_of_a_person_is_not_theirs_to_take_along() {
        var mover = somebody("mover");
        var request = ask("PORTABILITY", mover);
        awaitOwnAnswer(request);
        OTHERS.forEach(service -> answerAs(service, request, mover));
        awaitState(request, "COMPLETED");

        var kinds = kinds(dossierOf(request).body());

        assertThat(kinds)
                .containsKeys(
                        "customer-service/profiles",
                        "customer-service/transactions",
                        "customer-service/interactions",
                        "customer-service/consents");
        assertThat(kinds)
                .doesNotContainKeys(
                        "customer-service/data-uses",
                        "customer-service/audit-trail",
                        "customer-service/view",
                        "customer-service/merges");
    }

    @Test
    void a_silent_service_is_named_and_completes_it_when_it_answers_after_all() {
        var patient = somebody("accesspatient");
        var request = ask("ACCESS", patient);
        awaitOwnAnswer(request);
        OTHERS.stream().skip(1).forEach(service -> answerAs(service, request, patient));
        // Half of an answer is none, and parts of two runs do not make one.
        answerAs("segmentation-service", request, patient, "first", 0, 2);
        answerAs("segmentation-service", request, patient, "second", 1, 2);
        await().atMost(PATIENCE).until(() -> requestOf(request).body().at("/answers").size() == 4);

        clock.advance(Duration.ofSeconds(61));

        awaitState(request, "INCOMPLETE");
        assertThat(requestOf(request).body().path("awaited").toString())
                .isEqualTo("[\"segmentation-service\"]");
        var partial = dossierOf(request);
        assertThat(partial.body().path("missing").toString())
                .isEqualTo("[\"segmentation-service\"]");
        assertThat(partial.text("/state")).isEqualTo("INCOMPLETE");
        assertThat(kinds(partial.body())).doesNotContainKey("segmentation-service/cases");

        answerAs("segmentation-service", request, patient, "second", 0, 2);

        awaitState(request, "COMPLETED");
        assertThat(records(kinds(dossierOf(request).body()), "segmentation-service/cases"))
                .extracting(it -> it.path("run").asString())
                .containsExactly("second", "second");
    }

    @Test
    void who_may_not_see_persons_sees_no_dossier_and_reads_are_audited() {
        var hidden = somebody("hiddenaccess");
        var request = ask("ACCESS", hidden);
        awaitOwnAnswer(request);
        OTHERS.forEach(service -> answerAs(service, request, hidden));
        awaitState(request, "COMPLETED");
        var path = "/data-subject-requests/" + request + "/dossier";

        assertThat(Api.with(port, "privacy:read").get(path).text("/code"))
                .isEqualTo("dossier-needs-pii");
        assertThat(ops.get(path).status()).isEqualTo(403);
        assertThat(
                        ops.post(
                                        "/data-subject-requests",
                                        "{\"type\":\"ACCESS\",\"customerId\":\"x\"}")
                                .status())
                .isEqualTo(403);
        assertThat(dossierOf(request).status()).isEqualTo(200);

        assertThat(
                        Api.with(port, "audit:read")
                                .get("/audit-events?customer=" + hidden)
                                .raw()
                                .body())
                .contains("getDossier");
    }

    @Test
    void it_can_be_had_as_tables() throws IOException, InterruptedException {
        var reader = somebody("tables");
        var request = ask("ACCESS", reader);
        awaitOwnAnswer(request);
        OTHERS.forEach(service -> answerAs(service, request, reader));
        awaitState(request, "COMPLETED");

        var zip =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        officer.base()
                                                                + "/data-subject-requests/"
                                                                + request
                                                                + "/dossier"))
                                        .header("Authorization", "Bearer " + officer.token())
                                        .header("Accept", "application/zip")
                                        .build(),
                                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(zip.statusCode()).isEqualTo(200);
        assertThat(zip.headers().firstValue("Content-Type")).contains("application/zip");
        var files = new TreeMap<String, String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip.body()))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
            }
        }
        assertThat(files)
                .containsKeys(
                        "about.csv",
                        "dossier.schema.json",
                        "customer-service/profiles.csv",
                        "feedback-service/cases.csv");
        assertThat(files.getOrDefault("about.csv", "")).contains("COMPLETED").contains(request);
        assertThat(files.getOrDefault("customer-service/transactions.csv", ""))
                .contains("lines.0.sku", "'=TEA", "TA-tables");
    }

    @Test
    void an_erased_persons_dossier_opens_no_more() {
        var gone = somebody("goneaccess");
        var request = ask("ACCESS", gone);
        awaitOwnAnswer(request);
        OTHERS.forEach(service -> answerAs(service, request, gone));
        awaitState(request, "COMPLETED");
        assertThat(dossierOf(request).status()).isEqualTo(200);

        var erasure =
                officer.post(
                                "/data-subject-requests",
                                "{\"type\":\"ERASURE\",\"customerId\":\"%s\"}".formatted(gone))
                        .text("/id");
        awaitOwnAnswer(erasure);

        assertThat(dossierOf(request).text("/code")).isEqualTo("dossier-gone");
        assertThat(requestOf(erasure).body().at("/answers/customer-service/counts/dossiers"))
                .hasToString("1");
        assertThat(StoredLetters.collectionsWith(mongo, request))
                .doesNotContain("dossier_parts")
                .contains("data_subject_requests");
    }

    @Test
    void a_dossier_is_kept_for_its_time() {
        var late = somebody("lateaccess");
        var request = ask("ACCESS", late);
        awaitOwnAnswer(request);
        OTHERS.forEach(service -> answerAs(service, request, late));
        awaitState(request, "COMPLETED");

        clock.advance(Duration.ofDays(31));

        await().atMost(PATIENCE).until(() -> dossierOf(request).status() == 410);
        assertThat(StoredLetters.collectionsWith(mongo, request)).doesNotContain("dossier_parts");
    }

    @Test
    void all_that_is_erased_is_told_and_described() {
        var told = collectors.stream().map(Collector::collects).toList();
        assertThat(told).doesNotHaveDuplicates();
        // Dossiers themselves are what is being read.
        assertThat(told)
                .containsAll(
                        erasers.stream()
                                .map(Eraser::erases)
                                .filter(it -> !it.equals("dossiers") && !it.equals("stumbles"))
                                .toList());
        var described = new ArrayList<String>();
        for (var kind :
                json.readTree(officer.get("/data-subject-requests/dossier-schema").raw().body())
                        .at("/properties/kinds/items/properties/kind/oneOf")) {
            described.add(kind.path("const").asString());
        }
        assertThat(described).containsAll(told);
    }
}
