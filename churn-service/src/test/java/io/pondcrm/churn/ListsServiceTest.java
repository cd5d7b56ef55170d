package io.pondcrm.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.churn.facts.domain.Fact;
import io.pondcrm.churn.facts.domain.Facts;
import io.pondcrm.churn.facts.domain.Fixtures;
import io.pondcrm.kernel.CustomerId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** Lists, counts and definitions, which are about all customers: this test has its own store. */
@PondTest
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class ListsServiceTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");

    @Autowired Wire wire;
    @Autowired Facts facts;
    @Autowired TestClock clock;

    @Test
    void lists_counts_and_definitions_agree_with_each_customers_own_score() {
        clock.freeze(NOW);
        var customers = register(300);
        clock.advance(Duration.ofSeconds(4));
        var single = new HashMap<String, JsonNode>();
        for (var customer : customers) {
            single.put(
                    customer.value(),
                    wire.getJson("/api/v1/customers/" + customer + "/churn-score"));
        }
        var warned =
                single.values().stream()
                        .filter(it -> it.path("band").asString().contains("HIGH"))
                        .toList();
        await().atMost(Wire.PATIENCE)
                .until(
                        () -> walk("/api/v1/churn-warnings?limit=100").size(),
                        size -> size == warned.size());

        listsAreSortedAndWhole(single);
        warningsAreSortedAndWhole(warned);
        overviewAddsUp(single);
        labelsAreThoseOfTheScores(single);
        aNewDefinitionScoresEverybodyAnew(single);
    }

    private List<CustomerId> register(int count) {
        var random = new Random(300);
        var news = new HashMap<CustomerId, List<Fact>>();
        for (var number = 0; number < count; number++) {
            var purchases = new ArrayList<Fact>();
            var silence = random.nextInt(250);
            for (var purchase = 0; purchase < 1 + random.nextInt(5); purchase++) {
                purchases.add(
                        new Fact.Purchased(
                                Fixtures.sale(
                                        TestEvents.newId("txn"),
                                        NOW.minus(Duration.ofDays(silence + 17L * purchase)),
                                        BigDecimal.valueOf(1 + random.nextInt(90_000), 2)
                                                .toPlainString())));
            }
            news.put(TestEvents.newCustomer(), purchases);
        }
        news.put(TestEvents.newCustomer(), List.of(new Fact.Interacted(NOW)));
        facts.learn(news);
        return news.keySet().stream()
                .filter(it ->
                        Objects.requireNonNull(news.get(it)).getFirst() instanceof Fact.Purchased)
                .toList();
    }

    private List<JsonNode> walk(String uri) {
        var items = new ArrayList<JsonNode>();
        var page = wire.getJson(uri);
        page.path("items").forEach(items::add);
        while (!page.path("nextCursor").isNull()) {
            page = wire.getJson(uri + "&cursor=" + page.path("nextCursor").asString());
            page.path("items").forEach(items::add);
        }
        return items;
    }

    private static Function<JsonNode, BigDecimal> score() {
        return it -> new BigDecimal(it.path("score").asString());
    }

    private static Function<JsonNode, BigDecimal> loss() {
        return it -> new BigDecimal(it.path("expectedLoss").path("amount").asString());
    }

    private void listsAreSortedAndWhole(Map<String, JsonNode> single) {
        var byScore = walk("/api/v1/churn-scores?limit=70");
        assertThat(byScore)
                .hasSize(single.size())
                .isSortedAccordingTo(Comparator.comparing(score()).reversed());
        assertThat(walk("/api/v1/churn-scores?limit=70&sort=-expectedLoss"))
                .hasSize(single.size())
                .isSortedAccordingTo(Comparator.comparing(loss()).reversed());
        for (var row : byScore) {
            var own = Objects.requireNonNull(single.get(row.path("customerId").asString()));
            for (var field : List.of("score", "band", "label", "expectedLoss")) {
                assertThat(row.path(field)).isEqualTo(own.path(field));
            }
        }
        assertThat(walk("/api/v1/churn-scores?limit=70&band=MEDIUM&sort=expectedLoss"))
                .hasSize((int) count(single, "band", "MEDIUM"))
                .isSortedAccordingTo(Comparator.comparing(loss()));
    }

    private void warningsAreSortedAndWhole(List<JsonNode> warned) {
        assertThat(walk("/api/v1/churn-warnings?limit=30"))
                .hasSize(warned.size())
                .isSortedAccordingTo(Comparator.comparing(score()).reversed());
        assertThat(walk("/api/v1/churn-warnings?limit=30&sort=-expectedLoss"))
                .hasSize(warned.size())
                .isSortedAccordingTo(Comparator.comparing(loss()).reversed());
        assertThat(walk("/api/v1/churn-warnings?limit=30&state=OPEN&level=VERY_HIGH"))
                .hasSize(
                        (int)
                                warned.stream()
                                        .filter(it ->
                                                it.path("band").asString().equals("VERY_HIGH"))
                                        .count());
        assertThat(walk("/api/v1/churn-warnings?limit=30&sort=raisedAt")).hasSize(warned.size());
        assertThat(walk("/api/v1/churn-warnings?limit=30&state=RESOLVED")).isEmpty();
        assertThat(walk("/api/v1/churn-warnings?limit=30&assignee=nobody")).isEmpty();
    }

    private void overviewAddsUp(Map<String, JsonNode> single) {
        var overview = wire.getJson("/api/v1/churn-overview");
        assertThat(overview.path("customers").asInt()).isEqualTo(single.size());
        for (var band : overview.path("bands")) {
            var name = band.path("band").asString();
            assertThat(band.path("customers").asLong()).isEqualTo(count(single, "band", name));
            assertThat(new BigDecimal(band.path("expectedLoss").path("amount").asString()))
                    .isEqualByComparingTo(
                            single.values().stream()
                                    .filter(it -> it.path("band").asString().equals(name))
                                    .map(loss())
                                    .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        assertThat(overview.path("warnings").path("open").asLong())
                .isEqualTo(count(single, "band", "HIGH") + count(single, "band", "VERY_HIGH"));
    }

    private void labelsAreThoseOfTheScores(Map<String, JsonNode> single) {
        var labels = walk("/api/v1/churn-definitions/own-rhythm/labels?limit=90");
        assertThat(labels).hasSize(single.size() + 1);
        for (var row : labels) {
            var own = single.get(row.path("customerId").asString());
            assertThat(row.path("label").asString())
                    .isEqualTo(own == null ? "NO_PURCHASE" : own.path("label").asString());
        }
        assertThat(walk("/api/v1/churn-definitions/own-rhythm/labels?limit=90&asOf=2020-01-01"))
                .extracting(it -> it.path("label").asString())
                .containsOnly("NO_PURCHASE");
    }

    private void aNewDefinitionScoresEverybodyAnew(Map<String, JsonNode> single) {
        var body =
                """
                {"id":"own-rhythm","name":{"en":"More patient","zh":"更宽松"},
                 "atRiskAfter":"90","churnedAfter":"99"}\
                """;
        var yesterday = "2026-05-31T04:00:00Z";
        var labels = "/api/v1/churn-definitions/own-rhythm/labels?limit=90&asOf=" + yesterday;
        var before = walk(labels);
        assertThat(
                        wire.send(
                                "POST",
                                "/api/v1/churn-definitions",
                                body.replace("\"99\"", "\"90\""),
                                Map.of()))
                .hasStatus(422);

        var published =
                wire.send(
                        "POST",
                        "/api/v1/churn-definitions",
                        body,
                        Map.of("Idempotency-Key", "patience-1"));

        assertThat(published).hasStatus(201);
        assertThat(wire.json(published).path("version").asInt()).isEqualTo(2);
        wire.awaitJob(published);
        assertThat(walk("/api/v1/churn-scores?limit=100&band=LOW")).hasSize(single.size());
        assertThat(walk("/api/v1/churn-warnings?limit=100")).isEmpty();
        assertThat(
                        wire.getJson("/api/v1/churn-overview")
                                .path("warnings")
                                .path("riskFell")
                                .asLong())
                .isEqualTo(count(single, "band", "HIGH") + count(single, "band", "VERY_HIGH"));
        assertThat(walk(labels)).as("what was said of a past day stays").isEqualTo(before);
        assertThat(walk(labels + "&version=2"))
                .extracting(it -> it.path("label").asString())
                .containsOnly("ACTIVE", "NO_PURCHASE");
        assertThat(walk("/api/v1/churn-definitions?limit=50")).hasSize(2);
        assertThat(wire.get("/api/v1/churn-definitions/unknown", "churn:read")).hasStatus(404);
        assertThat(wire.get("/api/v1/churn-definitions/own-rhythm?version=3", "churn:read"))
                .hasStatus(404);
    }

    private static long count(Map<String, JsonNode> single, String field, String value) {
        return single.values().stream()
                .filter(it -> it.path(field).asString().equals(value))
                .count();
    }
}
