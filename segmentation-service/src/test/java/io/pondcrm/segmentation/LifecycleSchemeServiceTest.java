package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Lifecycle schemes from draft to retirement, over HTTP. */
@PondTest(shared = "segmentation")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class LifecycleSchemeServiceTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    static final String SCHEMES = "/api/v1/lifecycle-schemes";

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired TestClock clock;
    @Autowired MongoOperations mongo;

    @BeforeEach
    void now() {
        clock.freeze(NOW);
    }

    /** Customers of other tests are to have one stage again. */
    @AfterEach
    void retireAll() {
        for (var scheme : wire.getJson(SCHEMES).path("items")) {
            var id = scheme.path("id").asString();
            if (scheme.path("state").asString().equals("PUBLISHED") && !id.equals("lifecycle-5")) {
                wire.awaitJob(post(SCHEMES + "/" + id + "/retire", ""));
            }
        }
        mongo.remove(new Query(), "lifecycleSchemes");
        mongo.remove(query(where("scheme").is("shop")), "stageStrategies");
    }

    @Test
    void a_scheme_is_drafted_tried_out_published_revised_and_retired() {
        var regular = customer(30, 20, 10);
        var single = customer(10);

        // draft
        var made = post(SCHEMES, five("shop", 3, ""));
        assertThat(made).hasStatus(201);
        assertThat(made.getResponse().getHeader("Location")).isEqualTo(SCHEMES + "/shop");
        assertThat(wire.json(made).path("state").asString()).isEqualTo("DRAFT");
        assertThat(post(SCHEMES, five("shop", 3, ""))).as("the same again").hasStatus(201);
        assertThat(post(SCHEMES, five("shop", 4, ""))).as("another one").hasStatus(409);
        assertThat(wire.get(stage(single), "scores:read"))
                .as("a draft gives nobody a stage")
                .hasStatus(404);
        assertThat(wire.get(SCHEMES + "/shop/distribution", "scores:read")).hasStatus(404);
        assertThat(
                        wire.send(
                                "PUT",
                                SCHEMES + "/shop/stages/LOYAL/strategy",
                                "{\"playbook\":\"thank-you\"}",
                                Map.of()))
                .as("what is to be done is said before anybody enters")
                .hasStatusOk();

        // published, as it was tried
        var first = simulate("shop");
        assertThat(first.path("against").isMissingNode()).isTrue();
        assertThat(first.path("moved").asLong())
                .isEqualTo(after(first).values().stream().mapToLong(it -> it).sum())
                .isGreaterThanOrEqualTo(2);
        assertThat(wire.getJson(SCHEMES + "/shop").path("state").asString()).isEqualTo("SIMULATED");
        assertThat(announced(single)).noneMatch(it -> it.startsWith("shop"));
        wire.awaitJob(post(SCHEMES + "/shop/publish", ""));
        assertThat(distribution("shop")).isEqualTo(after(first));
        assertThat(wire.getJson(stage(regular)).path("stage").asString()).isEqualTo("LOYAL");
        assertThat(
                        wire.send(
                                "PATCH",
                                SCHEMES + "/shop",
                                "{\"loyalPurchases\":9}",
                                Map.of("If-Match", "*")))
                .as("what is published never changes")
                .hasStatus(409);

        // the next version
        var drafted = post(SCHEMES + "/shop/versions", five(null, 4, ""));
        assertThat(drafted).hasStatus(201);
        assertThat(drafted.getResponse().getHeader("Location"))
                .isEqualTo(SCHEMES + "/shop?version=2");
        assertThat(post(SCHEMES + "/shop/versions", five(null, 7, ""))).hasStatus(409);
        var seen = Map.of("If-Match", String.valueOf(drafted.getResponse().getHeader("ETag")));
        assertThat(wire.send("PATCH", SCHEMES + "/shop", "{}", Map.of())).hasStatus(428);
        assertThat(wire.send("PATCH", SCHEMES + "/shop", "{\"loyalPurchases\":5}", seen))
                .hasStatusOk();
        assertThat(wire.send("PATCH", SCHEMES + "/shop", "{\"loyalPurchases\":6}", seen))
                .hasStatus(412);
        clock.freeze(NOW.plus(Duration.ofHours(1)));
        var second = simulate("shop");
        assertThat(second.path("against").asInt()).isEqualTo(1);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> assertThat(distribution("shop")).isEqualTo(before(second)));
        assertThat(second.path("moves"))
                .filteredOn(it -> it.path("from").asString().equals("LOYAL"))
                .extracting(it -> it.path("to").asString())
                .contains("REPEAT");
        wire.awaitJob(post(SCHEMES + "/shop/publish", ""));

        // Every moment has the version of then.
        assertThat(distribution("shop")).isEqualTo(after(second));
        var now = wire.getJson(stage(regular));
        assertThat(now.path("stage").asString()).isEqualTo("REPEAT");
        assertThat(now.path("schemeVersion").asInt()).isEqualTo(2);
        assertThat(now.path("enteredAt").asString()).isEqualTo("2026-06-01T05:00:00.000Z");
        var then = wire.getJson(stage(regular) + "&asOf=2026-06-01T04:30:00Z");
        assertThat(then.path("stage").asString()).isEqualTo("LOYAL");
        assertThat(then.path("schemeVersion").asInt()).isEqualTo(1);
        assertThat(score(regular, "")).isEqualTo("2 REPEAT 2");
        assertThat(score(regular, "&asOf=2026-06-01T04:30:00Z")).isEqualTo("3 LOYAL 1");
        assertThat(history(regular)).startsWith("REPEAT 2", "LOYAL 1");
        assertThat(wire.getJson(SCHEMES + "/shop?version=1").path("state").asString())
                .isEqualTo("RETIRED");
        assertThat(wire.getJson(SCHEMES + "/shop/versions").path("items"))
                .extracting(it -> it.path("version").asInt())
                .containsExactly(2, 1);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> {
                    assertThat(events.published("crm.lifecycle.v1", regular))
                            .extracting(it -> it.path("playbook").asString(""))
                            .contains("thank-you");
                    assertThat(announced(regular))
                            .contains(
                                    "shop 1 LOYAL 2026-05-22T04:00:00Z",
                                    "shop 2 REPEAT 2026-06-01T05:00:00Z");
                    assertThat(announced(single))
                            .filteredOn(it -> it.startsWith("shop"))
                            .containsExactly("shop 1 FIRST_PURCHASE 2026-05-22T04:00:00Z");
                });

        // late news of a sale before the publication
        facts.learn(Map.of(single, List.of(sale(9), sale(8))));
        assertThat(history(single)).startsWith("REPEAT 2", "LOYAL 1", "REPEAT 1");

        // retired
        clock.freeze(NOW.plus(Duration.ofHours(2)));
        wire.awaitJob(post(SCHEMES + "/shop/retire", ""));
        var gone = wire.get(stage(regular), "scores:read");
        assertThat(gone).hasStatus(404);
        assertThat(wire.json(gone).path("code").asString())
                .isEqualTo("lifecycle-scheme-not-in-force");
        assertThat(wire.getJson(stage(regular) + "&asOf=2026-06-01T05:30:00Z").path("stage"))
                .isEqualTo(now.path("stage"));
        assertThat(history(regular)).startsWith("REPEAT 2", "LOYAL 1");
        assertThat(mongo.count(query(where("stages.scheme").is("shop")), "standings")).isZero();
        assertThat(post(SCHEMES + "/shop/retire", "")).hasStatus(409);
        assertThat(post(SCHEMES + "/shop/publish", "")).hasStatus(409);
    }

    @Test
    void in_force_at_once_and_then_two_publish_the_next_version_at_once() throws Exception {
        var made = post(SCHEMES, five(null, 3, ",\"state\":\"PUBLISHED\""));
        assertThat(made).hasStatus(201);
        wire.awaitJob(made);
        var scheme = Objects.requireNonNull(made.getResponse().getHeader("Location"));
        var id = scheme.substring(scheme.lastIndexOf('/') + 1);
        assertThat(id).startsWith("lfc_");
        var ada = customer(10);
        assertThat(
                        wire.getJson("/api/v1/customers/" + ada + "/lifecycle?scheme=" + id)
                                .path("stage")
                                .asString())
                .isEqualTo("FIRST_PURCHASE");
        assertThat(post(scheme + "/versions", five(null, 4, ""))).hasStatus(201);
        assertThat(
                        wire.send(
                                "PATCH",
                                scheme,
                                "{\"lostAfter\":\"P90D\"}",
                                Map.of("If-Match", "\"2\"")))
                .hasStatusOk();

        Callable<MvcTestResult> publish = () -> post(scheme + "/publish", "");
        var answers = new ArrayList<MvcTestResult>();
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : both.invokeAll(List.of(publish, publish))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).allSatisfy(it -> assertThat(it).hasStatusOk());
        assertThat(answers)
                .extracting(it -> it.getResponse().getHeader("ETag"))
                .containsExactly("\"4\"", "\"4\"");
        assertThat(wire.getJson(scheme + "/versions").path("items"))
                .extracting(it -> it.path("state").asString())
                .containsExactly("PUBLISHED", "RETIRED");
    }

    @Test
    void four_stages_of_before_there_were_versions_are_read_and_get_the_next() {
        mongo.getCollection("lifecycleSchemes")
                .insertOne(
                        new Document("_id", "lifecycle-4")
                                .append("version", 1)
                                .append("newFor", "PT2160H")
                                .append("lostAfter", "PT4320H")
                                .append("publishedAt", Date.from(NOW))
                                .append("_class", "lifecycleScheme"));
        var scheme = SCHEMES + "/lifecycle-4";

        var seen = wire.getJson(scheme);
        assertThat(seen.path("state").asString()).isEqualTo("PUBLISHED");
        assertThat(seen.path("newFor").asString()).isEqualTo("P90D");
        assertThat(post("/api/v1/presets/lifecycle-4", "")).as("it is there").hasStatus(200);
        assertThat(
                        post(
                                scheme + "/versions",
                                """
                                {"name":{"en":"Four","zh":"四"},"kind":"FOUR_STAGES",
                                 "newFor":"P30D","lostAfter":"P180D"}
                                """))
                .hasStatus(201);
        wire.awaitJob(post(scheme + "/publish", ""));
        var ada = customer(40);
        assertThat(
                        wire.getJson("/api/v1/customers/" + ada + "/lifecycle?scheme=lifecycle-4")
                                .path("stage")
                                .asString())
                .isEqualTo("ACTIVE");
        assertThat(wire.getJson(scheme + "?version=1").path("newFor").asString()).isEqualTo("P90D");
    }

    @Test
    void what_makes_no_sense_is_refused_in_both_languages() {
        assertThat(post(SCHEMES, five("lifecycle-5", 3, ""))).as("built in").hasStatus(409);
        assertThat(post(SCHEMES + "/lifecycle-5/publish", "")).hasStatus(409);
        assertThat(post(SCHEMES + "/none/publish", "")).hasStatus(404);
        assertThat(wire.get(SCHEMES + "/lifecycle-5?version=2", "scores:read")).hasStatus(404);
        assertThat(post(SCHEMES, five("Shop", 3, ""))).as("no such slug").hasStatus(422);
        assertThat(post(SCHEMES, five("shop", 1, ""))).as("loyal at once").hasStatus(422);

        var mixed =
                """
                {"name":{"en":"Mixed","zh":"混合"},"kind":"%s","loyalPurchases":3,
                 "newFor":"P200D","lostAfter":"P180D"}
                """;
        assertThat(faults(post(SCHEMES, mixed.formatted("FIVE_STAGES"))))
                .containsExactly(
                        "/loyalWindow FIVE_STAGES needs this",
                        "/newFor FIVE_STAGES has no such limit");
        var inChinese =
                wire.send(
                        "POST",
                        SCHEMES,
                        mixed.formatted("FOUR_STAGES"),
                        Map.of("Accept-Language", "zh-CN"));
        assertThat(inChinese).hasStatus(422);
        assertThat(faults(inChinese))
                .containsExactly(
                        "/loyalPurchases FOUR_STAGES 没有此界限",
                        "/newFor 须短于 lostAfter：客户先为新客户，之后才会流失");

        assertThat(post(SCHEMES, five("shop", 3, ""))).hasStatus(201);
        assertThat(
                        faults(
                                wire.send(
                                        "PATCH",
                                        SCHEMES + "/shop",
                                        "{\"id\":\"other\",\"state\":\"PUBLISHED\"}",
                                        Map.of("If-Match", "*"))))
                .containsExactly(
                        "/id The id stays as it is", "/state …/publish puts a draft in force");
        assertThat(faults(post(SCHEMES + "/shop/simulations", "{\"asOf\":\"soon\"}")))
                .containsExactly("/asOf A date or a moment in UTC");
        assertThat(wire.get(SCHEMES + "/shop/simulations/x", "scores:read")).hasStatus(404);
    }

    private List<String> faults(MvcTestResult refused) {
        return wire.json(refused)
                .path("errors")
                .valueStream()
                .map(it -> it.path("pointer").asString() + " " + it.path("detail").asString())
                .toList();
    }

    private CustomerId customer(int... daysAgo) {
        var customer = TestEvents.newCustomer();
        var sales = new ArrayList<Fact>();
        for (var days : daysAgo) {
            sales.add(sale(days));
        }
        facts.learn(Map.of(customer, sales));
        return customer;
    }

    private static Fact sale(int daysAgo) {
        return new Fact.Purchased(
                Fixtures.sale(TestEvents.newId("txn"), NOW.minus(Duration.ofDays(daysAgo)), "30"));
    }

    private static String five(@Nullable String id, int loyal, String more) {
        return """
        {%s"name":{"en":"Shop","zh":"商店"},"kind":"FIVE_STAGES","loyalPurchases":%d,
         "loyalWindow":"P365D","lostAfter":"P180D"%s}
        """
                .formatted(id == null ? "" : "\"id\":\"" + id + "\",", loyal, more);
    }

    private static String stage(CustomerId customer) {
        return "/api/v1/customers/" + customer + "/lifecycle?scheme=shop";
    }

    private String score(CustomerId customer, String more) {
        var score =
                wire.getJson(
                        "/api/v1/customers/" + customer + "/scores/lifecycle?model=shop" + more);
        return score.path("value").asString()
                + " "
                + score.path("band").asString()
                + " "
                + score.path("version").asInt();
    }

    private List<String> history(CustomerId customer) {
        return wire.getJson("/api/v1/customers/" + customer + "/lifecycle/history?scheme=shop")
                .path("items")
                .valueStream()
                .map(it -> it.path("stage").asString() + " " + it.path("schemeVersion").asInt())
                .toList();
    }

    private List<String> announced(CustomerId customer) {
        return events.published("crm.lifecycle.v1", customer).stream()
                .map(it ->
                        "%s %d %s %s"
                                .formatted(
                                        it.path("scheme").asString(),
                                        it.path("schemeVersion").asInt(),
                                        it.path("to").asString(),
                                        it.path("enteredAt").asString()))
                .toList();
    }

    private MvcTestResult post(String uri, String body) {
        return wire.send("POST", uri, body, Map.of());
    }

    private JsonNode simulate(String scheme) {
        var job = post(SCHEMES + "/" + scheme + "/simulations", "{}");
        assertThat(job).hasStatus(202);
        wire.awaitJob(job);
        var found =
                wire.getJson(
                        wire.getJson(
                                        Objects.requireNonNull(
                                                job.getResponse().getHeader("Location")))
                                .path("resultUrl")
                                .asString());
        assertThat(found.path("finished").asBoolean()).isTrue();
        return found;
    }

    private static Map<String, Long> before(JsonNode simulation) {
        return counts(simulation, "before");
    }

    private static Map<String, Long> after(JsonNode simulation) {
        return counts(simulation, "after");
    }

    private Map<String, Long> distribution(String scheme) {
        return counts(wire.getJson(SCHEMES + "/" + scheme + "/distribution"), "customers");
    }

    private static Map<String, Long> counts(JsonNode answer, String member) {
        var counts = new TreeMap<String, Long>();
        for (var stage : answer.path("stages")) {
            counts.put(stage.path("stage").asString(), stage.path(member).asLong());
        }
        return counts;
    }
}
