package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.contracts.customer.CustomerCreatedV1;
import io.pondcrm.contracts.customer.CustomerUpdatedV1;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
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

/** Tier schemes from draft to retirement, decisions of persons, and presets, over HTTP. */
@PondTest(shared = "segmentation")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class TierSchemeServiceTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    static final String SCHEMES = "/api/v1/tier-schemes";
    static final String TIER_TOPIC = "crm.tier.v1";
    static final String NO_SUCH = "No such RFM model or lifecycle scheme is in force";
    static final Instant LONG_AGO = NOW.minus(Duration.ofDays(300));

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired TierSchemes schemes;
    @Autowired TestClock clock;
    @Autowired MongoOperations mongo;

    @BeforeEach
    void now() {
        clock.freeze(NOW);
    }

    /** Customers of other tests are to have one tier and one stage again. */
    @AfterEach
    void retireAll() {
        mongo.remove(new Query(), "lifecycleSchemes");
        for (var scheme : wire.getJson(SCHEMES).path("items")) {
            if (scheme.path("kind").asString().equals("POINTS")
                    && scheme.path("state").asString().equals("PUBLISHED")) {
                wire.awaitJob(post(SCHEMES + "/" + scheme.path("id").asString() + "/retire", ""));
            }
        }
    }

    @Test
    void a_scheme_is_drafted_tried_out_published_and_revised() {
        var small = customer("500");
        var large = customer("9000");

        // draft
        var made = post(SCHEMES, scheme("loop", "1000"));
        assertThat(made).hasStatus(201);
        assertThat(made.getResponse().getHeader("Location")).isEqualTo(SCHEMES + "/loop");
        assertThat(wire.json(made).path("state").asString()).isEqualTo("DRAFT");
        assertThat(post(SCHEMES, scheme("loop", "1000"))).as("the same again").hasStatus(201);
        assertThat(post(SCHEMES, scheme("loop", "7"))).hasStatus(409);
        assertThat(wire.get(tier(small, "loop"), "scores:read")).hasStatus(404);
        assertThat(wire.send("PATCH", SCHEMES + "/loop", "{}", Map.of())).hasStatus(428);
        var patched =
                wire.send(
                        "PATCH",
                        SCHEMES + "/loop",
                        "{\"grace\":\"P60D\"}",
                        Map.of("If-Match", "\"1\""));
        assertThat(patched).hasStatusOk();
        assertThat(wire.json(patched).path("grace").asString()).isEqualTo("P60D");

        // simulate and publish
        var first = simulate("loop");
        assertThat(first.path("against").isMissingNode()).isTrue();
        assertThat(first.path("fallers").asInt()).isZero();
        assertThat(wire.getJson(SCHEMES + "/loop").path("state").asString()).isEqualTo("SIMULATED");
        assertThat(events.published(TIER_TOPIC, large))
                .extracting(it -> it.path("scheme").asString())
                .doesNotContain("loop");
        wire.awaitJob(post(SCHEMES + "/loop/publish", ""));
        assertThat(distribution("loop")).isEqualTo(after(first));
        var tier = wire.getJson(tier(large, "loop"));
        assertThat(tier.path("tier").asString()).isEqualTo("KEY");
        assertThat(tier.path("schemeVersion").asInt()).isEqualTo(1);
        assertThat(sum(tier.path("contributions")))
                .isEqualByComparingTo(new BigDecimal(tier.path("score").asString()));
        assertThat(members("loop", "key")).contains(large.value()).doesNotContain(small.value());
        assertThat(
                        wire.send(
                                "PATCH",
                                SCHEMES + "/loop",
                                "{\"grace\":\"P1D\"}",
                                Map.of("If-Match", "*")))
                .as("what is published never changes")
                .hasStatus(409);

        // an event moves at once
        facts.learn(Map.of(small, List.of(sale("700", Duration.ofMinutes(1)))));
        assertThat(wire.getJson(tier(small, "loop")).path("tier").asString()).isEqualTo("KEY");
        assertThat(members("loop", "KEY")).contains(small.value());

        // what its benefits cost
        var benefit =
                wire.json(
                        post(
                                "/api/v1/benefits",
                                """
                                {"name":{"en":"Lounge","zh":"贵宾室"},"kind":"LOUNGE",
                                 "parametersSchema":{"type":"object"},
                                 "yearlyCost":{"amount":"120.50","currency":"CNY"}}
                                """));
        assertThat(benefit.path("yearlyCost").path("amount").asString()).isEqualTo("120.50");
        assertThat(
                        post(
                                "/api/v1/benefits/" + benefit.path("id").asString() + "/grants",
                                "{\"scheme\":\"loop\",\"tier\":\"KEY\",\"parameters\":{}}"))
                .hasStatus(201);

        // revise
        clock.freeze(NOW.plus(Duration.ofHours(1)));
        assertThat(post(SCHEMES, scheme("loop", "5000"))).hasStatus(201);
        var second = simulate("loop");
        assertThat(second.path("against").asInt()).isEqualTo(1);
        assertThat(second.path("version").asInt()).isEqualTo(2);
        assertThat(second.path("fallers").asInt()).isPositive();
        assertThat(new BigDecimal(second.path("revenueAtRisk").path("amount").asString()))
                .isGreaterThanOrEqualTo(new BigDecimal("1200"));
        costsWhatItsTiersCost(second);
        showsMovers(second);
        wire.awaitJob(post(SCHEMES + "/loop/publish", ""));

        assertThat(distribution("loop")).isEqualTo(after(second));
        assertThat(wire.getJson(tier(small, "loop")).path("tier").asString()).isEqualTo("PLAIN");
        var before = wire.getJson(tier(small, "loop") + "&asOf=2026-06-01T04:30:00Z");
        assertThat(before.path("tier").asString()).isEqualTo("KEY");
        assertThat(before.path("schemeVersion").asInt()).isEqualTo(1);
        assertThat(wire.getJson(SCHEMES + "/loop/versions").path("items"))
                .extracting(it -> it.path("state").asString())
                .containsExactly("PUBLISHED", "RETIRED");
        assertThat(
                        wire.getJson("/api/v1/customers/" + small + "/tier/history?scheme=loop")
                                .path("items"))
                .extracting(it -> it.path("move").asString())
                .startsWith("LOWERED", "RAISED");
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published(TIER_TOPIC, small))
                                .filteredOn(it -> it.path("scheme").asString().equals("loop"))
                                .filteredOn(it -> it.has("direction"))
                                .extracting(it ->
                                        it.path("direction").asString()
                                                + it.path("schemeVersion").asInt())
                                .containsExactly("ENTERED1", "RAISED1", "LOWERED2"));
        assertThat(events.published("crm.tier-scheme.v1", "loop"))
                .extracting(
                        it -> it.path("schemeVersion").asInt(),
                        it -> it.path("replaces").asInt(0),
                        it -> it.path("publishedAt").asString(),
                        it -> it.path("publishedBy").asString())
                .containsExactly(
                        tuple(1, 0, NOW.toString(), "test-client"),
                        tuple(2, 1, NOW.plus(Duration.ofHours(1)).toString(), "test-client"));

        // retire
        wire.awaitJob(post(SCHEMES + "/loop/retire", ""));
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published(TIER_TOPIC, small))
                                .filteredOn(it -> it.has("cause") && it.has("from"))
                                .extracting(
                                        it -> it.path("scheme").asString(),
                                        it -> it.path("from").asString(),
                                        it -> it.path("cause").asString())
                                .containsExactly(tuple("loop", "PLAIN", "SCHEME_RETIRED")));
    }

    private void costsWhatItsTiersCost(JsonNode simulation) {
        var cost = simulation.path("benefitCost");
        assertThat(cost.path("tiers"))
                .extracting(it -> it.path("tier").asString())
                .containsExactly("PLAIN", "KEY");
        var key = cost.path("tiers").get(1);
        assertThat(key.path("perCustomer").path("amount").asString()).isEqualTo("120.50");
        assertThat(key.path("unpriced").asInt()).isZero();
        assertThat(key.path("customersAfter").asLong())
                .isEqualTo(after(simulation).get("KEY"))
                .isLessThan(key.path("customersBefore").asLong());
        for (var side : List.of("before", "after")) {
            assertThat(new BigDecimal(cost.path(side).path("amount").asString()))
                    .isEqualByComparingTo(
                            new BigDecimal("120.50")
                                    .multiply(
                                            new BigDecimal(
                                                    key.path(
                                                                    side.equals("before")
                                                                            ? "customersBefore"
                                                                            : "customersAfter")
                                                            .asLong())));
        }
    }

    private void showsMovers(JsonNode simulation) {
        var movers = SCHEMES + "/loop/simulations/" + simulation.path("id").asString() + "/movers";
        var flow = wire.getJson(movers);
        assertThat(flow.path("nodes"))
                .extracting(it -> it.path("id").asString())
                .startsWith("before/KEY", "before/PLAIN", "after/KEY", "after/PLAIN");
        assertThat(flow.path("links"))
                .filteredOn(it -> it.path("direction").asString().equals("FALLS"))
                .extracting(it -> it.path("source").asString(), it -> it.path("customers").asLong())
                .containsExactly(tuple("before/KEY", simulation.path("fallers").asLong()));

        for (var language : List.of("en", "zh-CN")) {
            var picture =
                    wire.send("GET", movers + ".svg", "", Map.of("Accept-Language", language));
            assertThat(picture).hasStatusOk();
            assertThat(picture.getResponse().getContentType()).startsWith("image/svg+xml");
            var svg = svg(picture);
            assertThat(svg.text("title-line"))
                    .isEqualTo(language.equals("en") ? "Tier movers: Accounts" : "等级变动：客户分层");
            assertThat(svg.ids("after-")).contains("KEY", "PLAIN");
            assertThat(svg.text("way-FALLS"))
                    .isEqualTo(
                            String.format(Locale.ROOT, "%,d", simulation.path("fallers").asLong())
                                    + (language.equals("en") ? " fall" : " 名下降"));
        }
        assertThat(wire.get(SCHEMES + "/loop/simulations/none/movers.svg", "scores:read"))
                .hasStatus(404);
    }

    private static Svg svg(MvcTestResult picture) {
        try {
            return Svg.of(picture.getResponse().getContentAsByteArray());
        } catch (Exception unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void a_person_decides_and_the_decision_expires_on_its_date() {
        var account = customer("10");
        wire.awaitJob(post("/api/v1/presets/b2b-accounts", ""));
        var importance =
                wire.getJson("/api/v1/customers/" + account + "/scores/importance/explanation")
                        .path("score");
        assertThat(importance.path("contributions"))
                .extracting(it -> it.path("dimension").asString())
                .containsExactly("purchasing-power", "cooperation-history", "future-potential");
        var overrides = "/api/v1/customers/" + account + "/tier/overrides";
        var decision =
                "{\"scheme\":\"b2b-accounts\",\"tier\":\"STRATEGIC\",\"approver\":\"director\","
                        + "\"reason\":\"Framework contract\",\"expiresOn\":\"%s\"}";
        assertThat(post(overrides, decision.formatted("2026-06-01"))).hasStatus(422);
        assertThat(post(overrides, decision.formatted("2026-07-01").replace("STRATEGIC", "X")))
                .hasStatus(404);

        var decided = post(overrides, decision.formatted("2026-07-01"));

        assertThat(decided).hasStatus(201);
        var tier = wire.getJson(tier(account, "b2b-accounts"));
        assertThat(tier.path("tier").asString()).isEqualTo("STRATEGIC");
        assertThat(tier.path("reviewAt").asString()).isEqualTo("2026-07-01");
        assertThat(tier.path("override").path("approver").asString()).isEqualTo("director");
        assertThat(tier.path("reasons").get(0).path("dimension").asString()).isEqualTo("override");
        assertThat(members("b2b-accounts", "STRATEGIC")).contains(account.value());

        clock.freeze(Instant.parse("2026-06-30T16:00:00Z"));
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published(TIER_TOPIC, account))
                                .filteredOn(
                                        it -> it.path("scheme").asString().equals("b2b-accounts"))
                                .extracting(it -> it.path("to").asString())
                                .containsExactly("ORDINARY", "STRATEGIC", "ORDINARY"));
        assertThat(wire.getJson(tier(account, "b2b-accounts")).path("tier").asString())
                .isEqualTo("ORDINARY");
        assertThat(
                        wire.getJson(tier(account, "b2b-accounts") + "&asOf=2026-06-30")
                                .path("tier")
                                .asString())
                .isEqualTo("STRATEGIC");

        var again = wire.json(post(overrides, decision.formatted("2026-08-01")));
        var one = overrides + "/" + again.path("id").asString();
        assertThat(wire.send("DELETE", one, "", Map.of("If-Match", "\"7\""))).hasStatus(412);
        assertThat(wire.send("DELETE", one, "", Map.of("If-Match", "\"1\""))).hasStatus(204);
        assertThat(wire.getJson(tier(account, "b2b-accounts")).path("tier").asString())
                .isEqualTo("ORDINARY");
        assertThat(wire.getJson(one).path("withdrawnAt").isString()).isTrue();
        assertThat(wire.getJson(overrides).path("items")).hasSize(2);
        assertThat(
                        wire.getJson(
                                        "/api/v1/customers/"
                                                + account
                                                + "/tier/history?scheme=b2b-accounts")
                                .path("items"))
                .extracting(it -> it.path("move").asString())
                .contains("OVERRIDDEN", "OVERRIDE_ENDED");
    }

    /** Over the broker: R4 and R5 in disorder, R6 by a replay of everything. */
    @Test
    void repeated_late_and_replayed_events_leave_every_tier_by_points_as_once_only_would() {
        assertThat(post(SCHEMES, scorecard("once"))).hasStatus(201);
        wire.awaitJob(post(SCHEMES + "/once/publish", ""));
        var random = new Random(456);
        var truth = new LinkedHashMap<CustomerId, CustomerFacts>();
        var deliveries = new ArrayList<Sent>();
        for (var number = 0; number < 25; number++) {
            var customer = TestEvents.newCustomer();
            var said = new ArrayList<Sent>();
            truth.put(customer, tell(customer, random, said));
            said.forEach(it -> deliveries.addAll(Collections.nCopies(1 + random.nextInt(3), it)));
        }

        deliver(deliveries, random, truth, 100);

        var rules = schemes.findAt("once", NOW).orElseThrow();
        var answers = new HashMap<CustomerId, JsonNode>();
        truth.forEach((customer, facts) -> {
            var answer = wire.getJson(tier(customer, "once"));
            answers.put(customer, answer);
            assertThat(answer.path("tier").asString("none"))
                    .isEqualTo(
                            rules.follow(facts, NOW)
                                    .map(it -> it.standing().tier())
                                    .orElse("none"));
            assertThat(answer.path("score").asString("none"))
                    .isEqualTo(
                            rules.score(facts, NOW)
                                    .map(it -> it.value().toPlainString())
                                    .orElse("none"));
        });
        assertThat(answers.values())
                .extracting(it -> it.path("tier").asString("none"))
                .contains("none", "PLAIN", "KEY");
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> {
                    var announced = announced(truth.keySet());
                    answers.forEach((customer, answer) ->
                            assertThat(last(announced.get(customer.value())))
                                    .isEqualTo(answer.path("tier").asString("none")));
                });

        var before = announced(truth.keySet());
        deliver(deliveries, random, truth, 101);
        answers.forEach((customer, answer) -> {
            var again = wire.getJson(tier(customer, "once"));
            for (var part : List.of("tier", "score", "contributions", "reasons", "inputsHash")) {
                assertThat(again.path(part)).isEqualTo(answer.path(part));
            }
        });
        assertThat(announced(truth.keySet())).isEqualTo(before);
    }

    /**
     * What was answered of the past stays; the change counts from the moment at which it was made.
     */
    @Test
    void a_retagged_account_moves_today_and_its_past_answers_stay() {
        var account = TestEvents.newCustomer();
        var retagged = NOW.plus(Duration.ofDays(9));
        assertThat(post(SCHEMES, judged())).hasStatus(201);
        wire.awaitJob(post(SCHEMES + "/judged/publish", ""));
        events.send(account, account(account, List.of("erp"), Map.of(), LONG_AGO), 1);
        awaitMoves(account, "judged", "PLAIN");
        var explanation =
                "/api/v1/customers/" + account + "/scores/tier/explanation?model=judged&asOf=";
        var before = wire.getJson(tier(account, "judged"));
        var explained = wire.getJson(explanation + NOW);

        clock.freeze(retagged.plus(Duration.ofDays(1)));
        var revenue = Map.of("revenue", "600000.00", "shoeSize", "44");
        events.send(account, account(account, List.of("potential-high"), revenue, retagged), 2);
        awaitMoves(account, "judged", "PLAIN", "KEY");

        var raised =
                events.published(TIER_TOPIC, account).stream()
                        .filter(it -> it.path("to").asString().equals("KEY"))
                        .findFirst()
                        .orElseThrow();
        assertThat(raised.path("since").asString()).isEqualTo("2026-06-10");
        assertThat(raised.path("direction").asString()).isEqualTo("RAISED");
        var now = wire.getJson(tier(account, "judged"));
        assertThat(now.path("tier").asString()).isEqualTo("KEY");
        assertThat(new BigDecimal(now.path("score").asString())).isEqualByComparingTo("90");
        var past = wire.getJson(tier(account, "judged") + "&asOf=" + NOW);
        for (var part : List.of("tier", "score", "contributions", "reasons", "inputsHash")) {
            assertThat(past.path(part)).as(part).isEqualTo(before.path(part));
        }
        var again = wire.getJson(explanation + NOW);
        assertThat(again.path("inputs")).isEqualTo(explained.path("inputs"));
        assertThat(again.path("score").path("value"))
                .isEqualTo(explained.path("score").path("value"));
        assertThat(tierAt(account, retagged.minusMillis(1))).isEqualTo("PLAIN");
        assertThat(tierAt(account, retagged)).isEqualTo("KEY");
        assertThat(wire.getJson(explanation + retagged).path("inputs"))
                .extracting(JsonNode::asString)
                .contains(
                        "potential|-|1|2025-08-05T04:00:00Z",
                        "potential|high|2|2026-06-10T04:00:00Z",
                        "revenue|-|1|2025-08-05T04:00:00Z",
                        "revenue|600000.00|2|2026-06-10T04:00:00Z");

        // Heard again, in any order: nothing more is said.
        events.send(account, account(account, List.of("erp"), Map.of(), LONG_AGO), 1);
        events.send(account, account(account, List.of("potential-high"), revenue, retagged), 2);
        events.send(account, account(account, List.of("potential-high"), revenue, retagged), 3);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(facts.find(account).orElseThrow().profile())
                                .extracting(Profile::sequence)
                                .isEqualTo(3L));
        assertThat(wire.getJson(tier(account, "judged")).path("inputsHash"))
                .isEqualTo(now.path("inputsHash"));
        awaitMoves(account, "judged", "PLAIN", "KEY");

        assertThat(foundBy("attributes.revenue", "gte", 600_000)).contains(account.value());
        assertThat(foundBy("attributes.revenue", "gt", 600_000)).doesNotContain(account.value());
        assertThat(
                        post(
                                "/api/v1/segments/preview",
                                "{\"predicate\":{\"field\":\"attributes.shoeSize\",\"op\":\"eq\","
                                        + "\"value\":\"44\"}}"))
                .as("not declared")
                .hasStatus(422);
    }

    private List<String> foundBy(String field, String operator, int value) {
        var found =
                post(
                        "/api/v1/segments/preview",
                        """
                        {"predicate":{"field":"%s","op":"%s","value":%d},"sampleSize":50}
                        """
                                .formatted(field, operator, value));
        return wire.json(found).path("sample").valueStream().map(JsonNode::asString).toList();
    }

    private String tierAt(CustomerId customer, Instant moment) {
        return wire.getJson(tier(customer, "judged") + "&asOf=" + moment).path("tier").asString();
    }

    private void awaitMoves(CustomerId customer, String scheme, String... tiers) {
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published(TIER_TOPIC, customer))
                                .filteredOn(it -> it.path("scheme").asString().equals(scheme))
                                .extracting(it -> it.path("to").asString())
                                .containsExactly(tiers));
    }

    /** Created where it is as old as the customer, else changed. */
    private static Record account(
            CustomerId customer, List<String> tags, Map<String, String> attributes, Instant at) {
        return at.equals(LONG_AGO)
                ? new CustomerCreatedV1(
                        customer.value(),
                        "ORGANIZATION",
                        "CN-SH",
                        null,
                        null,
                        null,
                        "zh-CN",
                        null,
                        tags,
                        attributes,
                        List.of("erp"),
                        LONG_AGO)
                : new CustomerUpdatedV1(
                        customer.value(),
                        "ORGANIZATION",
                        "CN-SH",
                        null,
                        null,
                        null,
                        "zh-CN",
                        null,
                        tags,
                        attributes,
                        List.of("erp"),
                        LONG_AGO,
                        at,
                        null);
    }

    /** By what sales think of an account and by what it earns, which it tells itself. */
    private static String judged() {
        return """
        {"id":"judged","name":{"en":"Accounts","zh":"客户分层"},"currency":"CNY",
         "zone":"Asia/Shanghai","membership":"P12M","grace":"P30D",
         "tiers":[{"tier":"PLAIN","name":{"en":"Plain","zh":"普通"},"points":"0"},
                  {"tier":"KEY","name":{"en":"Key","zh":"重点"},"points":"80"}],
         "dimensions":[
          {"code":"potential","name":{"en":"Potential","zh":"潜力"},"measure":"TAG","word":"potential-",
           "words":[{"value":"high","points":"60"}],
           "weight":"1","missing":{"policy":"POINTS","points":"5"}},
          {"code":"revenue","name":{"en":"Revenue","zh":"营收"},"measure":"ATTRIBUTE",
           "word":"attributes.revenue",
           "line":{"from":"0","fromPoints":"0","to":"1000000","toPoints":"50"},
           "weight":"1","missing":{"policy":"POINTS","points":"0"}}]}
        """;
    }

    private record Sent(CustomerId customer, Record event, long sequence) {}

    /**
     * @param said what is to be heard of the customer, what is wrong later included
     * @return what is true in the end
     */
    private static CustomerFacts tell(CustomerId customer, Random random, List<Sent> said) {
        var region = random.nextInt(4) == 0 ? null : "CN-SH";
        said.add(new Sent(customer, Wire.created(customer, LONG_AGO), 1));
        said.add(new Sent(customer, lives(customer, region), 2));
        var facts = new ArrayList<Fact>();
        facts.add(
                new Fact.Described(
                        new Profile(
                                2, "PERSON", region, null, null, null, null, Set.of(), Set.of(),
                                LONG_AGO)));
        for (var place = random.nextInt(8); place > 0; place--) {
            var id = TestEvents.newId("txn");
            var at = NOW.minus(Duration.ofMinutes(1 + random.nextInt(250 * 24 * 60)));
            for (var version = 1; version <= 2; version++) {
                var amount = BigDecimal.valueOf(random.nextInt(90_000), 2).toPlainString();
                said.add(new Sent(customer, Wire.sale(customer, id, at, amount), version));
                if (version == 2) {
                    facts.add(new Fact.Purchased(Fixtures.sale(id, at, amount)));
                }
            }
        }
        return CustomerFacts.nothingAbout(customer).learn(facts);
    }

    private static CustomerUpdatedV1 lives(CustomerId customer, @Nullable String region) {
        return new CustomerUpdatedV1(
                customer.value(),
                "PERSON",
                region,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                List.of(),
                LONG_AGO,
                NOW,
                null);
    }

    /** Ends when what was sent last in each partition has come: it changes no score. */
    private void deliver(
            List<Sent> deliveries,
            Random random,
            Map<CustomerId, CustomerFacts> truth,
            long sequence) {
        Collections.shuffle(deliveries, random);
        deliveries.forEach(it -> events.send(it.customer(), it.event(), it.sequence()));
        truth.forEach((customer, facts) -> {
            var region = Objects.requireNonNull(facts.profile()).region();
            events.send(customer, lives(customer, region), sequence);
            events.send(
                    customer,
                    new TransactionRecordedV1(
                            "mark-" + customer.value(),
                            customer.value(),
                            "SALE",
                            NOW,
                            "1.00",
                            "EUR",
                            "STORE",
                            "shop",
                            List.of(),
                            null,
                            null),
                    sequence);
        });
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> {
                    for (var customer : truth.keySet()) {
                        assertThat(facts.find(customer))
                                .hasValueSatisfying(known -> {
                                    assertThat(known.purchases())
                                            .filteredOn(it -> it.currency().equals("EUR"))
                                            .extracting(Purchase::sequence)
                                            .containsExactly(sequence);
                                    assertThat(known.profile())
                                            .extracting(Profile::sequence)
                                            .isEqualTo(sequence);
                                });
                    }
                });
    }

    /** By customer what was said of the scheme {@code once}. */
    private Map<String, List<JsonNode>> announced(Set<CustomerId> customers) {
        var announced = events.published(TIER_TOPIC, customers);
        announced.replaceAll((_, all) ->
                all.stream().filter(it -> it.path("scheme").asString().equals("once")).toList());
        return announced;
    }

    /** A lowering that is scheduled leaves the tier as it is. */
    private static String last(@Nullable List<JsonNode> announced) {
        return announced == null
                ? "none"
                : announced.stream()
                        .filter(it -> !it.has("expectedTier"))
                        .map(it -> it.path("to").asString("none"))
                        .reduce("none", (_, later) -> later);
    }

    private static String scorecard(String id) {
        return """
        {"id":"%s","name":{"en":"Accounts","zh":"客户分层"},"currency":"CNY",
         "zone":"Asia/Shanghai","membership":"P3M","grace":"P20D",
         "tiers":[{"tier":"PLAIN","name":{"en":"Plain","zh":"普通"},"points":"0"},
                  {"tier":"KEY","name":{"en":"Key","zh":"重点"},"points":"60"}],
         "dimensions":[
          {"code":"spend","name":{"en":"Spend","zh":"消费"},"measure":"NET_SPEND","window":"P120D",
           "line":{"from":"0","fromPoints":"0","to":"3000","toPoints":"100"},
           "weight":"0.7","missing":{"policy":"NO_TIER"}},
          {"code":"average","name":{"en":"Average","zh":"均值"},"measure":"AVERAGE_SALE",
           "window":"P90D","bands":[{"points":"5"},{"from":"400","points":"80"}],
           "weight":"0.3","missing":{"policy":"EXCLUDE_AND_RESCALE"}},
          {"code":"place","name":{"en":"Place","zh":"地区"},"measure":"ATTRIBUTE","word":"region",
           "words":[{"value":"CN-SH","points":"40"}],
           "weight":"0.2","missing":{"policy":"NO_TIER"}}]}
        """
                .formatted(id);
    }

    @Test
    void a_preset_is_set_up_once_by_one_call() {
        var made = post("/api/v1/presets/three-layer", "");
        wire.awaitJob(made);

        assertThat(made).hasStatus(201);
        assertThat(post("/api/v1/presets/three-layer", "")).hasStatus(200);
        assertThat(post("/api/v1/presets/retail-membership", "")).hasStatus(200);
        assertThat(post("/api/v1/presets/none", "")).hasStatus(404);
        assertThat(wire.getJson("/api/v1/presets").path("items"))
                .filteredOn(it -> it.path("present").asBoolean())
                .extracting(it -> it.path("name").asString())
                .contains("three-layer", "retail-membership");
        assertThat(wire.getJson(SCHEMES + "/three-layer").path("state").asString())
                .isEqualTo("PUBLISHED");
        assertThat(wire.getJson(tier(customer("20000"), "three-layer")).path("tier").asString())
                .isEqualTo("VIP");
        assertThat(
                        wire.getJson(
                                        "/api/v1/customers/"
                                                + customer("1")
                                                + "/scores/tier?model=three-layer")
                                .path("band")
                                .asString())
                .isEqualTo("ORDINARY");

        layersPhasesAndGoalsAreSetUpByOneCall();
        placesByValueAreDrawnByOneCall();
    }

    private void placesByValueAreDrawnByOneCall() {
        var best = customer("99999999");
        var none = TestEvents.newCustomer();
        facts.learn(Map.of(none, List.of(new Fact.Described(Fixtures.profile(LONG_AGO)))));

        var made = post("/api/v1/presets/value-3", "");
        wire.awaitJob(made);

        assertThat(made).hasStatus(201);
        assertThat(wire.getJson("/api/v1/presets/value-3").path("present").asBoolean()).isTrue();
        assertThat(wire.getJson(SCHEMES + "/value-3/cut-points").path("items"))
                .extracting(it -> it.path("number").asInt())
                .containsExactly(1);
        assertThat(wire.getJson(tier(best, "value-3")).path("tier").asString()).isEqualTo("HIGH");
        assertThat(wire.getJson(tier(none, "value-3")).path("tier").asString()).isEqualTo("LOW");
        var tiers = distribution("value-3");
        var all = tiers.values().stream().mapToLong(it -> it).sum();
        assertThat(5 * (tiers.getOrDefault("HIGH", 0L) - 1)).isLessThan(all);
        var again = post("/api/v1/presets/value-3", "");
        wire.awaitJob(again);
        assertThat(again).hasStatus(200);
        assertThat(wire.getJson(SCHEMES + "/value-3/cut-points").path("items")).hasSize(1);
    }

    @Test
    void a_preset_is_set_up_as_a_company_wants_it_and_again_after_it_was_retired() {
        var body =
                """
                {"currency":"EUR","zone":"Europe/Berlin",
                 "name":{"en":"Our behaviour","zh":"我们的分层"},
                 "tierNames":{"FREQUENT":{"en":"Regulars","zh":"常客"}}}
                """;
        var made = post("/api/v1/presets/behaviour-3", body);
        assertThat(made).hasStatus(201);
        wire.awaitJob(made);
        var scheme = wire.getJson(SCHEMES + "/behaviour-3");
        var version = scheme.path("version").asInt();
        assertThat(scheme.path("currency").asString()).isEqualTo("EUR");
        assertThat(scheme.path("zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(scheme.path("name").path("zh").asString()).isEqualTo("我们的分层");
        assertThat(scheme.path("levels").values())
                .extracting(it -> it.path("name").path("en").asString())
                .containsExactly("Never bought", "Buys now and then", "Regulars");
        assertThat(post("/api/v1/presets/behaviour-3", "")).hasStatus(200);
        assertThat(wire.getJson(SCHEMES + "/behaviour-3").path("currency").asString())
                .isEqualTo("EUR");

        wire.awaitJob(post(SCHEMES + "/behaviour-3/retire", ""));
        assertThat(wire.getJson("/api/v1/presets/behaviour-3").path("present").asBoolean())
                .isFalse();
        clock.freeze(NOW.plusSeconds(60));
        var again = post("/api/v1/presets/behaviour-3", "");
        assertThat(again).hasStatus(201);
        wire.awaitJob(again);
        var revived = wire.getJson(SCHEMES + "/behaviour-3");
        assertThat(revived.path("version").asInt()).isEqualTo(version + 1);
        assertThat(revived.path("state").asString()).isEqualTo("PUBLISHED");
        assertThat(revived.path("currency").asString()).isEqualTo("CNY");

        var wrong =
                post(
                        "/api/v1/presets/bank",
                        """
                        {"currency":"XXY","zone":"Mars/Base",
                         "tierNames":{"GOLD":{"en":"x","zh":"x"}}}
                        """);
        assertThat(wrong).hasStatus(422);
        assertThat(wire.json(wrong).path("errors").values())
                .extracting(it -> it.path("pointer").asString())
                .containsExactly("/currency", "/zone", "/tierNames/GOLD");
        assertThat(post("/api/v1/presets/bank", "{\"name\":{\"en\":\"\",\"zh\":\"x\"}}"))
                .hasStatus(422);
        assertThat(post("/api/v1/presets/lifecycle-4", "{\"currency\":\"EUR\"}")).hasStatus(422);
        assertThat(wire.getJson("/api/v1/presets/bank").path("present").asBoolean()).isFalse();
    }

    /** On the three layers that are there already. */
    private void layersPhasesAndGoalsAreSetUpByOneCall() {
        var vip = customer("20000");
        facts.learn(Map.of(TestEvents.newCustomer(), List.of(sale("30", Duration.ofDays(200)))));
        assertThat(wire.getJson("/api/v1/presets/333/goals").path("items")).isEmpty();

        var made = post("/api/v1/presets/333", "");
        assertThat(made).hasStatus(201);
        assertThat(made.getResponse().getHeader("Location")).isEqualTo("/api/v1/presets/333");
        wire.awaitJob(made);

        var again = post("/api/v1/presets/333", "");
        assertThat(again).hasStatus(200);
        wire.awaitJob(again);
        assertThat(wire.getJson("/api/v1/presets/333").path("present").asBoolean()).isTrue();
        var matrix = wire.getJson("/api/v1/matrix?x=tier&y=stage&tierScheme=three-layer");
        assertThat(matrix.path("customers").asLong()).isEqualTo(mongo.estimatedCount("standings"));
        assertThat(matrix.path("rows"))
                .extracting(it -> it.path("x").asString())
                .containsExactly("POTENTIAL", "ORDINARY", "VIP", "UNKNOWN");
        var vips = matrix.path("rows").get(2).path("customers").asLong();
        assertThat(members("three-layer", "VIP")).contains(vip.value()).hasSize((int) vips);

        var goals = wire.getJson("/api/v1/presets/333/goals").path("items");
        assertThat(goals)
                .extracting(it -> it.path("kpi").asString() + " " + it.path("due").asString())
                .containsExactly(
                        "VIP_SHARE 2027-06-01", "LOYAL_SHARE 2027-06-01", "LOST_SHARE 2027-06-01");
        assertThat(goals.get(0).path("customers").asLong()).isEqualTo(vips);
        assertThat(goals.get(0).path("actual").asString())
                .isEqualTo(goals.get(0).path("baseline").asString());
        assertThat(goals.get(2).path("customers").asLong())
                .isEqualTo(column(matrix, "LOST"))
                .isPositive();
        var goal = "/api/v1/presets/333/goals/VIP_SHARE";
        var changed =
                wire.send(
                        "PATCH", goal, "{\"target\":\"0.0001\",\"due\":\"2026-12-31\"}", Map.of());
        assertThat(changed).hasStatusOk();
        assertThat(wire.json(changed).path("attained").asBoolean()).isTrue();
        var changedGoal = wire.getJson("/api/v1/presets/333/goals").path("items").get(0);
        assertThat(changedGoal.path("target").asString()).isEqualTo("0.0001");
        assertThat(changedGoal.path("due").asString()).isEqualTo("2026-12-31");
        assertThat(changedGoal.path("baseline")).isEqualTo(goals.get(0).path("baseline"));
        for (var wrong : List.of("{\"target\":\"1.5\"}", "{\"due\":\"2026-01-01\"}")) {
            assertThat(wire.send("PATCH", goal, wrong, Map.of())).as(wrong).hasStatus(422);
        }
        assertThat(wire.send("PATCH", "/api/v1/presets/bank/goals/VIP_SHARE", "{}", Map.of()))
                .hasStatus(404);
        // Another lost customer moves the figure, and not its baseline.
        facts.learn(Map.of(TestEvents.newCustomer(), List.of(sale("30", Duration.ofDays(200)))));
        var later = wire.getJson("/api/v1/presets/333/goals").path("items").get(2);
        assertThat(later.path("customers").asLong())
                .isEqualTo(goals.get(2).path("customers").asLong() + 1);
        assertThat(later.path("baseline").asString())
                .isEqualTo(goals.get(2).path("baseline").asString());
    }

    private static long column(JsonNode matrix, String y) {
        return matrix.path("rows")
                .valueStream()
                .flatMap(row -> row.path("cells").valueStream())
                .filter(it -> it.path("y").asString().equals(y))
                .mapToLong(it -> it.path("customers").asLong())
                .sum();
    }

    @Test
    void four_stages_stand_beside_the_five() {
        var ada = TestEvents.newCustomer();
        facts.learn(Map.of(ada, List.of(sale("30", Duration.ofDays(10)))));
        var stage = "/api/v1/customers/" + ada + "/lifecycle";
        assertThat(wire.get(stage + "?scheme=lifecycle-4", "scores:read")).hasStatus(404);

        var made = post("/api/v1/presets/lifecycle-4", "");
        assertThat(made).hasStatus(201);
        wire.awaitJob(made);

        assertThat(post("/api/v1/presets/lifecycle-4", "")).hasStatus(200);
        assertThat(post("/api/v1/presets/lifecycle-5", "")).hasStatus(200);
        var four = wire.getJson(stage + "?scheme=lifecycle-4");
        assertThat(four.path("stage").asString()).isEqualTo("NEW");
        assertThat(four.path("rule").asString()).isEqualTo("first sale less than 90 days ago");
        assertThat(four.path("enteredAt").asString()).isEqualTo("2026-05-22T04:00:00.000Z");
        assertThat(wire.getJson(stage).path("stage").asString()).isEqualTo("FIRST_PURCHASE");
        assertThat(
                        wire.getJson(
                                        "/api/v1/customers/"
                                                + ada
                                                + "/scores/lifecycle?model=lifecycle-4")
                                .path("value")
                                .asString())
                .isEqualTo("1");
        var scheme = "/api/v1/lifecycle-schemes/lifecycle-4";
        var lists = wire.getJson(scheme + "/members?limit=1000&stage=NEW").path("items");
        assertThat(lists).extracting(it -> it.path("customerId").asString()).contains(ada.value());
        var counts = wire.getJson(scheme + "/distribution").path("stages");
        assertThat(counts.get(1).path("customers").asInt()).isEqualTo(lists.size());
        assertThat(wire.get(scheme + "/members?stage=LOYAL", "scores:read")).hasStatus(404);
        var matrix = wire.getJson("/api/v1/matrix?x=stage&y=tier&lifecycleScheme=lifecycle-4");
        assertThat(matrix.path("rows"))
                .extracting(it -> it.path("x").asString())
                .containsExactly("POTENTIAL", "NEW", "ACTIVE", "LOST", "UNKNOWN");
        assertThat(matrix.path("rows").get(1).path("customers").asInt()).isEqualTo(lists.size());
        assertThat(wire.get("/api/v1/matrix?x=stage&y=tier&lifecycleScheme=x", "scores:read"))
                .hasStatus(400);
        assertThat(wire.get("/api/v1/matrix?x=stage&y=tier&tierScheme=x", "scores:read"))
                .hasStatus(400);

        // Time moves both, each at its own moment.
        clock.freeze(Instant.parse("2026-08-20T04:00:01Z"));
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published("crm.lifecycle.v1", ada))
                                .extracting(it ->
                                        it.path("scheme").asString()
                                                + " "
                                                + it.path("to").asString()
                                                + " "
                                                + it.path("enteredAt").asString())
                                .containsExactlyInAnyOrder(
                                        "lifecycle-5 FIRST_PURCHASE 2026-05-22T04:00:00Z",
                                        "lifecycle-4 NEW 2026-05-22T04:00:00Z",
                                        "lifecycle-4 ACTIVE 2026-08-20T04:00:00Z"));
    }

    /** In a currency that no other customer has points for. */
    @Test
    void places_for_the_best_are_drawn_and_given_anew_and_told_with_their_table() {
        var ada = spender("900");
        var bob = spender("500");
        var carl = spender("100");
        var dora = spender("50");
        assertThat(post(SCHEMES, podium("podium", KEY_HALF, TOP_ONE))).hasStatus(201);
        assertThat(wire.json(post(SCHEMES + "/podium/publish", "")).path("code").asString())
                .isEqualTo("tier-scheme-not-simulated");
        assertThat(post(SCHEMES + "/podium/cut-points", "")).hasStatus(409);

        // draft, simulate, publish
        var simulation = simulate("podium");
        assertThat(cuts(simulation.path("cutPoints")))
                .containsExactly("KEY from 500, 2 of 2", "TOP from 900, 1 of 1");
        assertThat(simulation.path("cutPoints").path("customers").asInt()).isEqualTo(4);
        assertThat(after(simulation)).isEqualTo(Map.of("PLAIN", 2L, "KEY", 1L, "TOP", 1L));
        assertThat(wire.getJson(SCHEMES + "/podium/cut-points").path("items")).isEmpty();
        wire.awaitJob(post(SCHEMES + "/podium/publish", ""));
        assertThat(distribution("podium")).isEqualTo(after(simulation));
        assertThat(wire.get(tier(ada, "podium") + "&asOf=2026-05-31", "scores:read"))
                .as("nothing was drawn then")
                .hasStatus(404);
        var scheme = wire.getJson(SCHEMES + "/podium");
        assertThat(scheme.path("ties").asString()).isEqualTo("ALL_IN");
        assertThat(scheme.path("levels").get(1).path("quota").path("percent").asString())
                .isEqualTo("50");
        assertThat(scheme.path("levels").get(2).path("quota").path("customers").asInt())
                .isEqualTo(1);

        // Between two drawings a cut point is open to whoever reaches it.
        clock.freeze(NOW.plus(Duration.ofHours(20)));
        facts.learn(Map.of(carl, List.of(bought("2000"))));
        assertThat(tierOf(carl)).isEqualTo("TOP");
        assertThat(tierOf(ada)).isEqualTo("TOP");
        var answered = new HashMap<CustomerId, JsonNode>();
        for (var customer : List.of(ada, bob, carl, dora)) {
            answered.put(customer, wire.getJson(tier(customer, "podium")));
        }

        // Drawn anew, once for a repeated request.
        clock.freeze(NOW.plus(Duration.ofDays(1)));
        var key = Map.of("Idempotency-Key", "\"podium-june\"");
        var drawing = wire.send("POST", SCHEMES + "/podium/cut-points", "", key);
        assertThat(drawing).hasStatus(202);
        var repeated = wire.send("POST", SCHEMES + "/podium/cut-points", "", key);
        assertThat(repeated.getResponse().getHeader("Location"))
                .isEqualTo(drawing.getResponse().getHeader("Location"));
        wire.awaitJob(drawing);
        var tables = wire.getJson(SCHEMES + "/podium/cut-points").path("items");
        assertThat(tables)
                .extracting(it -> it.path("number").asInt(), it -> it.path("from").asString())
                .containsExactly(
                        tuple(2, "2026-06-02T04:00:00.000Z"), tuple(1, "2026-06-01T04:00:00.000Z"));
        assertThat(cuts(tables.get(0)))
                .containsExactly("KEY from 900, 2 of 2", "TOP from 1050, 1 of 1");
        assertThat(List.of(tierOf(ada), tierOf(bob), tierOf(carl), tierOf(dora)))
                .containsExactly("KEY", "PLAIN", "TOP", "PLAIN");
        assertThat(distribution("podium")).isEqualTo(Map.of("PLAIN", 2L, "KEY", 1L, "TOP", 1L));
        assertThat(members("podium", "TOP")).containsExactly(carl.value());
        var told =
                "2 of 2026-06-02T04:00:00Z TOP from 1050 points on, which 1 of 4 had for 1 places;"
                        + " KEY from 900 points on, which 2 of 4 had for 2 places";
        assertThat(cutPointsTold(wire.getJson(tier(ada, "podium")).path("reasons")))
                .isEqualTo(told);
        var explained =
                wire.getJson("/api/v1/customers/" + ada + "/scores/tier/explanation?model=podium")
                        .path("score");
        assertThat(explained.path("band").asString()).isEqualTo("KEY");
        assertThat(sum(explained.path("contributions")))
                .isEqualByComparingTo(explained.path("value").asString());
        assertThat(explained.path("contributions"))
                .filteredOn(it -> it.path("dimension").asString().equals("cutPoints"))
                .extracting(it -> it.path("rule").path("zh").asString())
                .containsExactly(
                        "TOP 为 1050 分起（4 人中 1 人达到，名额 1 个）；KEY 为 900 分起（4 人中 2 人达到，名额 2 个）");

        // The day before answers as it did that day.
        answered.forEach((customer, then) -> {
            var again = wire.getJson(tier(customer, "podium") + "&asOf=2026-06-02");
            for (var part :
                    List.of("tier", "since", "reviewAt", "score", "reasons", "inputsHash")) {
                assertThat(again.path(part)).as(part).isEqualTo(then.path(part));
            }
        });
        assertThat(
                        wire.getJson("/api/v1/customers/" + ada + "/tier/history?scheme=podium")
                                .path("items"))
                .extracting(it -> it.path("move").asString(), it -> it.path("at").asString())
                .containsExactly(
                        tuple("LOWERED", "2026-06-02T04:00:00.000Z"),
                        tuple("ENTERED", "2026-06-01T04:00:00.000Z"));
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> {
                    assertThat(moves(ada)).containsExactly("ENTERED TOP", "LOWERED KEY");
                    assertThat(moves(bob)).containsExactly("ENTERED KEY", "LOWERED PLAIN");
                    assertThat(moves(carl)).containsExactly("ENTERED PLAIN", "RAISED TOP");
                    assertThat(moves(dora)).containsExactly("ENTERED PLAIN");
                });
        assertThat(cutPointsTold(events.published(TIER_TOPIC, ada).getLast().path("reasons")))
                .isEqualTo(told);

        // Two at once are two tables, one after the other.
        var one = post(SCHEMES + "/podium/cut-points", "");
        var other = post(SCHEMES + "/podium/cut-points", "");
        wire.awaitJob(one);
        wire.awaitJob(other);
        assertThat(wire.getJson(SCHEMES + "/podium/cut-points").path("items"))
                .extracting(it -> it.path("number").asInt())
                .containsExactly(4, 3, 2, 1);
        assertThat(distribution("podium")).isEqualTo(Map.of("PLAIN", 2L, "KEY", 1L, "TOP", 1L));
        assertThat(moves(ada)).hasSize(2);
    }

    private static final String KEY_HALF = "\"quota\":{\"percent\":\"50\"}";
    private static final String TOP_ONE = "\"quota\":{\"customers\":1}";

    private CustomerId spender(String amount) {
        var customer = TestEvents.newCustomer();
        facts.learn(Map.of(customer, List.of(bought(amount))));
        return customer;
    }

    private Fact bought(String amount) {
        return new Fact.Purchased(
                new Purchase(
                        TestEvents.newId("txn"),
                        1,
                        Purchase.Kind.SALE,
                        clock.instant().minus(Duration.ofMinutes(1)),
                        new BigDecimal(amount),
                        "NZD",
                        "STORE"));
    }

    private String tierOf(CustomerId customer) {
        return wire.getJson(tier(customer, "podium")).path("tier").asString();
    }

    /** A point for each NZD of the average sale. */
    private static String podium(String id, String key, String top) {
        return """
        {"id":"%s","name":{"en":"Podium","zh":"领奖台"},"currency":"NZD",
         "zone":"Asia/Shanghai","membership":"P12M","grace":"P0D",
         "tiers":[{"tier":"PLAIN","name":{"en":"Plain","zh":"普通"},"points":"0"},
                  {"tier":"KEY","name":{"en":"Key","zh":"重点"},%s},
                  {"tier":"TOP","name":{"en":"Top","zh":"顶级"},%s}],
         "dimensions":[{"code":"average","name":{"en":"Average","zh":"均值"},
           "measure":"AVERAGE_SALE","window":"P365D",
           "line":{"from":"0","fromPoints":"0","to":"9000","toPoints":"9000"},
           "weight":"1","missing":{"policy":"NO_TIER"}}]}
        """
                .formatted(id, key, top);
    }

    private static List<String> cuts(JsonNode table) {
        return table.path("cuts")
                .valueStream()
                .map(it ->
                        "%s from %s, %d of %d"
                                .formatted(
                                        it.path("tier").asString(),
                                        it.path("points").asString(),
                                        it.path("reached").asInt(),
                                        it.path("places").asInt()))
                .toList();
    }

    private static String cutPointsTold(JsonNode reasons) {
        return reasons.valueStream()
                .filter(it -> it.path("dimension").asString().equals("cutPoints"))
                .map(it -> it.path("input").asString() + " " + it.path("rule").asString())
                .findFirst()
                .orElse("none");
    }

    private List<String> moves(CustomerId customer) {
        return events.published(TIER_TOPIC, customer).stream()
                .filter(it -> it.path("scheme").asString().equals("podium"))
                .map(it -> it.path("direction").asString() + " " + it.path("to").asString())
                .toList();
    }

    @Test
    void a_quota_that_makes_no_sense_is_told_where_and_why_in_both_languages() {
        var both = KEY_HALF + ",\"points\":\"10\"";
        isRefused(podium("wrong", both, TOP_ONE), "/tiers/1/quota", "Either points or a quota");
        isRefused(
                podium("wrong", KEY_HALF.replace("50", "100.1"), TOP_ONE),
                "/tiers/1/quota/percent",
                "More than 0, at most 100");
        isRefused(
                podium("wrong", KEY_HALF.replace("50", "0.0"), TOP_ONE),
                "/tiers/1/quota/percent",
                "More than 0, at most 100");
        isRefused(
                podium("wrong", KEY_HALF, KEY_HALF),
                "/tiers/2/quota",
                "Points rise from tier to tier, quotas fall");
        isRefused(
                podium("wrong", "\"quota\":{}", TOP_ONE),
                "/tiers/1/quota",
                "Either percent or customers");
        isRefused(
                podium("wrong", KEY_HALF, TOP_ONE).replace("\"points\":\"0\"}", KEY_HALF + "}"),
                "/tiers/0/quota",
                "The lowest tier is for everybody, from 0 points on");
        isRefused(
                scheme("wrong", "1").replace("\"grace\"", "\"ties\":\"ALL_OUT\",\"grace\""),
                "/ties",
                "Only with quotas");
        assertThat(post(SCHEMES, podium("patched", KEY_HALF, TOP_ONE))).hasStatus(201);
        assertThat(
                        wire.send(
                                "PATCH",
                                SCHEMES + "/patched",
                                "{\"tiers\":[{\"tier\":\"ALL\",\"points\":\"0\","
                                        + "\"name\":{\"en\":\"All\",\"zh\":\"全部\"}}]}",
                                Map.of("If-Match", "*")))
                .as("a patch may take the quotas away")
                .hasStatusOk();
        assertThat(post(SCHEMES + "/retail-membership/cut-points", "")).hasStatus(409);
        assertThat(wire.getJson(SCHEMES + "/retail-membership/cut-points").path("items")).isEmpty();
        assertThat(post(SCHEMES, scheme("no-quotas", "1"))).hasStatus(201);
        wire.awaitJob(post(SCHEMES + "/no-quotas/publish", ""));
        assertThat(wire.json(post(SCHEMES + "/no-quotas/cut-points", "")).path("code").asString())
                .isEqualTo("tier-scheme-no-quotas");
    }

    private void isRefused(String scheme, String pointer, String detail) {
        var english = post(SCHEMES, scheme);
        assertThat(english).hasStatus(422);
        assertThat(english.getResponse().getContentType()).startsWith("application/problem+json");
        assertThat(wire.json(english).path("errors"))
                .extracting(it -> it.path("pointer").asString(), it -> it.path("detail").asString())
                .containsExactly(tuple(pointer, detail));
        var chinese = wire.send("POST", SCHEMES, scheme, Map.of("Accept-Language", "zh-CN"));
        assertThat(wire.json(chinese).path("errors"))
                .extracting(it -> it.path("pointer").asString())
                .containsExactly(pointer);
        assertThat(wire.json(chinese).path("errors").get(0).path("detail").asString())
                .matches(".*\\p{IsHan}.*");
    }

    @Test
    void a_scheme_measures_what_other_definitions_say_and_moves_when_they_do() {
        var ada = TestEvents.newCustomer();
        var bob = TestEvents.newCustomer();
        facts.learn(
                Map.of(
                        ada, List.of(krona("900", 3), krona("800", 2), krona("700", 1)),
                        bob, List.of(krona("20", 70))));
        var model =
                wire.json(
                                post(
                                        "/api/v1/rfm-models",
                                        """
                                        {"name":"Krona","currency":"SEK","zone":"UTC","limits":
                                         {"recencyDays":[30,60],"frequency":[2,3],
                                          "monetary":["100","1000"]}}
                                        """))
                        .path("id")
                        .asString();
        isRefused(said("no-model"), "/dimensions/0/definition", NO_SUCH);
        isRefused(
                said(model)
                        .replace(
                                "\"weight\":\"0.5\"", "\"definition\":\"none\",\"weight\":\"0.5\""),
                "/dimensions/1/definition",
                NO_SUCH);
        assertThat(
                        post(
                                SCHEMES,
                                said(model)
                                        .replace(
                                                "\"measure\":\"ABC_CLASS\"",
                                                "\"definition\":\"x\",\"measure\":\"ABC_CLASS\"")))
                .as("always by the one in use")
                .hasStatus(422);

        // Before anything was said it is missing, and that is told.
        assertThat(post(SCHEMES, said(model))).hasStatus(201);
        var simulation = simulate("said");
        wire.awaitJob(post(SCHEMES + "/said/publish", ""));
        assertThat(distribution("said")).containsAllEntriesOf(after(simulation));
        assertThat(wire.getJson(tier(ada, "said")).path("tier").asString()).isEqualTo("PLAIN");
        assertThat(firstInput(ada)).isEqualTo("-");
        assertThat(
                        wire.getJson(SCHEMES + "/said")
                                .path("dimensions")
                                .get(0)
                                .path("definition")
                                .asString())
                .isEqualTo(model);

        // A run moves who it scores.
        clock.freeze(NOW.plus(Duration.ofHours(1)));
        wire.awaitJob(post("/api/v1/rfm-models/" + model + "/runs", "{}"));
        awaitMoves(ada, "said", "PLAIN", "KEY");
        awaitMoves(bob, "said", "PLAIN");
        var scored = wire.getJson(tier(ada, "said"));
        assertThat(scored.path("contributions").get(0).path("input").asString()).isEqualTo("9");
        assertThat(scored.path("contributions").get(0).path("rule").path("en").asString())
                .isEqualTo("50 points × 1, by " + model + "/1");
        assertThat(scored.path("contributions").get(0).path("rule").path("zh").asString())
                .endsWith("，依据 " + model + "/1");
        assertThat(sum(scored.path("contributions")))
                .isEqualByComparingTo(new BigDecimal(scored.path("score").asString()));

        // So does a classification, of which the past hears nothing.
        clock.freeze(NOW.plus(Duration.ofHours(2)));
        var classes = "{\"name\":\"Krona\",\"currency\":\"SEK\"}";
        var classified = post("/api/v1/abc-classifications", classes);
        wire.awaitJob(classified);
        var classification = wire.getJson("/api/v1/customers/" + ada + "/scores/abc");
        awaitMoves(ada, "said", "PLAIN", "KEY", "TOP");
        var explained =
                wire.getJson("/api/v1/customers/" + ada + "/scores/tier/explanation?model=said");
        assertThat(explained.path("inputs"))
                .extracting(JsonNode::asString)
                .contains(
                        "rfm|9|" + model + "/1|" + NOW.plus(Duration.ofHours(1)),
                        "class|A|%s|%s"
                                .formatted(
                                        classification.path("model").asString(),
                                        NOW.plus(Duration.ofHours(2))));
        var past = wire.getJson(tier(ada, "said") + "&asOf=" + NOW.plus(Duration.ofHours(1)));
        assertThat(past.path("tier").asString()).isEqualTo("KEY");
        assertThat(past.path("inputsHash")).isEqualTo(scored.path("inputsHash"));

        // Time does, as it does with the other scores.
        clock.freeze(NOW.plus(Duration.ofDays(45)));
        awaitMoves(ada, "said", "PLAIN", "KEY", "TOP", "PLAIN");

        // And what is taken out of use says nothing any longer.
        wire.awaitJob(post("/api/v1/rfm-models/" + model + "/retire", ""));
        wire.awaitJob(
                post(
                        "/api/v1/abc-classifications/"
                                + classification.path("model").asString()
                                + "/retire",
                        ""));
        assertThat(firstInput(ada)).isEqualTo("-");
    }

    private String firstInput(CustomerId customer) {
        return wire.getJson(tier(customer, "said"))
                .path("contributions")
                .get(0)
                .path("input")
                .asString();
    }

    private Fact krona(String amount, int daysAgo) {
        return new Fact.Purchased(
                new Purchase(
                        TestEvents.newId("txn"),
                        1,
                        Purchase.Kind.SALE,
                        NOW.minus(Duration.ofDays(daysAgo)),
                        new BigDecimal(amount),
                        "SEK",
                        "STORE"));
    }

    /** By the scores that a model, the main lifecycle and the classification in use give. */
    private static String said(String model) {
        return """
        {"id":"said","name":{"en":"Said by others","zh":"综合评分"},"currency":"SEK",
         "zone":"UTC","membership":"P1D","grace":"P0D",
         "tiers":[{"tier":"PLAIN","name":{"en":"Plain","zh":"普通"},"points":"0"},
                  {"tier":"KEY","name":{"en":"Key","zh":"重点"},"points":"50"},
                  {"tier":"TOP","name":{"en":"Top","zh":"顶级"},"points":"80"}],
         "dimensions":[
          {"code":"rfm","name":{"en":"RFM","zh":"RFM"},"measure":"RFM_SCORE","definition":"%s",
           "bands":[{"points":"0"},{"from":"9","points":"50"}],
           "weight":"1","missing":{"policy":"POINTS","points":"0"}},
          {"code":"stage","name":{"en":"Stage","zh":"阶段"},"measure":"LIFECYCLE_STAGE",
           "words":[{"value":"REPEAT","points":"10"}],"otherwise":"0",
           "weight":"0.5","missing":{"policy":"NO_TIER"}},
          {"code":"class","name":{"en":"Class","zh":"类别"},"measure":"ABC_CLASS",
           "words":[{"value":"A","points":"30"},{"value":"B","points":"10"}],"otherwise":"0",
           "weight":"1","missing":{"policy":"POINTS","points":"0"}}]}
        """
                .formatted(model);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThat(post(SCHEMES + "/none/publish", "")).hasStatus(404);
        assertThat(wire.get(SCHEMES + "/retail-membership?version=2", "scores:read"))
                .hasStatus(404);
        var faults =
                wire.json(
                        post(
                                SCHEMES,
                                scheme("wrong", "1")
                                        .replace("CNY", "XXY")
                                        .replace("\"window\":\"P365D\",", "")));
        assertThat(faults.path("errors"))
                .extracting(it -> it.path("pointer").asString())
                .containsExactlyInAnyOrder("/currency", "/dimensions/0");
        assertThat(
                        post(
                                SCHEMES,
                                scheme("wrong", "1")
                                        .replace("\"weight\":\"1\"", "\"weight\":\"x\"")))
                .hasStatus(422);
        assertThat(
                        post(
                                SCHEMES,
                                scheme("wrong", "1")
                                        .replace("\"points\":\"10\"}]", "\"points\":\"0\"}]")))
                .hasStatus(422);
    }

    private CustomerId customer(String spent) {
        var customer = TestEvents.newCustomer();
        facts.learn(Map.of(customer, List.of(sale(spent, Duration.ofHours(1)))));
        return customer;
    }

    private Fact sale(String amount, Duration ago) {
        return new Fact.Purchased(
                Fixtures.sale(TestEvents.newId("txn"), clock.instant().minus(ago), amount));
    }

    private static String tier(CustomerId customer, String scheme) {
        return "/api/v1/customers/" + customer + "/tier?scheme=" + scheme;
    }

    private static String scheme(String id, String keyFrom) {
        return """
        {"id":"%s","name":{"en":"Accounts","zh":"客户分层"},"currency":"CNY",
         "zone":"Asia/Shanghai","membership":"P12M","grace":"P30D",
         "tiers":[{"tier":"PLAIN","name":{"en":"Plain","zh":"普通"},"points":"0"},
                  {"tier":"KEY","name":{"en":"Key","zh":"重点"},"points":"10"}],
         "dimensions":[{"code":"spend","name":{"en":"Spend","zh":"消费"},
           "measure":"NET_SPEND","window":"P365D",
           "bands":[{"points":"0"},{"from":"%s","points":"10"}],
           "weight":"1","missing":{"policy":"NO_TIER"}}]}
        """
                .formatted(id, keyFrom);
    }

    private MvcTestResult post(String uri, String body) {
        return wire.send("POST", uri, body, Map.of());
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

    private Map<String, Long> distribution(String scheme) {
        var counts = new HashMap<String, Long>();
        for (var tier : wire.getJson(SCHEMES + "/" + scheme + "/distribution").path("tiers")) {
            counts.put(tier.path("tier").asString(), tier.path("customers").asLong());
        }
        return counts;
    }

    private List<String> members(String scheme, String tier) {
        return wire.getJson(SCHEMES + "/" + scheme + "/members?limit=1000&tier=" + tier)
                .path("items")
                .valueStream()
                .map(it -> it.path("customerId").asString())
                .toList();
    }

    private static BigDecimal sum(JsonNode contributions) {
        return contributions
                .valueStream()
                .map(it -> new BigDecimal(it.path("points").asString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
