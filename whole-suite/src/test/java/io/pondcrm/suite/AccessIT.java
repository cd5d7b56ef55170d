package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.Canaries.Home;
import io.pondcrm.suite.RunningSuite.Pond;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * S22 over the whole suite: one request collects what all five services keep of a person with
 * thousands of records ({@code -Dpond.access.records=10000}), merged customers included, within a
 * minute, and nothing of it lies readable anywhere. A service that is away is named, and its part
 * comes when it is back. Who is erased has no dossier any more.
 */
@ExtendWith(RunningSuite.class)
@Order(RunningSuite.LATE)
class AccessIT {

    private static final String REQUESTS = "/api/v1/data-subject-requests";
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final int RECORDS = Integer.getInteger("pond.access.records", 3_000);
    private static final int BATCH = 1_000;
    private static final List<String> SERVICES =
            List.of(
                    "churn-service",
                    "customer-service",
                    "engagement-service",
                    "feedback-service",
                    "segmentation-service");

    private final Canaries canaries = new Canaries(AccessIT.class);

    @Test
    void a_person_gets_all_that_five_services_keep_of_them(Pond pond) throws Exception {
        var staff = new Staff(pond);
        var person = customer(pond, "access-person");
        var twin = customer(pond, "access-twin");
        sales(pond, person, "a", RECORDS - BATCH);
        sales(pond, twin, "b", BATCH);
        aCase(staff, person);
        pond.ops
                .post("/api/v1/customers/" + person + "/merges", Map.of("mergedCustomerId", twin))
                .orThrow();
        staff.awaitCalm();

        var begun = System.nanoTime();
        var request = ask(pond, "ACCESS", twin);
        awaitState(pond, request, "COMPLETED", MINUTE);
        var millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        var dossier = pond.ops.read(REQUESTS + "/" + request + "/dossier");
        var kinds = kinds(dossier);
        System.out.printf(
                "A dossier of %d records of five services after %d ms%n",
                kinds.values().stream().mapToInt(JsonNode::size).sum(), millis);

        assertThat(servicesOf(kinds)).containsExactlyElementsOf(SERVICES);
        assertThat(records(kinds, "customer-service/transactions").size()).isEqualTo(RECORDS);
        assertThat(records(kinds, "feedback-service/cases").toString()).contains("wants more tea");
        assertThat(records(kinds, "segmentation-service/standings").toString()).contains("GOLD");
        assertThat(records(kinds, "customer-service/view").toString()).contains("reasons");
        assertThat(dossier.path("customerIds").toString()).contains(person, twin);
        assertThat(canaries.search().in(dossier.toString()))
                .containsAll(canaries.of(Home.CUSTOMER))
                .containsAll(canaries.of(Home.FEEDBACK));
        nothingLiesReadable(pond);

        var portable = ask(pond, "PORTABILITY", person);
        awaitState(pond, portable, "COMPLETED", MINUTE);
        assertThat(kinds(pond.ops.read(REQUESTS + "/" + portable + "/dossier")).keySet())
                .contains("customer-service/profiles", "feedback-service/cases")
                .doesNotContain("segmentation-service/standings", "churn-service/standings");

        pond.kill("churn");
        var late = ask(pond, "ACCESS", person);
        awaitState(pond, late, "INCOMPLETE", MINUTE.multipliedBy(2));
        assertThat(pond.ops.read(REQUESTS + "/" + late).path("awaited").toString())
                .isEqualTo("[\"churn-service\"]");
        assertThat(pond.ops.read(REQUESTS + "/" + late + "/dossier").path("missing").toString())
                .isEqualTo("[\"churn-service\"]");
        pond.suite.up();
        awaitState(pond, late, "COMPLETED", MINUTE.multipliedBy(2));

        assertThat(pond.as("front-end").get(REQUESTS + "/" + late + "/dossier").status())
                .isEqualTo(403);

        var erasure = ask(pond, "ERASURE", person);
        awaitState(pond, erasure, "COMPLETED", MINUTE.multipliedBy(2));
        for (var gone : List.of(request, portable, late)) {
            assertThat(pond.ops.get(REQUESTS + "/" + gone + "/dossier").status()).isEqualTo(410);
        }
    }

