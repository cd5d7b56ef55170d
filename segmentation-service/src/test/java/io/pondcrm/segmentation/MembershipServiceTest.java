package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Tier schemes by spend over HTTP, the one that is in force from the beginning among them. */
@PondTest(shared = "segmentation")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class MembershipServiceTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    static final Instant LATER = NOW.plus(Duration.ofHours(1));
    static final String SCHEMES = "/api/v1/tier-schemes";
    static final String MAIN = SCHEMES + "/retail-membership";
    static final String PRESET = "/api/v1/presets/retail-membership";
    static final String TIER_TOPIC = "crm.tier.v1";

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired TestClock clock;
    @Autowired MongoOperations mongo;

    @BeforeEach
    void now() {
        clock.freeze(NOW);
    }

    /** Other tests rely on the membership as it is from the beginning. */
    @AfterEach
    void asFromTheBeginning() {
        clock.freeze(LATER.plus(Duration.ofHours(1)));
        var club = SCHEMES + "/club";
        if (wire.get(club, "scores:read").getResponse().getStatus() == 200) {
            post(club + "/retire", "");
        }
        mongo.remove(query(where("_id").is("retail-membership")), "tierSchemes");
        // Whoever else changes a scheme waits until no instance decides by an older one.
        wire.awaitJob(post(PRESET, ""));
    }

    @Test
    void from_the_beginning_the_membership_is_in_force_and_nobody_has_drafted_it() {
        var scheme = wire.getJson(MAIN);

        assertThat(scheme.path("kind").asString()).isEqualTo("SPEND");
        assertThat(scheme.path("state").asString()).isEqualTo("PUBLISHED");
        assertThat(scheme.path("version").asInt()).isEqualTo(1);
        assertThat(scheme.path("currency").asString()).isEqualTo("CNY");
        assertThat(scheme.path("zone").asString()).isEqualTo("Asia/Shanghai");
        assertThat(wire.getJson(SCHEMES).path("items").get(0)).isEqualTo(scheme);
        assertThat(wire.getJson(MAIN + "/versions").path("items")).hasSize(1);
        assertThat(wire.getJson(MAIN + "/cut-points").path("items")).isEmpty();
        assertThat(wire.get(MAIN + "?version=2", "scores:read")).hasStatus(404);
        for (var path : List.of("/cut-points", "/publish")) {
            assertThat(post(MAIN + path, "").getResponse().getStatus()).isIn(200, 409);
        }
        assertThat(patch(MAIN, "{\"grace\":\"P1D\"}", "\"1\"")).as("no draft").hasStatus(409);
        assertThat(wire.send("DELETE", MAIN, "", Map.of("If-Match", "*"))).hasStatus(409);
    }

    @Test
    void its_next_version_is_drafted_tried_out_and_published_and_the_past_stays_explained() {
        var small = customer("500");
        var large = customer("9000");
        var known = wire.getJson(tier(small));
        assertThat(known.path("schemeVersion").asInt()).isEqualTo(1);

        // draft
        var made = post(SCHEMES, membership("retail-membership", "CNY", "600"));
        assertThat(made).hasStatus(201);
        assertThat(made.getResponse().getHeader("Location")).isEqualTo(MAIN + "?version=2");
        assertThat(wire.json(made).path("state").asString()).isEqualTo("DRAFT");
        assertThat(post(SCHEMES, membership("retail-membership", "CNY", "600")))
                .as("the same again")
                .hasStatus(201);
        assertThat(post(SCHEMES, membership("retail-membership", "CNY", "7"))).hasStatus(409);
        assertThat(wire.getJson(MAIN).path("version").asInt()).as("in force").isEqualTo(1);
        assertThat(patch(MAIN, "{}", "\"1\"")).as("changed since").hasStatus(412);
        var tiers =
                "{\"window\":\"P90D\",\"tiers\":["
                        + "{\"tier\":\"STANDARD\",\"name\":{\"en\":\"x\",\"zh\":\"x\"},\"spend\":\"0\"},"
                        + "{\"tier\":\"SILVER\",\"name\":{\"en\":\"x\",\"zh\":\"x\"},\"spend\":\"400\"},"
                        + "{\"tier\":\"GOLD\",\"name\":{\"en\":\"x\",\"zh\":\"x\"},\"spend\":\"9500\"}]}";
        var patched = patch(MAIN, tiers, "\"2\"");
        assertThat(patched).hasStatusOk();
        assertThat(wire.json(patched).path("window").asString()).isEqualTo("P90D");
        var silver = wire.json(patched).path("levels").get(1).path("threshold");
        assertThat(silver.path("amount").asString()).isEqualTo("400.00");

        // simulate and publish
        var said = simulate("retail-membership");
        assertThat(said.path("against").asInt()).isEqualTo(1);
        assertThat(said.path("version").asInt()).isEqualTo(2);
        assertThat(said.path("benefitCost").path("before").path("currency").asString())
                .isEqualTo("CNY");
        assertThat(said.path("revenueAtRisk").path("currency").asString()).isEqualTo("CNY");
        assertThat(wire.getJson(tier(small)).path("tier").asString())
                .as("nobody is touched")
                .isEqualTo("STANDARD");
        clock.freeze(LATER);
        wire.awaitJob(post(MAIN + "/publish", ""));

        assertThat(distribution("retail-membership")).isEqualTo(after(said));
        var now = wire.getJson(tier(small));
        assertThat(now.path("tier").asString()).isEqualTo("SILVER");
        assertThat(now.path("schemeVersion").asInt()).isEqualTo(2);
        assertThat(now.path("reasons").get(0).path("dimension").asString()).isEqualTo("spend90d");
        assertThat(score(small, "").path("contributions").get(0).path("dimension").asString())
                .isEqualTo("sales90d");

        // the past by the version of then
        var past = wire.getJson(tier(small) + "&asOf=" + NOW.plusSeconds(60));
        assertThat(past.path("tier").asString()).isEqualTo("STANDARD");
        assertThat(past.path("schemeVersion").asInt()).isEqualTo(1);
        assertThat(past.path("reasons").get(0).path("dimension").asString()).isEqualTo("spend365d");
        assertThat(
                        score(small, "?asOf=" + NOW.plusSeconds(60))
                                .path("contributions")
                                .get(0)
                                .path("dimension")
                                .asString())
                .isEqualTo("sales365d");
        assertThat(wire.getJson(MAIN + "?version=1").path("state").asString()).isEqualTo("RETIRED");
        assertThat(wire.getJson("/api/v1/customers/" + small + "/tier/history").path("items"))
                .extracting(
                        it -> it.path("move").asString(), it -> it.path("schemeVersion").asInt())
                .containsExactly(tuple("RAISED", 2), tuple("ENTERED", 1));
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published(TIER_TOPIC, small))
                                .extracting(it ->
                                        it.path("to").asString() + it.path("schemeVersion").asInt())
                                .containsExactly("STANDARD1", "SILVER2"));
        assertThat(events.published("crm.tier-scheme.v1", "retail-membership"))
                .extracting(
                        it -> it.path("schemeVersion").asInt(), it -> it.path("replaces").asInt())
                .contains(tuple(2, 1))
                .doesNotContain(tuple(1, 0));

        // retire
        wire.awaitJob(post(MAIN + "/retire", ""));
        assertThat(wire.get(tier(large), "scores:read")).hasStatus(404);
        var then = wire.getJson(tier(large) + "&asOf=" + NOW.plusSeconds(60));
        assertThat(then.path("tier").asString()).isEqualTo("SILVER");
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published(TIER_TOPIC, small))
                                .last()
                                .satisfies(it -> {
                                    assertThat(it.path("cause").asString())
                                            .isEqualTo("SCHEME_RETIRED");
                                    assertThat(it.path("from").asString()).isEqualTo("SILVER");
                                }));
        assertThat(wire.getJson(PRESET).path("present").asBoolean()).isFalse();
        clock.freeze(LATER.plusSeconds(60));
        var again = post(PRESET, "");
        assertThat(again).hasStatus(201);
        wire.awaitJob(again);
        assertThat(wire.getJson(MAIN).path("version").asInt()).isEqualTo(3);
        assertThat(wire.getJson(tier(small)).path("tier").asString()).isEqualTo("STANDARD");
    }

    @Test
    void a_draft_of_it_is_taken_back_and_it_stays_in_force() {
        assertThat(post(SCHEMES, membership("retail-membership", "EUR", "600"))).hasStatus(201);

        assertThat(wire.send("DELETE", MAIN, "", Map.of("If-Match", "*"))).hasStatus(204);

        assertThat(wire.getJson(MAIN + "/versions").path("items"))
                .extracting(it -> it.path("state").asString(), it -> it.path("currency").asString())
                .containsExactly(tuple("PUBLISHED", "CNY"));
    }

    @Test
    void its_preset_sets_it_up_once_in_a_currency_and_by_a_zone() {
        var customer = customer("500");
        var same = post(PRESET, "{\"currency\":\"CNY\",\"zone\":\"Asia/Shanghai\"}");
        assertThat(same).as("in force from the beginning").hasStatus(200);
        assertThat(post(PRESET, "{\"currency\":\"XXY\",\"zone\":\"Mars/Base\"}")).hasStatus(422);

        clock.freeze(LATER);
        var made = post(PRESET, "{\"currency\":\"EUR\",\"zone\":\"Europe/Berlin\"}");
        assertThat(made).hasStatus(201);
        wire.awaitJob(made);

        var scheme = wire.getJson(MAIN);
        assertThat(scheme.path("version").asInt()).isEqualTo(2);
        assertThat(scheme.path("zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(scheme.path("levels").get(1).path("threshold").path("currency").asString())
                .isEqualTo("EUR");
        assertThat(wire.getJson(tier(customer)).path("spend").path("currency").asString())
                .isEqualTo("EUR");
        var past = wire.getJson(tier(customer) + "&asOf=" + NOW.plusSeconds(60));
        assertThat(past.path("spend").path("amount").asString()).isEqualTo("500.00");
        assertThat(post(PRESET, "{\"currency\":\"USD\"}")).as("there already").hasStatus(200);
        assertThat(wire.getJson(MAIN).path("currency").asString()).isEqualTo("EUR");
    }

    @Test
    void a_membership_of_another_name_stands_beside_it() {
        var small = customer("50");
        var large = customer("700");
        assertThat(post(SCHEMES, membership("club", "CNY", "600"))).hasStatus(201);
        var said = simulate("club");
        assertThat(said.path("against").isMissingNode()).isTrue();
        wire.awaitJob(post(SCHEMES + "/club/publish", ""));

        assertThat(distribution("club")).isEqualTo(after(said));
        var tier = wire.getJson("/api/v1/customers/" + large + "/tier?scheme=club");
        assertThat(tier.path("tier").asString()).isEqualTo("SILVER");
        assertThat(tier.path("spend").path("amount").asString()).isEqualTo("700.00");
        assertThat(tier.has("score")).as("by points only").isFalse();
        assertThat(
                        wire.getJson(SCHEMES + "/club/members?limit=1000&tier=silver")
                                .path("items")
                                .valueStream()
                                .map(it -> it.path("customerId").asString()))
                .contains(large.value())
                .doesNotContain(small.value());
        assertThat(wire.getJson(tier(large)).path("tier").asString()).isEqualTo("STANDARD");
        assertThat(score(large, "?model=club").path("value").asString()).isEqualTo("700");
    }

    @Test
    void what_makes_no_membership_is_refused_where_it_is_wrong() {
        var good = membership("club", "CNY", "600");
        assertThat(pointers(good.replace("\"window\":\"P365D\",", ""))).containsExactly("/window");
        assertThat(pointers(good.replace("\"SPEND\"", "\"POINTS\"")))
                .containsExactlyInAnyOrder("/window", "/dimensions", "/tiers/0/spend");
        assertThat(pointers(good.replace("\"spend\":\"600\"", "\"points\":\"600\"")))
                .containsExactly("/tiers/1/spend");
        assertThat(pointers(good.replace("\"spend\":\"600\"", "\"spend\":\"0\"")))
                .containsExactly("/tiers/1/spend");
        assertThat(pointers(good.replace("\"spend\":\"0\"", "\"spend\":\"1\"")))
                .containsExactly("/tiers/0/spend");
        assertThat(pointers(good.replace("\"spend\":\"600\"", "\"spend\":\"-1\"")))
                .containsExactly("/tiers/1/spend");
        assertThat(pointers(good.replace("SILVER", "STANDARD"))).containsExactly("/tiers");
        assertThat(pointers(good.replace("P12M", "P0D"))).containsExactly("/tiers");
        assertThat(pointers(good.replace("CNY", "XXY").replace("Asia/Shanghai", "Mars/Base")))
                .containsExactlyInAnyOrder("/currency", "/zone");
        assertThat(pointers(good.replace("\"grace\"", "\"ties\":\"ALL_IN\",\"grace\"")))
                .containsExactly("/ties");
        var chinese =
                wire.send(
                        "POST",
                        SCHEMES,
                        good.replace("\"window\":\"P365D\",", ""),
                        Map.of("Accept-Language", "zh-CN"));
        assertThat(wire.json(chinese).path("errors").get(0).path("detail").asString())
                .isEqualTo("kind 为 SPEND 时须填写");
    }

    private List<String> pointers(String body) {
        var answer = post(SCHEMES, body);
        assertThat(answer).hasStatus(422);
        return wire.json(answer)
                .path("errors")
                .valueStream()
                .map(it -> it.path("pointer").asString())
                .toList();
    }

    private CustomerId customer(String spent) {
        var customer = TestEvents.newCustomer();
        facts.learn(
                Map.of(
                        customer,
                        List.of(
                                new Fact.Purchased(
                                        Fixtures.sale(
                                                TestEvents.newId("txn"),
                                                clock.instant().minus(Duration.ofMinutes(10)),
                                                spent)))));
        return customer;
    }

    private static String membership(String id, String currency, String silverFrom) {
        return """
        {"id":"%s","kind":"SPEND","name":{"en":"Club","zh":"俱乐部"},"currency":"%s",
         "zone":"Asia/Shanghai","window":"P365D","membership":"P12M","grace":"P30D",
         "tiers":[{"tier":"STANDARD","name":{"en":"Member","zh":"会员"},"spend":"0"},
                  {"tier":"SILVER","name":{"en":"Silver","zh":"银卡"},"spend":"%s"}]}
        """
                .formatted(id, currency, silverFrom);
    }

    private static String tier(CustomerId customer) {
        return "/api/v1/customers/" + customer + "/tier?scheme=retail-membership";
    }

    private JsonNode score(CustomerId customer, String query) {
        return wire.getJson("/api/v1/customers/" + customer + "/scores/tier/explanation" + query)
                .path("score");
    }

    private MvcTestResult post(String uri, String body) {
        return wire.send("POST", uri, body, Map.of());
    }

    private MvcTestResult patch(String uri, String body, String ifMatch) {
        return wire.send("PATCH", uri, body, Map.of("If-Match", ifMatch));
    }

    private JsonNode simulate(String scheme) {
        var job = post(SCHEMES + "/" + scheme + "/simulations", "{}");
        assertThat(job).hasStatus(202);
        wire.awaitJob(job);
        var result =
                wire.getJson(Objects.requireNonNull(job.getResponse().getHeader("Location")))
                        .path("resultUrl");
        var simulation = wire.getJson(result.asString());
        assertThat(simulation.path("state").asString()).isEqualTo("FINISHED");
        return simulation;
    }

    private static Map<String, Long> after(JsonNode simulation) {
        var after = new HashMap<String, Long>();
        for (var move : simulation.path("movers")) {
            if (move.path("to").isString()) {
                after.merge(move.path("to").asString(), move.path("customers").asLong(), Long::sum);
            }
        }
        return after;
    }

    /** Without tiers that nobody has. */
    private Map<String, Long> distribution(String scheme) {
        var counts = new HashMap<String, Long>();
        for (var tier : wire.getJson(SCHEMES + "/" + scheme + "/distribution").path("tiers")) {
            if (tier.path("customers").asLong() > 0) {
                counts.put(tier.path("tier").asString(), tier.path("customers").asLong());
            }
        }
        return counts;
    }
}
