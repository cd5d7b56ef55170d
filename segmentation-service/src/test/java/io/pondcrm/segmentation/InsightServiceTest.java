package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.contracts.feedback.SurveyResponseRecordedV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What is bought together, by whom, when, and what comes next. */
@PondTest
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class InsightServiceTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    static final int CUSTOMERS = 300;

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired TestClock clock;

    @BeforeEach
    void customers() {
        clock.freeze(NOW);
        learnTwoHabits();
    }

    @Test
    void categories_and_discounts_of_events_become_a_need_profile() {
        var ada = TestEvents.newCustomer();
        for (var number = 0; number < 8; number++) {
            events.send(
                    ada,
                    new TransactionRecordedV1(
                            TestEvents.newId("trx"),
                            ada.value(),
                            "SALE",
                            NOW.minus(Duration.ofDays(number)),
                            "80.00",
                            "CNY",
                            "WEB",
                            "shop",
                            List.of("hats"),
                            "20.00",
                            null),
                    1);
        }
        var path = "/api/v1/customers/" + ada + "/need-profile";
        await().atMost(Wire.PATIENCE)
                .until(
                        () -> wire.getJson(path).path("needs").path(0).path("share").path("of"),
                        it -> it.asInt() == 8);

        var profile = wire.getJson(path);
        assertThat(profile.path("leaning").asString()).isEqualTo("PRICE");
        assertThat(profile.path("needs").get(0).path("evidence").get(1).path("input").asString())
                .isEqualTo("0.200000");
        assertThat(profile.path("needs").get(1).path("score").asString()).isEqualTo("0.000000");
        assertThat(wire.get(path + "?window=soon", "scores:read")).hasStatus(400);
        assertThat(
                        wire.get(
                                "/api/v1/customers/" + Fixtures.customer(99_999) + "/need-profile",
                                "scores:read"))
                .hasStatus(404);
    }

    @Test
    void answers_to_surveys_are_evidence_from_when_they_were_given() {
        var bob = TestEvents.newCustomer();
        events.send(
                bob,
                new TransactionRecordedV1(
                        TestEvents.newId("trx"),
                        bob.value(),
                        "SALE",
                        NOW.minus(Duration.ofDays(9)),
                        "80.00",
                        "CNY",
                        "WEB",
                        "shop",
                        List.of(),
                        null,
                        null),
                1);
        for (var day = 1; day <= 3; day++) {
            var answer = answer(bob, "rsp_" + bob + day, day, NOW.minus(Duration.ofDays(day)));
            events.send(bob, answer, day);
            // Told twice, and the later one first.
            events.send(bob, answer, day);
        }
        var path = "/api/v1/customers/" + bob + "/need-profile";
        await().atMost(Wire.PATIENCE)
                .until(() -> quality(path).path("share").path("of").asInt(), of -> of == 4);

        var need = quality(path);
        assertThat(need.path("evidence").values())
                .extracting(it -> it.path("dimension").asString() + it.path("input").asString())
                .containsExactly("returns0/1", "surveyAnswers2/3");
        assertThat(
                        quality(path + "?asOf=" + NOW.minus(Duration.ofDays(2)))
                                .path("share")
                                .path("of")
                                .asInt())
                .isEqualTo(3);
        assertThat(quality(path + "?asOf=2026-05-29").path("share").path("of").asInt())
                .isEqualTo(1);
        assertThat(wire.get(path + "?asOf=soon", "scores:read")).hasStatus(400);

        var explained = wire.getJson(need.path("explanation").asString());
        var score = explained.path("score");
        assertThat(score.path("value").asString()).isEqualTo(need.path("score").asString());
        assertThat(score.path("inputsHash").asString())
                .isEqualTo(wire.getJson(path).path("inputsHash").asString());
        assertThat(explained.path("inputs")).hasSize(5);
        assertThat(
                        score.path("contributions").values().stream()
                                .map(it -> new BigDecimal(it.path("points").asString()))
                                .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(need.path("score").asString());
        var scores = "/api/v1/customers/" + bob + "/scores/quality-need";
        assertThat(wire.getJson(scores + "?model=P2D").path("model").asString()).isEqualTo("P2D");
        assertThat(wire.get(scores + "?model=soon", "scores:read")).hasStatus(404);
        assertThat(wire.get(scores + "?asOf=2025-01-01", "scores:read")).hasStatus(404);
    }

    private JsonNode quality(String path) {
        return wire.getJson(path).path("needs").path(1);
    }

    private static SurveyResponseRecordedV1 answer(
            CustomerId customer, String id, int score, Instant at) {
        return new SurveyResponseRecordedV1(
                id, "inv_1", "svy_1", customer.value(), "CSAT", null, score, 5, false, at);
    }

    @Test
    void customers_are_listed_by_a_score_page_by_page() {
        var listed = new ArrayList<String>();
        var path = "/api/v1/scores/lifecycle?limit=40&band=LOYAL";
        var cursor = "";
        do {
            var page = wire.getJson(cursor.isEmpty() ? path : path + "&cursor=" + cursor);
            for (var item : page.path("items")) {
                listed.add(item.path("customerId").asString());
                assertThat(item.path("band").asString()).isEqualTo("LOYAL");
            }
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        var expected = new ArrayList<String>();
        for (var page : facts.pagesAfter(null, 500)) {
            for (var known : page) {
                var one =
                        wire.getJson("/api/v1/customers/" + known.customer() + "/scores/lifecycle");
                if (one.path("band").asString("").equals("LOYAL")) {
                    expected.add(known.customer().value());
                }
            }
        }
        assertThat(listed).isEqualTo(expected).hasSizeGreaterThan(40);
        assertThat(wire.getJson("/api/v1/scores/lifecycle?model=none").path("items")).isEmpty();
        assertThat(wire.get("/api/v1/scores/shoe-size", "scores:read")).hasStatus(404);
        assertThat(wire.get("/api/v1/scores/lifecycle?cursor=none", "scores:read")).hasStatus(400);
        assertThat(wire.get("/api/v1/scores/lifecycle", "segments:read")).hasStatus(403);
    }

    @Test
    void what_is_bought_together_is_found_and_listed_by_antecedent() {
        var begun =
                wire.send(
                        "POST",
                        "/api/v1/associations",
                        "{\"name\":\"All\",\"minSupport\":\"0.05\",\"window\":\"P300D\"}",
                        Map.of());
        assertThat(begun).hasStatus(202);
        var found = result(begun);

        assertThat(found.path("state").asString()).isEqualTo("FINISHED");
        assertThat(found.path("result").path("dataHash").asString()).startsWith("sha256:");
        var rules = "/api/v1/associations/" + found.path("id").asString() + "/rules";
        var tea = wire.getJson(rules + "?antecedent=tea").path("items");
        assertThat(tea).isNotEmpty();
        var first = tea.get(0);
        assertThat(first.path("consequent").asString()).isEqualTo("cups");
        assertThat(first.path("confidence").asString()).isEqualTo("1.000000");
        assertThat(new BigDecimal(first.path("lift").asString()))
                .isEqualByComparingTo(
                        new BigDecimal(first.path("baskets").asLong())
                                .divide(
                                        new BigDecimal(first.path("consequentCount").asLong()),
                                        6,
                                        java.math.RoundingMode.HALF_UP));
        assertThat(wire.getJson(rules + "?consequent=cups&limit=1").path("items")).hasSize(1);
        assertThat(wire.getJson(rules + "?antecedent=none").path("items")).isEmpty();
        assertThat(wire.get(rules + "?antecedant=tea", "scores:read")).hasStatus(400);
        assertThat(wire.get("/api/v1/associations/none/rules", "scores:read")).hasStatus(404);
        assertThat(
                        wire.send(
                                "POST",
                                "/api/v1/associations",
                                "{\"name\":\"x\",\"minSupport\":\"2\",\"asOf\":\"soon\"}",
                                Map.of()))
                .hasStatus(422);
    }

    @Test
    void groups_are_found_again_byte_for_byte_and_have_a_card() {
        var body =
                """
                {"name":"Habits","kMeans":{"k":3,"seed":7,"currency":"CNY"},
                 "asOf":"2026-06-01T00:00:00Z"}
                """;
        var one = run(body);
        var other = run(body);

        assertThat(one.path("id")).isNotEqualTo(other.path("id"));
        assertThat(one.path("groups").toString()).isEqualTo(other.path("groups").toString());
        assertThat(one.path("groups").path("groups")).hasSize(3);
        assertThat(one.path("groups").path("groups").get(0).path("centre")).hasSize(4);
        assertThat(one.path("groups").path("silhouette").asDouble()).isBetween(0.1, 1.0);
        isPlaced(other, 3, "distance");
        var card = wire.getJson("/api/v1/models/" + one.path("id").asString() + "/card");
        assertThat(card.path("library").asString()).isEqualTo("hipparchus-clustering");
        assertThat(card.path("libraryVersion").asString()).matches("[0-9.]+");
        assertThat(card.path("dataHash")).isEqualTo(one.path("groups").path("dataHash"));
        assertThat(card.path("limits")).isNotEmpty();
        for (var wrong :
                List.of(
                        "{\"name\":\"x\"}",
                        "{\"name\":\"x\",\"kMeans\":{\"k\":1,\"currency\":\"CNY\"}}",
                        "{\"name\":\"x\",\"kMeans\":{\"k\":2,\"currency\":\"XXY\"}}",
                        "{\"name\":\"x\",\"kMeans\":{\"k\":2,\"currency\":\"CNY\"},"
                                + "\"nextCategory\":{}}")) {
            assertThat(wire.send("POST", "/api/v1/model-runs", wrong, Map.of()))
                    .as(wrong)
                    .hasStatus(422);
        }
        assertThat(wire.get("/api/v1/models/none/card", "scores:read")).hasStatus(404);
    }

    /** Everybody who was grouped is in a group, by the latest run of the name, with its size. */
    private void isPlaced(JsonNode run, int groups, String closeness) {
        var sizes = new HashMap<Integer, Integer>();
        for (var page : facts.pagesAfter(null, CUSTOMERS)) {
            for (var known : page) {
                var path = "/api/v1/customers/" + known.customer() + "/model-groups";
                for (var item : wire.getJson(path + "?asOf=2026-06-01").path("items")) {
                    if (item.path("model").equals(run.path("id"))) {
                        sizes.merge(item.path("group").asInt(), 1, Integer::sum);
                        assertThat(item.path("groups")).hasSize(groups);
                        assertThat(item.path("groups").get(0).has(closeness)).isTrue();
                    }
                }
            }
        }
        var found =
                run.has("mixture")
                        ? run.path("mixture").path("components")
                        : run.path("groups").path("groups");
        for (var group = 1; group <= groups; group++) {
            assertThat(sizes.getOrDefault(group, 0))
                    .isEqualTo(found.get(group - 1).path("size").asInt());
        }
        var ada = "/api/v1/customers/" + Fixtures.customer(1) + "/model-groups";
        assertThat(wire.getJson(ada + "?asOf=2025-06-01").path("items")).isEmpty();
        assertThat(wire.get("/api/v1/customers/none/model-groups", "scores:read")).hasStatus(404);
    }

    @Test
    void models_of_other_kinds_are_found_again_and_registered_with_drift_and_fairness() {
        var mixture =
                """
                {"name":"Overlapping","gaussianMixture":{"k":2,"seed":7,"currency":"CNY",
                  "features":["FREQUENCY","MONETARY"]},"asOf":"2026-06-01T00:00:00Z"}
                """;
        var one = run(mixture);
        var other = run(mixture);
        assertThat(one.path("mixture").toString()).isEqualTo(other.path("mixture").toString());
        assertThat(one.path("mixture").path("components")).hasSize(2);
        assertThat(one.path("gaussianMixture").path("seed").asInt()).isEqualTo(7);
        assertThat(one.has("kMeans")).isFalse();
        assertThat(one.path("version").asInt()).isEqualTo(1);
        assertThat(other.path("version").asInt()).isEqualTo(2);
        isPlaced(other, 2, "probability");

        var logistic =
                """
                {"name":"Soon again","logistic":{"horizon":"P10D","seed":3,"currency":"CNY"},
                 "asOf":"2026-06-01T00:00:00Z"}
                """;
        var learned = run(logistic);
        assertThat(learned.path("propensity").toString())
                .isEqualTo(run(logistic).path("propensity").toString());
        var found = learned.path("propensity");
        assertThat(found.path("coefficients")).hasSize(4);
        assertThat(found.path("converged").asBoolean()).isTrue();
        assertThat(found.path("quality").path("areaUnderCurve").asDouble()).isBetween(0.4, 1.0);
        assertThat(learned.path("horizon").asString()).isEqualTo("P10D");

        var id = learned.path("id").asString();
        var registered = wire.getJson("/api/v1/models/" + id);
        assertThat(registered.path("fairness").path("attributes"))
                .extracting(it -> it.path("attribute").asString())
                .containsExactly("gender", "ageBand", "region");
        assertThat(registered.has("drift")).isFalse();
        wire.awaitJob(wire.send("POST", "/api/v1/models/" + id + "/drift", "", Map.of()));
        var drift = wire.getJson("/api/v1/models/" + id).path("drift");
        assertThat(drift.path("customers").asInt()).isGreaterThanOrEqualTo(CUSTOMERS);
        assertThat(drift.path("features")).hasSize(4);
        assertThat(drift.path("shift").asString()).isIn("NONE", "MINOR", "MAJOR");
        var card = wire.getJson("/api/v1/models/" + id + "/card");
        assertThat(card.path("drift")).isEqualTo(drift);
        assertThat(card.path("library").asString()).isEqualTo("hipparchus-core");
        assertThat(wire.getJson("/api/v1/models?limit=1000").path("items"))
                .filteredOn(it -> it.path("name").asString().equals("Soon again"))
                .extracting(it -> it.path("version").asInt())
                .containsExactlyInAnyOrder(1, 2);
        assertThat(wire.getJson("/api/v1/models?limit=1").path("nextCursor").asString())
                .isNotEmpty();
        assertThat(wire.get("/api/v1/models/none", "scores:read")).hasStatus(404);
        assertThat(wire.send("POST", "/api/v1/models/none/drift", "", Map.of())).hasStatus(404);
    }

    @Test
    void a_forecast_says_what_comes_next_and_how_good_it_was() {
        var path = "/api/v1/customers/" + Fixtures.customer(1) + "/need-forecast";
        assertThat(wire.get(path + "?horizon=P77D", "scores:read")).hasStatus(404);
        var run = run("{\"name\":\"Next\",\"nextCategory\":{\"horizon\":\"P30D\"}}");

        var test = run.path("needs").path("backTest");
        assertThat(test.path("buyers").asInt()).isGreaterThan(100);
        assertThat(test.path("logLoss").asDouble()).isLessThan(test.path("baseLogLoss").asDouble());
        assertThat(test.path("hit1").asDouble()).isGreaterThan(test.path("baseHit1").asDouble());
        var forecast = wire.getJson(path);
        assertThat(forecast.path("model")).isEqualTo(run.path("id"));
        assertThat(forecast.path("backTest")).isEqualTo(test);
        var likeliest = forecast.path("categories").get(0);
        assertThat(likeliest.path("category").asString()).isIn("tea", "cups");
        assertThat(likeliest.path("probability").asDouble())
                .isCloseTo(
                        likeliest.path("share").asDouble()
                                * forecast.path("purchaseProbability").asDouble(),
                        within(1e-12));
        assertThat(
                        likeliest.path("fromOwn").asDouble()
                                + likeliest.path("fromAfter").asDouble()
                                + likeliest.path("fromBase").asDouble())
                .isCloseTo(likeliest.path("share").asDouble(), within(1e-12));
        var card = wire.getJson("/api/v1/models/" + run.path("id").asString() + "/card");
        assertThat(card.path("metrics"))
                .extracting(it -> it.path("name").asString())
                .contains("hit1", "hit3", "logLoss", "baseLogLoss");
        var watched =
                wire.send(
                        "POST",
                        "/api/v1/models/" + run.path("id").asString() + "/drift",
                        "",
                        Map.of());
        assertThat(watched).hasStatus(409);
        assertThat(wire.get(path + "?horizon=P2M", "scores:read")).hasStatus(400);
        assertThat(
                        wire.get(
                                "/api/v1/customers/" + Fixtures.customer(99_999) + "/need-forecast",
                                "scores:read"))
                .hasStatus(404);
    }

    @Test
    void a_segment_tells_its_profile_needs_and_behaviour() {
        var made =
                wire.send(
                        "POST",
                        "/api/v1/segments",
                        "{\"name\":\"Online\",\"predicate\":{\"field\":\"channels\",\"op\":\"in\","
                                + "\"value\":[\"WEB\"]}}",
                        Map.of());
        assertThat(made).hasStatus(201);
        var segment = "/api/v1/segments/" + wire.json(made).path("id").asString();

        var profile = wire.getJson(segment + "/profile");
        assertThat(profile.path("complete").asBoolean()).isTrue();
        assertThat(profile.path("size").path("count").asInt()).isGreaterThanOrEqualTo(100);
        var first = profile.path("attributes").get(0);
        assertThat(first.path("overIndexed").asBoolean()).isTrue();
        assertThat(profile.path("attributes"))
                .filteredOn(it -> it.path("attribute").asString().equals("channels"))
                .allSatisfy(it -> assertThat(it.path("byDefinition").asBoolean()).isTrue())
                .isNotEmpty();

        assertThat(wire.getJson(segment + "/needs").path("needs"))
                .filteredOn(it -> it.path("category").asString().equals("ink"))
                .singleElement()
                .satisfies(ink -> {
                    assertThat(ink.path("overIndexed").asBoolean()).isTrue();
                    assertThat(new BigDecimal(ink.path("lift").asString()))
                            .isGreaterThan(BigDecimal.TWO);
                });

        var hours = wire.getJson(segment + "/behaviour?metric=HOUR_OF_DAY&zone=Asia/Shanghai");
        assertThat(hours.path("slots")).hasSize(24);
        assertThat(hours.path("slots").get(12).path("sales").path("share").asString())
                .isEqualTo("1.000000");
        assertThat(wire.getJson(segment + "/behaviour?metric=WEEKDAY").path("slots")).hasSize(7);
        var cohorts = wire.getJson(segment + "/behaviour?metric=COHORT").path("cohorts");
        assertThat(cohorts).isNotEmpty();
        var funnel =
                wire.getJson(
                        segment
                                + "/behaviour?metric=FUNNEL&steps=purchase:ink,purchase:paper"
                                + "&within=P60D");
        var steps = funnel.path("funnel").path("steps");
        assertThat(steps)
                .extracting(it -> it.path("step").asString())
                .containsExactly("purchase:ink", "purchase:paper");
        assertThat(steps.get(0).path("members").path("share").asString()).isEqualTo("1.000000");
        assertThat(steps.get(1).path("members").path("count").asInt()).isPositive();
        assertThat(wire.get(segment + "/behaviour?metric=FUNNEL&steps=sneeze", "segments:read"))
                .hasStatus(400);
        assertThat(wire.get(segment + "/behaviour?metric=MOOD", "segments:read")).hasStatus(400);
        assertThat(wire.get(segment + "/behaviour?metric=WEEKDAY&zone=Moon", "segments:read"))
                .hasStatus(400);
        assertThat(wire.get("/api/v1/segments/none/profile", "segments:read")).hasStatus(404);
    }

    private JsonNode run(String body) {
        var begun = wire.send("POST", "/api/v1/model-runs", body, Map.of());
        assertThat(begun).hasStatus(202);
        return result(begun);
    }

    /** What a job leads to. */
    private JsonNode result(MvcTestResult begun) {
        wire.awaitJob(begun);
        var job = Objects.requireNonNull(begun.getResponse().getHeader("Location"));
        return wire.getJson(wire.getJson(job).path("resultUrl").asString());
    }

    /** Two in three buy tea and cups in turn at stores; one in three ink and paper online. */
    private void learnTwoHabits() {
        var random = new Random(11);
        var news = new HashMap<CustomerId, List<Fact>>();
        for (var number = 1; number <= CUSTOMERS; number++) {
            var isOnline = number % 3 == 0;
            var learned = new ArrayList<Fact>();
            learned.add(new Fact.Described(Fixtures.profile(NOW.minus(Duration.ofDays(400)))));
            var time = 0;
            for (var day = 200 - random.nextInt(20); day > 0; day -= 15 + random.nextInt(10)) {
                time++;
                var categories =
                        isOnline
                                ? List.of("ink", "paper")
                                : time % 2 == 0 ? List.of("cups", "tea") : List.of("cups");
                learned.add(
                        new Fact.Purchased(
                                new Purchase(
                                        "txn-" + number + "-" + time,
                                        1,
                                        Purchase.Kind.SALE,
                                        NOW.minus(Duration.ofDays(day)),
                                        new BigDecimal((1 + random.nextInt(90)) + ".00"),
                                        "CNY",
                                        isOnline ? "WEB" : "STORE",
                                        categories,
                                        null)));
            }
            news.put(Fixtures.customer(number), learned);
        }
        facts.learn(news);
    }
}
