package io.pondcrm.customer.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.erasure.Erasures;
import io.pondcrm.chassis.erasure.ReceiptKey;
import io.pondcrm.chassis.inbox.BeforeEvents;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.StoredLetters;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.contracts.privacy.PrivacyErasureAcknowledgedV1;
import io.pondcrm.contracts.segmentation.Cause;
import io.pondcrm.contracts.segmentation.SegmentEnteredV1;
import io.pondcrm.customer.Api;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest
class ErasureServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> OTHERS =
            List.of(
                    "segmentation-service",
                    "engagement-service",
                    "feedback-service",
                    "churn-service");

    /** What may still name an erased customer: that, and how, they were erased. */
    private static final List<String> MAY_KNOW_THE_ID =
            List.of(
                    "auditEvents",
                    "customer_keys",
                    "data_subject_requests",
                    "erased_customers",
                    "erasures",
                    "feed_audiences",
                    "feed_entries",
                    "jobs");

    @TestConfiguration
    static class Stumbling {

        final AtomicInteger times = new AtomicInteger();

        /** The store goes away in the middle of the first erasure. */
        @Bean
        Eraser stumbling() {
            return new Eraser() {
                @Override
                public String erases() {
                    return "stumbles";
                }

                @Override
                public long erase(Collection<String> ids) {
                    if (times.getAndIncrement() == 0) {
                        throw new TransientDataAccessResourceException("The store went away");
                    }
                    return 0;
                }
            };
        }
    }

    @LocalServerPort int port;
    @Autowired MongoOperations mongo;
    @Autowired TestEvents events;
    @Autowired TestClock clock;
    @Autowired ReceiptKey key;
    @Autowired BeforeEvents atStart;

    private Api ops;
    private Api shop;
    private Api officer;

    @BeforeEach
    void clients() {
        ops = Api.ops(port);
        shop = Api.partner(port, "shop");
        officer = Api.with(port, "privacy:read", "privacy:write");
    }

    /** Somebody of whom every kind of thing is known, as {@code word}. */
    private String somebody(String word) {
        var created =
                ops.post(
                        "/customers",
                        """
                        {"displayName":"Zhou %1$s","tags":["t"],"attributes":{"nick":"%1$s"},
                         "contactPoints":[{"type":"EMAIL","value":"%1$s@erase.example.org"}],
                         "externalIds":[{"system":"shop","key":"k-%1$s"}]}\
                        """
                                .formatted(word));
        assertThat(created.status()).as(created.raw().body()).isEqualTo(201);
        var id = created.text("/id");
        ok(
                ops.post(
                        "/transactions",
                        """
                        {"system":"shop","externalId":"T-%1$s","customerId":"%2$s","type":"SALE",
                         "occurredAt":"2026-02-20T09:30:00Z","channel":"STORE",
                         "lines":[{"sku":"TEA","quantity":2,"unitPrice":{"amount":"5.00","currency":"CNY"}}],
                         "total":{"amount":"10.00","currency":"CNY"}}\
                        """
                                .formatted(word, id)));
        ok(
                ops.post(
                        "/interactions",
                        """
                        {"system":"shop","externalId":"I-%1$s","customerId":"%2$s","type":"CALL",
                         "occurredAt":"2026-02-20T09:30:00Z"}\
                        """
                                .formatted(word, id)));
        ok(
                ops.post(
                        "/customers/" + id + "/consents",
                        """
                        {"purpose":"MARKETING","channel":"EMAIL","decision":"GRANTED",
                         "evidence":"signed by %s","textVersion":"v1"}\
                        """
                                .formatted(word)));
        ok(ops.put("/customers/" + id + "/contact-preference", "{\"channels\":[\"EMAIL\"]}"));
        ok(
                shop.post(
                        "/interactions",
                        """
                        {"externalId":"V-%s","anonymousId":"cookie-%s","type":"PAGE_VIEW",
                         "occurredAt":"2026-02-20T09:30:00Z"}\
                        """
                                .formatted(word, id)));
        ok(
                shop.post(
                        "/customers/" + id + "/visitor-links",
                        "{\"anonymousId\":\"cookie-%s\"}".formatted(id)));
        events.send(new CustomerId(id), entered(id, "seg_1"), 1);
        await().atMost(PATIENCE)
                .until(() -> items(ops.get("/customers/" + id + "/timeline")).size() >= 6);
        return id;
    }

    private static SegmentEnteredV1 entered(String customer, String segment) {
        var at = Instant.parse("2026-02-20T09:30:00Z");
        return new SegmentEnteredV1(customer, segment, 1, at, new Cause("TIME", null, null));
    }

    private static void ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.raw().body()).isBetween(200, 204);
    }

    private static List<JsonNode> items(Api.Answer answer) {
        var items = new ArrayList<JsonNode>();
        answer.body().path("items").forEach(items::add);
        return items;
    }

    private Api.Answer ask(String customer, String... headers) {
        return officer.post(
                "/data-subject-requests",
                """
                {"type":"ERASURE","customerId":"%s","ground":"CONSENT_WITHDRAWN","channel":"EMAIL",
                 "reason":"TICKET-77"}\
                """
                        .formatted(customer),
                headers);
    }

    private Api.Answer requestOf(String id) {
        return officer.get("/data-subject-requests/" + id);
    }

    private void awaitOwnAnswer(String request) {
        await().atMost(PATIENCE)
                .until(() -> requestOf(request).body().at("/answers").has("customer-service"));
    }

    /** The other services, as far as this one sees them. */
    private void answerAs(String service, String request, String customer) {
        var at = Instant.parse("2026-03-01T12:00:00Z");
        events.send(
                new CustomerId(customer),
                new PrivacyErasureAcknowledgedV1(
                        request,
                        customer,
                        service,
                        Map.of("things", 1L),
                        at,
                        key.sign(
                                Map.of(
                                        "service", service,
                                        "requestId", request,
                                        "customer", Erasures.pseudonymOf(request, customer),
                                        "erased", Map.of("things", 1),
                                        "erasedAt", at.toString())),
                        key.published()),
                1);
    }

    private Map<String, List<Document>> everything() {
        var all = new HashMap<String, List<Document>>();
        for (var name : mongo.getCollectionNames()) {
            all.put(name, mongo.findAll(Document.class, name));
        }
        return all;
    }

    @Test
    void whoever_is_erased_is_nowhere_and_all_services_sign_for_it() {
        var survivor = somebody("erasee");
        var merged = somebody("erasetwin");
        var other = somebody("stays");
        ok(
                ops.post(
                        "/customers/" + survivor + "/merges",
                        "{\"mergedCustomerId\":\"" + merged + "\"}"));
        var sums = sums();

        var asked = ask(merged, "Idempotency-Key", "erase-1");

        assertThat(asked.status()).as(asked.raw().body()).isEqualTo(201);
        assertThat(asked.text("/state")).isEqualTo("RUNNING");
        assertThat(asked.text("/customerId")).as("who they are now").isEqualTo(survivor);
        assertThat(asked.body().at("/customerIds").toString()).contains(survivor, merged);
        assertThat(Instant.parse(asked.text("/dueAt")))
                .isAfter(Instant.parse(asked.text("/receivedAt")).plus(Duration.ofDays(27)))
                .isBefore(Instant.parse(asked.text("/receivedAt")).plus(Duration.ofDays(32)));
        var request = asked.text("/id");
        awaitOwnAnswer(request);
        var counts = requestOf(request).body().at("/answers/customer-service/counts");
        assertThat(counts.path("profiles").asInt()).isEqualTo(2);
        assertThat(counts.path("transactions").asInt()).isEqualTo(2);
        assertThat(counts.path("merges").asInt()).isEqualTo(1);
        for (var id : List.of(survivor, merged)) {
            for (var path : List.of("", "/360", "/timeline", "/consents", "/transactions")) {
                assertThat(ops.get("/customers/" + id + path).status()).as(path).isEqualTo(404);
            }
            assertThat(MAY_KNOW_THE_ID).containsAll(StoredLetters.collectionsWith(mongo, id));
        }
        for (var word : List.of("T-erasee", "I-erasee", "V-erasee", "k-erasee")) {
            assertThat(StoredLetters.collectionsWith(mongo, word)).as(word).isEmpty();
        }
        assertThat(items(ops.post("/customers/search", "{\"email\":\"erasee@erase.example.org\"}")))
                .isEmpty();
        assertThat(sums()).as("what was sold stays sold").isEqualTo(sums);
        assertThat(ops.get("/customers/" + other + "/360").status()).isEqualTo(200);
        assertThat(events.published("crm.customer.v1", new CustomerId(merged)))
                .last()
                .satisfies(it -> assertThat(it.has("erasedAt")).isTrue());
        assertThat(ask(merged, "Idempotency-Key", "erase-1").text("/id")).isEqualTo(request);
        assertThat(ask(survivor).errors()).containsExactly("/customerId unknown-customer");

        assertThat(officer.get("/data-subject-requests/" + request + "/receipt").text("/code"))
                .isEqualTo("receipt-not-ready");
        OTHERS.forEach(service -> answerAs(service, request, survivor));
        await().atMost(PATIENCE).until(() -> requestOf(request).text("/state").equals("COMPLETED"));
        var receipt = officer.get("/data-subject-requests/" + request + "/receipt");
        assertThat(receipt.body().at("/statements").propertyNames()).hasSize(5);
        assertThat(receipt.raw().body()).doesNotContain(survivor, merged);
        var signed = ReceiptKey.verified(receipt.text("/signature"), key.published()).orElseThrow();
        assertThat(signed.path("statements")).isEqualTo(receipt.body().at("/statements"));
        assertThat(
                        items(
                                officer.get(
                                        "/data-subject-requests?state=COMPLETED&type=ERASURE&customerId="
                                                + merged)))
                .extracting(it -> it.path("id").asString())
                .containsExactly(request);
    }

    /** Sales of a currency, whoever bought. */
    private Map<String, Long> sums() {
        var sums = new HashMap<String, Long>();
        for (var it : mongo.findAll(Document.class, "transactions")) {
            sums.merge("count " + it.getString("type"), 1L, Long::sum);
            sums.merge(
                    it.getString("currency"),
                    it.get("netMinor", Number.class).longValue(),
                    Long::sum);
        }
        return sums;
    }

    @Test
    void neither_events_nor_a_restored_backup_bring_anybody_back() {
        var gone = somebody("lazarus");
        var backup = everything();
        var request = ask(gone).text("/id");
        awaitOwnAnswer(request);
        var marker = somebody("marker");

        events.send(new CustomerId(gone), entered(gone, "seg_2"), 2);
        events.send(new CustomerId(marker), entered(marker, "seg_2"), 2);
        await().atMost(PATIENCE)
                .until(() ->
                        ops.get("/customers/" + marker + "/360").raw().body().contains("seg_2"));
        assertThat(MAY_KNOW_THE_ID).containsAll(StoredLetters.collectionsWith(mongo, gone));

        backup.forEach((name, documents) -> {
            mongo.remove(new org.springframework.data.mongodb.core.query.Query(), name);
            documents.forEach(it -> mongo.save(it, name));
        });
        assertThat(StoredLetters.collectionsWith(mongo, "k-lazarus")).isNotEmpty();
        atStart.run();

        assertThat(StoredLetters.collectionsWith(mongo, "k-lazarus")).isEmpty();
        assertThat(ops.get("/customers/" + gone).status()).isEqualTo(404);
        assertThat(mongo.findById(gone, Document.class, "customer_keys"))
                .satisfies(it -> assertThat(it.get("wrapped")).isNull());
        assertThat(MAY_KNOW_THE_ID).containsAll(StoredLetters.collectionsWith(mongo, gone));
    }

    @Test
    void the_same_person_may_come_again_as_somebody_new() {
        var before = somebody("returns");
        awaitOwnAnswer(ask(before).text("/id"));

        var after = somebody("returns");

        assertThat(after).isNotEqualTo(before);
        assertThat(ops.get("/customers/by-external-id/shop/k-returns").text("/id"))
                .isEqualTo(after);
        assertThat(
                        ops.post(
                                        "/transactions",
                                        """
                                        {"system":"shop","externalId":"T-x","customerId":"%s","type":"SALE",
                                         "occurredAt":"2026-02-20T09:30:00Z","total":{"amount":"1.00","currency":"CNY"}}\
                                        """
                                                .formatted(before))
                                .status())
                .isIn(404, 422);
    }

    @Test
    void a_legal_hold_stands_in_the_way_until_it_is_over() {
        var held = somebody("held");
        var path = "/customers/" + held + "/legal-hold";
        assertThat(officer.get(path).status()).isEqualTo(404);
        var until = clock.instant().plus(Duration.ofDays(3));
        var put = officer.put(path, "{\"reason\":\"Tax audit 4711\",\"until\":\"" + until + "\"}");
        assertThat(put.status()).as(put.raw().body()).isEqualTo(200);
        assertThat(officer.put(path, "{\"reason\":\"x\"}").status()).isEqualTo(412);

        var refused = ask(held);

        assertThat(refused.status()).isEqualTo(201);
        assertThat(refused.text("/state")).isEqualTo("REFUSED");
        assertThat(refused.text("/refusedBecause")).isEqualTo("legal-hold: Tax audit 4711");
        assertThat(ops.get("/customers/" + held).status()).isEqualTo(200);
        assertThat(officer.delete(path).status()).isEqualTo(428);
        clock.advance(Duration.ofDays(4));
        assertThat(ask(held).text("/state")).isEqualTo("RUNNING");
    }

    @Test
    void whoever_is_needed_no_more_becomes_nobody_and_sums_stay() {
        var old = somebody("needless");
        var sums = sums();
        var path = "/customers/" + old + "/anonymization";
        var why = "{\"reason\":\"No purchase for ten years\"}";
        assertThat(officer.post(path, why).status()).isEqualTo(428);
        assertThat(officer.post(path, why, "If-Match", "\"99\"").status()).isEqualTo(412);
        assertThat(officer.post(path, "{}", "If-Match", "*").errors())
                .containsExactly("/reason not-blank");
        assertThat(shop.post(path, why, "If-Match", "*").status()).isEqualTo(403);
        var seen = ops.get("/customers/" + old).etag();

        var begun = officer.post(path, why, "If-Match", seen, "Idempotency-Key", "anon-1");

        assertThat(begun.status()).as(begun.raw().body()).isEqualTo(201);
        assertThat(begun.text("/type")).isEqualTo("ANONYMIZATION");
        assertThat(begun.text("/state")).isEqualTo("RUNNING");
        var request = begun.text("/id");
        awaitOwnAnswer(request);
        assertThat(begun.header("Location")).contains("/api/v1/data-subject-requests/" + request);
        assertThat(ops.get("/customers/" + old).status()).isEqualTo(404);
        assertThat(MAY_KNOW_THE_ID).containsAll(StoredLetters.collectionsWith(mongo, old));
        for (var word : List.of("T-needless", "I-needless", "k-needless")) {
            assertThat(StoredLetters.collectionsWith(mongo, word)).as(word).isEmpty();
        }
        assertThat(sums()).isEqualTo(sums);
        assertThat(
                        officer.post(path, why, "If-Match", seen, "Idempotency-Key", "anon-1")
                                .text("/id"))
                .isEqualTo(request);
        assertThat(officer.post(path, why, "If-Match", seen).status()).isEqualTo(404);
        OTHERS.forEach(service -> answerAs(service, request, old));
        await().atMost(PATIENCE).until(() -> requestOf(request).text("/state").equals("COMPLETED"));
        assertThat(officer.get("/data-subject-requests/" + request + "/receipt").text("/type"))
                .isEqualTo("ANONYMIZATION");
    }

    @Test
    void what_a_person_needs_is_not_made_nobodys() {
        var wants = somebody("wantsdata");
        var path = "/customers/" + wants;
        var put = officer.put(path + "/processing-restriction", "{\"ground\":\"LEGAL_CLAIM\"}");
        ok(put);
        assertThat(anonymize(wants).text("/refusedBecause")).startsWith("processing-restriction");
        ok(
                officer.delete(
                        path + "/processing-restriction?toldAt=" + clock.instant(),
                        "If-Match",
                        put.etag()));
        ok(officer.put(path + "/legal-hold", "{\"reason\":\"Court file 14\"}"));
        assertThat(anonymize(wants).text("/refusedBecause")).isEqualTo("legal-hold: Court file 14");

        var asks = somebody("asksfirst");
        var erasure = ask(asks).text("/id");
        assertThat(
                        officer.post(
                                        "/data-subject-requests",
                                        "{\"type\":\"ANONYMIZATION\",\"customerId\":\"%s\"}"
                                                .formatted(asks))
                                .raw()
                                .body())
                .containsAnyOf("open-request: " + erasure, "unknown-customer");
    }

    private Api.Answer anonymize(String customer) {
        return officer.post(
                "/customers/" + customer + "/anonymization",
                "{\"reason\":\"Unused\"}",
                "If-Match",
                "*");
    }

    @Test
    void a_hold_can_be_changed_and_lifted() {
        var held = somebody("lifted");
        var path = "/customers/" + held + "/legal-hold";
        var put = officer.put(path, "{\"reason\":\"Court file 12\"}");
        var changed = officer.put(path, "{\"reason\":\"Court file 13\"}", "If-Match", put.etag());
        assertThat(changed.status()).isEqualTo(200);
        assertThat(officer.get(path).text("/reason")).isEqualTo("Court file 13");
        assertThat(officer.delete(path, "If-Match", changed.etag()).status()).isEqualTo(204);
        assertThat(officer.get(path).status()).isEqualTo(404);
    }

    @Test
    void a_request_is_incomplete_while_a_service_is_silent_and_completes_when_it_answers() {
        var gone = somebody("patient");
        var request = ask(gone).text("/id");
        awaitOwnAnswer(request);
        OTHERS.stream().skip(1).forEach(service -> answerAs(service, request, gone));
        await().atMost(PATIENCE).until(() -> requestOf(request).body().at("/answers").size() == 4);
        assertThat(requestOf(request).text("/state")).isEqualTo("RUNNING");

        clock.advance(Duration.ofMinutes(11));

        await().atMost(PATIENCE)
                .until(() -> requestOf(request).text("/state").equals("INCOMPLETE"));
        answerAs(OTHERS.getFirst(), request, gone);
        await().atMost(PATIENCE).until(() -> requestOf(request).text("/state").equals("COMPLETED"));
    }

    @Test
    void an_answer_that_is_not_signed_for_this_request_counts_for_nothing() {
        var gone = somebody("forged");
        var request = ask(gone).text("/id");
        awaitOwnAnswer(request);
        var at = Instant.parse("2026-03-01T12:00:00Z");
        events.send(
                new CustomerId(gone),
                new PrivacyErasureAcknowledgedV1(
                        request,
                        gone,
                        "churn-service",
                        Map.of(),
                        at,
                        key.sign(Map.of("service", "churn-service", "requestId", "dsr_other")),
                        key.published()),
                1);
        await().atMost(PATIENCE)
                .until(() ->
                        !events.published("crm.privacy.v1.dlt", new CustomerId(gone)).isEmpty());
        assertThat(requestOf(request).body().at("/answers").has("churn-service")).isFalse();
    }

    @Test
    void what_cannot_be_meant_is_refused_by_words() {
        var unknown = ask("cus_01h455vb4pex5vsknk084sn02q");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.errors()).containsExactly("/customerId unknown-customer");
        var somebody = somebody("future");
        var future =
                officer.post(
                        "/data-subject-requests",
                        "{\"type\":\"ERASURE\",\"customerId\":\"%s\",\"receivedAt\":\"2999-01-01T00:00:00Z\"}"
                                .formatted(somebody));
        assertThat(future.errors()).containsExactly("/receivedAt in-future");
        assertThat(officer.get("/data-subject-requests/dsr_nothing").status()).isEqualTo(404);
        assertThat(shop.get("/data-subject-requests").status()).isEqualTo(403);
    }
}
