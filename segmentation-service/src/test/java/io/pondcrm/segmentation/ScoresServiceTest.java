package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** Runs over all customers, segments that follow, and what callers see of both. */
@PondTest
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class ScoresServiceTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired TestClock clock;

    final List<CustomerId> customers = Fixtures.tenCustomers();

    @BeforeEach
    void customers() {
        clock.freeze(NOW);
        facts.learn(Fixtures.tenBought(NOW));
    }

    @Test
    void a_run_scores_everybody_and_later_events_are_scored_by_its_cut_points() {
        wire.awaitJob(wire.send("POST", "/api/v1/rfm-models/rfm-default/runs", "{}", Map.of()));

        var distribution = wire.getJson("/api/v1/rfm-models/rfm-default/distribution");
        assertThat(distribution.path("run").path("scored").asInt()).isEqualTo(10);
        assertThat(distribution.path("cells"))
                .extracting(it -> it.path("cell").asString() + it.path("customers"))
                .contains("1112", "2222", "3332", "4442", "5552");
        var worst = wire.getJson("/api/v1/customers/" + customers.getFirst() + "/rfm");
        assertThat(worst.path("cell").asString()).isEqualTo("111");
        assertThat(worst.path("segment").asString()).isEqualTo("LOST");
        assertThat(worst.path("reasons")).hasSize(3);
        var members =
                wire.getJson("/api/v1/rfm-models/rfm-default/members?segment=CHAMPIONS&limit=1");
        assertThat(members.path("items")).hasSize(1);
        assertThat(members.path("nextCursor").asString()).isNotEmpty();
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published("crm.score.v1", customers.getFirst()))
                                .extracting(it -> it.path("value").asString())
                                .contains("111"));

        facts.learn(
                Map.of(
                        customers.getFirst(),
                        List.of(new Fact.Purchased(Fixtures.sale("txn-again", NOW, "99999.00")))));

        assertThat(
                        wire.getJson("/api/v1/customers/" + customers.getFirst() + "/rfm")
                                .path("cell")
                                .asString())
                .isEqualTo("515");
        assertThat(
                        wire.getJson(
                                        "/api/v1/customers/"
                                                + customers.getFirst()
                                                + "/rfm?asOf=2020-01-01")
                                .path("scores")
                                .isMissingNode())
                .isTrue();
    }

    @Test
    void a_model_with_limits_of_its_own_is_checked_made_and_run() {
        var refused =
                wire.send(
                        "POST",
                        "/api/v1/rfm-models",
                        """
                        {"name":"Limits","currency":"XXY","limits":
                         {"recencyDays":[30,20],"frequency":[2,5],"monetary":["1","2"]}}
                        """,
                        Map.of());
        assertThat(refused).hasStatus(422);
        assertThat(wire.json(refused).path("errors"))
                .extracting(it -> it.path("pointer").asString())
                .containsExactlyInAnyOrder("/currency", "/limits/recencyDays");

        var made =
                wire.send(
                        "POST",
                        "/api/v1/rfm-models",
                        """
                        {"name":"Limits","currency":"CNY","window":"P365D","limits":
                         {"recencyDays":[3,6],"frequency":[2,5],"monetary":["1000","3000.00"]}}
                        """,
                        Map.of("Idempotency-Key", "\"made-once\""));
        assertThat(made).hasStatus(201);
        var model = wire.json(made).path("id").asString();
        wire.awaitJob(
                wire.send(
                        "POST",
                        "/api/v1/rfm-models/" + model + "/runs",
                        "{\"asOf\":\"2026-06-01T04:00:00Z\"}",
                        Map.of()));

        assertThat(
                        wire.getJson(
                                        "/api/v1/customers/"
                                                + customers.get(9)
                                                + "/rfm?model="
                                                + model)
                                .path("cell")
                                .asString())
                .isEqualTo("333");
        assertThat(wire.getJson("/api/v1/rfm-models").path("items")).hasSizeGreaterThan(1);
    }

    @Test
    void a_classification_shares_out_all_sales() {
        var begun =
                wire.send(
                        "POST",
                        "/api/v1/abc-classifications",
                        "{\"name\":\"All\",\"currency\":\"CNY\"}",
                        Map.of());
        assertThat(begun).hasStatus(202);
        wire.awaitJob(begun);
        var all = wire.getJson("/api/v1/abc-classifications").path("items").get(0);

        assertThat(all.path("state").asString()).isEqualTo("FINISHED");
        var id = all.path("id").asString();
        var largest = wire.getJson("/api/v1/abc-classifications/" + id + "/members?limit=1");
        assertThat(largest.path("items").get(0).path("rank").asInt()).isEqualTo(1);
        var small = wire.getJson("/api/v1/customers/" + customers.get(1) + "/abc");
        assertThat(small.path("abcClass").asString()).isEqualTo("C");
        assertThat(
                        wire.getJson("/api/v1/abc-classifications/" + id + "/members?class=A")
                                .path("items"))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.path("abcClass").asString()).isEqualTo("A"));
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published("crm.score.v1", customers.get(1)))
                                .extracting(it -> it.path("scoreType").asString())
                                .contains("abc"));
    }

    @Test
    void a_classification_on_trial_touches_nobody_before_it_is_published() {
        var small = "/api/v1/customers/" + customers.get(2) + "/abc";
        classify("{\"name\":\"Usual\",\"currency\":\"CNY\"}");
        assertThat(wire.getJson(small).path("abcClass").asString()).isEqualTo("C");
        var usual = wire.getJson(small).path("classification").asString();

        clock.freeze(NOW.plus(Duration.ofMinutes(10)));
        var trial =
                classify(
                        "{\"name\":\"All A\",\"currency\":\"CNY\",\"cutA\":\"99.998\",\"cutB\":\"99.999\","
                                + "\"trial\":true}");
        var path = "/api/v1/abc-classifications/" + trial.path("id").asString();
        assertThat(trial.path("onTrial").asBoolean()).isTrue();
        assertThat(trial.path("against").asString()).isEqualTo(usual);
        assertThat(trial.path("moves"))
                .anySatisfy(it -> {
                    assertThat(it.path("from").asString()).isEqualTo("C");
                    assertThat(it.path("to").asString()).isEqualTo("A");
                    assertThat(it.path("customers").asInt()).isPositive();
                });
        assertThat(wire.getJson(small).path("abcClass").asString()).isEqualTo("C");
        assertThat(
                        wire.getJson(small + "?classification=" + trial.path("id").asString())
                                .path("abcClass")
                                .asString())
                .isEqualTo("A");

        clock.freeze(NOW.plus(Duration.ofHours(1)));
        var published = wire.send("POST", path + "/publish", "", Map.of());
        assertThat(published).hasStatusOk();
        wire.awaitJob(published);
        assertThat(wire.getJson(path).path("onTrial").asBoolean()).isFalse();
        assertThat(wire.getJson(small).path("abcClass").asString()).isEqualTo("A");
        assertThat(wire.getJson(small + "?asOf=2026-06-01T04:30:00Z").path("abcClass").asString())
                .as("what was in use then")
                .isEqualTo("C");
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published("crm.score.v1", customers.get(2)))
                                .filteredOn(it -> it.path("scoreType").asString().equals("abc"))
                                .extracting(it -> it.path("value").asString())
                                .endsWith("A"));
        assertThat(wire.send("POST", "/api/v1/abc-classifications/none/publish", "", Map.of()))
                .hasStatus(404);

        clock.freeze(NOW.plus(Duration.ofHours(2)));
        var retired = wire.send("POST", path + "/retire", "", Map.of());
        assertThat(retired).hasStatusOk();
        wire.awaitJob(retired);
        assertThat(wire.getJson(small).path("classification").asString()).isEqualTo(usual);
        assertThat(wire.getJson(small + "?asOf=2026-06-01T05:30:00Z").path("abcClass").asString())
                .as("what was in use then")
                .isEqualTo("A");
        assertThat(wire.send("POST", path + "/publish", "", Map.of())).hasStatus(409);
    }

    @Test
    void a_draft_is_taken_back_and_what_was_published_stays() {
        var levels =
                """
                {"id":"drafted","name":{"en":"x","zh":"x"},"currency":"CNY","zone":"UTC",
                 "membership":"P1M","grace":"P0D",
                 "tiers":[{"tier":"ALL","name":{"en":"All","zh":"全部"},"points":"0"}],
                 "dimensions":[{"code":"spend","name":{"en":"Spend","zh":"消费"},
                   "measure":"NET_SPEND","window":"P%dD","bands":[{"points":"0"},
                   {"from":"9","points":"10"}],"weight":"1","missing":{"policy":"NO_TIER"}}]}
                """;
        drafts("/api/v1/tier-schemes", levels.formatted(30), "", levels.formatted(60));
        var stages =
                "\"name\":{\"en\":\"x\",\"zh\":\"x\"},\"kind\":\"FIVE_STAGES\",\"loyalPurchases\":%d,"
                        + "\"loyalWindow\":\"P365D\",\"lostAfter\":\"P180D\"}";
        drafts(
                "/api/v1/lifecycle-schemes",
                "{\"id\":\"drafted\"," + stages.formatted(3),
                "/versions",
                "{" + stages.formatted(4));
        var model = "{\"name\":\"Drafted\",\"currency\":\"CNY\",\"quantiles\":%d%s}";
        drafts(
                "/api/v1/rfm-models",
                model.formatted(3, ",\"state\":\"DRAFT\""),
                "/versions",
                model.formatted(4, ""));
        for (var builtIn :
                List.of(
                        "tier-schemes/retail-membership",
                        "lifecycle-schemes/lifecycle-5",
                        "rfm-models/rfm-default")) {
            assertThat(wire.send("DELETE", "/api/v1/" + builtIn, "", Map.of("If-Match", "*")))
                    .hasStatus(409);
        }

        var trial =
                "/api/v1/abc-classifications/"
                        + classify("{\"name\":\"x\",\"currency\":\"CNY\",\"trial\":true}")
                                .path("id")
                                .asString();
        assertThat(wire.send("DELETE", trial, "", Map.of())).hasStatus(204);
        assertThat(wire.get(trial, "scores:read")).hasStatus(404);
        assertThat(wire.send("DELETE", trial, "", Map.of())).hasStatus(404);
        var used =
                "/api/v1/abc-classifications/"
                        + classify("{\"name\":\"x\",\"currency\":\"CNY\"}").path("id").asString();
        assertThat(wire.send("DELETE", used, "", Map.of())).hasStatus(409);
    }

    private void drafts(String path, String first, String versions, String second) {
        var made = wire.send("POST", path, first, Map.of());
        assertThat(made).as(path).hasStatus(201);
        var one = path + "/" + wire.json(made).path("id").asString();
        assertThat(wire.send("DELETE", one, "", Map.of())).hasStatus(428);
        assertThat(wire.send("DELETE", one, "", Map.of("If-Match", "\"77\""))).hasStatus(412);
        assertThat(wire.send("DELETE", one, "", Map.of("If-Match", "\"1\""))).hasStatus(204);
        assertThat(wire.get(one, "scores:read")).hasStatus(404);
        assertThat(wire.send("DELETE", one, "", Map.of("If-Match", "*"))).hasStatus(404);

        made = wire.send("POST", path, first, Map.of());
        one = path + "/" + wire.json(made).path("id").asString();
        wire.awaitJob(wire.send("POST", one + "/publish", "", Map.of()));
        var next = versions.isEmpty() ? path : one + versions;
        assertThat(wire.send("POST", next, second, Map.of())).hasStatus(201);
        assertThat(wire.getJson(one + "/versions").path("items")).hasSize(2);
        assertThat(wire.send("DELETE", one, "", Map.of("If-Match", "*"))).hasStatus(204);
        assertThat(wire.getJson(one + "/versions").path("items")).hasSize(1);
        assertThat(wire.getJson(one).path("state").asString()).isEqualTo("PUBLISHED");
        assertThat(wire.send("DELETE", one, "", Map.of("If-Match", "*"))).hasStatus(409);
        wire.awaitJob(wire.send("POST", one + "/retire", "", Map.of()));
    }

    private JsonNode classify(String body) {
        var begun = wire.send("POST", "/api/v1/abc-classifications", body, Map.of());
        assertThat(begun).hasStatus(202);
        wire.awaitJob(begun);
        return wire.getJson(
                wire.getJson(String.valueOf(begun.getResponse().getHeader("Location")))
                        .path("resultUrl")
                        .asString());
    }

    @Test
    void a_segment_fills_follows_time_changes_and_goes() {
        var predicate =
                "{\"all\":[{\"field\":\"purchases30d\",\"op\":\"gte\",\"value\":1},"
                        + "{\"field\":\"region\",\"op\":\"eq\",\"value\":\"CN-SH\"},"
                        + "{\"field\":\"spendTotal\",\"op\":\"gte\",\"value\":4900},"
                        + "{\"field\":\"spendTotal\",\"op\":\"lt\",\"value\":50000}]}";
        var preview =
                wire.json(
                        wire.send(
                                "POST",
                                "/api/v1/segments/preview",
                                "{\"predicate\":" + predicate + ",\"sampleSize\":2}",
                                Map.of()));
        assertThat(preview.path("count").asInt()).isEqualTo(4);
        assertThat(preview.path("sample")).hasSize(2);

        var made =
                wire.send(
                        "POST",
                        "/api/v1/segments",
                        "{\"name\":\"Good and here\",\"predicate\":" + predicate + "}",
                        Map.of());
        assertThat(made).hasStatus(201);
        wire.awaitJob(made);
        var id = wire.json(made).path("id").asString();
        var members = "/api/v1/segments/" + id + "/members";
        assertThat(wire.getJson(members).path("items"))
                .extracting(it -> it.path("customerId").asString())
                .containsExactlyInAnyOrder(
                        customers.get(6).value(),
                        customers.get(7).value(),
                        customers.get(8).value(),
                        customers.get(9).value());
        var mine = wire.getJson("/api/v1/customers/" + customers.get(9) + "/segments");
        assertThat(mine.path("items").get(0).path("segmentId").asString()).isEqualTo(id);
        assertThat(mine.path("items").get(0).path("reasons")).hasSize(4);

        // 27 days on, customer 7's last purchase (3 days ago) is out of the window.
        clock.freeze(NOW.plus(Duration.ofDays(27)));
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published("crm.segment.v1", customers.get(6)))
                                .extracting(it -> it.has("leftAt"))
                                .containsExactly(false, true));
        assertThat(wire.getJson(members).path("items")).hasSize(3);

        var stale =
                wire.send(
                        "PATCH",
                        "/api/v1/segments/" + id,
                        "{\"name\":\"x\"}",
                        Map.of("If-Match", "\"7\""));
        assertThat(stale).hasStatus(412);
        var changed =
                wire.send(
                        "PATCH",
                        "/api/v1/segments/" + id,
                        "{\"predicate\":{\"field\":\"spendTotal\",\"op\":\"in\",\"value\":[10000]}}",
                        Map.of("If-Match", "\"1\""));
        assertThat(changed).hasStatus(200);
        wire.awaitJob(changed);
        assertThat(wire.getJson(members).path("items")).hasSize(1);

        var gone = wire.send("DELETE", "/api/v1/segments/" + id, "", Map.of("If-Match", "\"2\""));
        assertThat(gone).hasStatus(204);
        wire.awaitJob(gone);
        assertThat(
                        wire.getJson("/api/v1/customers/" + customers.get(9) + "/segments")
                                .path("items"))
                .isEmpty();
    }

    @Test
    void a_predicate_with_faults_is_refused_at_their_places() {
        var refused =
                wire.send(
                        "POST",
                        "/api/v1/segments",
                        "{\"name\":\"x\",\"predicate\":{\"all\":[{\"field\":\"shoeSize\",\"op\":\"eq\",\"value\":1}]}}",
                        Map.of());

        assertThat(refused).hasStatus(422);
        assertThat(wire.json(refused).path("errors").get(0).path("pointer").asString())
                .startsWith("/predicate/all/0");
    }

    @Test
    void every_customer_is_counted_once_in_tiers_and_stages() {
        var tiers = wire.getJson("/api/v1/tier-schemes/retail-membership/distribution");
        var stages = wire.getJson("/api/v1/lifecycle-schemes/lifecycle-5/distribution");

        assertThat(tiers.path("customers").asInt()).isEqualTo(10);
        assertThat(stages.path("customers").asInt()).isEqualTo(10);
        assertThat(
                        wire.getJson("/api/v1/tier-schemes/retail-membership/members?tier=SILVER")
                                .path("items"))
                .allSatisfy(it -> assertThat(it.path("tier").asString()).isEqualTo("SILVER"))
                .isNotEmpty();
        assertThat(
                        wire.getJson("/api/v1/lifecycle-schemes/lifecycle-5/members?stage=LOYAL")
                                .path("items"))
                .hasSize(6);
        assertThat(wire.get("/api/v1/tier-schemes/none", "scores:read")).hasStatus(404);
    }
}