    private static String ask(Pond pond, String type, String customer) throws Exception {
        return pond.ops
                .post(REQUESTS, Map.of("type", type, "customerId", customer, "channel", "EMAIL"))
                .orThrow()
                .json()
                .path("id")
                .asString();
    }

    private static void awaitState(Pond pond, String request, String state, Duration limit) {
        await().atMost(limit)
                .untilAsserted(() ->
                        assertThat(pond.ops.read(REQUESTS + "/" + request).path("state").asString())
                                .isEqualTo(state));
    }

    private static JsonNode records(Map<String, JsonNode> kinds, String kind) {
        return Objects.requireNonNull(kinds.get(kind), kind);
    }

    private static Map<String, JsonNode> kinds(JsonNode dossier) {
        var kinds = new TreeMap<String, JsonNode>();
        for (var it : dossier.path("kinds")) {
            kinds.put(
                    it.path("service").asString() + "/" + it.path("kind").asString(),
                    it.path("records"));
        }
        return kinds;
    }

    private static List<String> servicesOf(Map<String, JsonNode> kinds) {
        return kinds.keySet().stream().map(it -> it.split("/", 2)[0]).distinct().toList();
    }

    private void nothingLiesReadable(Pond pond) throws IOException {
        var search = canaries.search();
        var found = new TreeSet<String>();
        var topics = new Topics(pond);
        topics.read(
                topics.beginnings(it -> it.startsWith("crm.")),
                event -> {
                    if (event.value() != null) {
                        found.addAll(search.in(event.value()));
                    }
                });
        assertThat(found).as("in topics").isEmpty();
        var stored = new TreeSet<String>();
        StoreFiles.read(
                pond.settings.home().resolve("data/store/store.journal"),
                (database, bytes) -> stored.addAll(search.in(bytes)));
        assertThat(stored).as("in the store").isEmpty();
    }

    private String customer(Pond pond, String key) throws Exception {
        return pond.ops
                .put(
                        "/api/v1/customers/by-external-id/shop/" + key,
                        Map.of(
                                "kind",
                                "PERSON",
                                "displayName",
                                "Xu " + canaries.word(Home.CUSTOMER),
                                "attributes",
                                Map.of("nickname", canaries.word(Home.CUSTOMER)),
                                "contactPoints",
                                List.of(
                                        Map.of(
                                                "type",
                                                "EMAIL",
                                                "value",
                                                canaries.email(Home.CUSTOMER)))))
                .orThrow()
                .json()
                .path("id")
                .asString();
    }

    private static void sales(Pond pond, String customer, String run, int count) throws Exception {
        var first = Instant.now(Clock.systemUTC()).minus(Duration.ofDays(300));
        for (var from = 0; from < count; from += BATCH) {
            var items = new ArrayList<Map<String, Object>>();
            for (var at = from; at < Math.min(count, from + BATCH); at++) {
                items.add(
                        Map.of(
                                "system",
                                "shop",
                                "externalId",
                                "access-" + run + "-" + at,
                                "customerId",
                                customer,
                                "type",
                                "SALE",
                                "occurredAt",
                                first.plus(Duration.ofMinutes(at)).toString(),
                                "channel",
                                "STORE",
                                "lines",
                                List.of(
                                        Map.of(
                                                "sku",
                                                "TEA",
                                                "quantity",
                                                1,
                                                "unitPrice",
                                                Map.of("amount", "5.00", "currency", "CNY"))),
                                "total",
                                Map.of("amount", "5.00", "currency", "CNY")));
            }
            pond.ops.post("/api/v1/transactions/batch", Map.of("items", items)).orThrow();
        }
    }

    private void aCase(Staff staff, String customer) throws Exception {
        staff.make(
                "/api/v1/cases",
                Map.of(
                        "type",
                        "SUGGESTION",
                        "channel",
                        "EMAIL",
                        "customerId",
                        customer,
                        "subject",
                        "Mr " + canaries.word(Home.FEEDBACK) + " wants more tea"));
    }
}
