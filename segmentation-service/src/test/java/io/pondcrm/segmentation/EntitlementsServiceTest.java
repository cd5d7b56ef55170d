package io.pondcrm.segmentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What customers of a tier are entitled to, what time there is for them, and how many there are.
 * Grants lie in years in which no other test's customers move, each test's in another one.
 */
@PondTest(shared = "segmentation")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class EntitlementsServiceTest {

    static final Instant NOW = Instant.parse("2024-03-01T04:00:00Z");
    static final String TIERS = "crm.tier.v1";
    static final Path EXAMPLES = Path.of("../examples/retail-benefits.json");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired TestClock clock;
    @Autowired MongoOperations mongo;

    @BeforeEach
    void march() {
        clock.freeze(NOW);
    }

    @Test
    void a_card_brings_its_benefits_and_a_better_card_brings_others() throws IOException {
        var made = exampleBenefits();
        var ada = TestEvents.newCustomer();
        facts.learn(
                Map.of(
                        ada,
                        List.of(
                                new Fact.Described(Fixtures.profile(Fixtures.day("2024-02-01"))),
                                sale(Instant.parse("2024-02-15T02:00:00Z"), "2500.00"))));

        await().atMost(Wire.PATIENCE).untilAsserted(() -> assertThat(announced(ada)).hasSize(1));
        var silver = entitlements(ada, "");
        assertThat(silver)
                .extracting(it -> it.path("kind").asString())
                .containsExactlyInAnyOrder("DISCOUNT", "POINTS_RATE", "OFFER");
        var discount = ofKind(silver, "DISCOUNT");
        assertThat(discount.path("parameters").path("percentOff").asInt()).isEqualTo(5);
        assertThat(discount.path("why").path("tier").asString()).isEqualTo("SILVER");
        assertThat(discount.path("why").path("scheme").asString()).isEqualTo("retail-membership");
        assertThat(discount.path("since").asString()).isEqualTo("2024-02-15T02:00:00.000Z");
        assertThat(discount.path("until").asString()).isEqualTo("2024-12-31T00:00:00.000Z");
        assertThat(discount.path("name").path("zh").asString()).isEqualTo("会员折扣");

        facts.learn(Map.of(ada, List.of(sale(NOW, "9000.00"))));

        var gold = entitlements(ada, "");
        assertThat(gold)
                .extracting(it -> it.path("kind").asString())
                .containsExactlyInAnyOrder("DISCOUNT", "POINTS_RATE", "SERVICE");
        assertThat(ofKind(gold, "DISCOUNT").path("parameters").path("percentOff").asInt())
                .isEqualTo(10);
        // The grants were made in March: of February they tell only who asks for it.
        assertThat(entitlements(ada, "?asOf=2024-02-20")).isEmpty();
        assertThat(entitlements(ada, "?asOf=2024-02-20&knownAt=2024-03-02")).isEqualTo(silver);
        assertThat(
                        wire.get(
                                "/api/v1/customers/"
                                        + ada
                                        + "/entitlements?asOf=2024-02-20&knownAt=2024-02-19",
                                "scores:read"))
                .hasStatus(400);
        var standard = entitlements(ada, "?asOf=2024-02-10&knownAt=2024-03-02");
        assertThat(standard).hasSize(1);
        assertThat(standard.get(0).path("parameters").path("percentOff").asInt()).isEqualTo(2);
        assertThat(
                        wire.get(
                                "/api/v1/customers/" + ada + "/entitlements?asOf=2024-01-31",
                                "scores:read"))
                .hasStatus(404);

        await().atMost(Wire.PATIENCE).untilAsserted(() -> assertThat(announced(ada)).hasSize(2));
        var first = announced(ada).getFirst();
        assertThat(first.path("tier").asString()).isEqualTo("SILVER");
        assertThat(first.path("cause").path("eventType").asString()).isEqualTo("tier.changed.v1");
        assertThat(ids(first.path("gained")))
                .containsExactlyInAnyOrder(
                        made.get("DISCOUNT"), made.get("POINTS_RATE"), made.get("OFFER"));
        var second = announced(ada).getLast();
        assertThat(second.path("scheme").asString()).isEqualTo("retail-membership");
        assertThat(second.path("tier").asString()).isEqualTo("GOLD");
        assertThat(ids(second.path("gained"))).containsExactly(made.get("SERVICE"));
        assertThat(ids(second.path("lost"))).containsExactly(made.get("OFFER"));
        assertThat(second.path("tierLeft").asBoolean()).isFalse();
        assertThat(second.path("ended"))
                .singleElement()
                .satisfies(it -> assertThat(it.path("kind").asString()).isEqualTo("OFFER"));
        var percentOff = ofKind(second.path("entitlements").valueStream().toList(), "DISCOUNT");
        assertThat(percentOff.path("parameters").path("percentOff").asInt()).isEqualTo(10);
        assertThat(percentOff.path("until").asString()).isEqualTo("2024-12-31T00:00:00Z");
        assertThat(ids(second.path("altered")))
                .containsExactlyInAnyOrder(made.get("DISCOUNT"), made.get("POINTS_RATE"));
        assertThat(wire.getJson("/api/v1/benefits").path("items"))
                .extracting(it -> it.path("id").asString())
                .containsAll(made.values());
    }

    @Test
    void a_move_that_comes_again_or_late_is_announced_once() {
        clock.freeze(Instant.parse("2023-06-01T12:00:00Z"));
        var benefit = benefit();
        grant(benefit, "SILVER", "{\"percentOff\":7}", "2023-01-01", "2023-12-31");
        var bob = TestEvents.newCustomer();
        facts.learn(Map.of(bob, List.of(sale(clock.instant(), "2500.00"))));
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> assertThat(has(announced(bob), benefit)).isTrue());

        var again = TestEvents.newId("evt");
        send(bob, again, moved(bob, "STANDARD", "SILVER"), 1);
        send(bob, again, moved(bob, "STANDARD", "SILVER"), 1);
        send(bob, TestEvents.newId("evt"), moved(bob, "SILVER", "STANDARD"), 2);

        // What comes after them on the customer's partition shows that they were taken in.
        facts.learn(Map.of(bob, List.of(sale(clock.instant(), "9000.00"))));
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> assertThat(has(announced(bob), benefit)).isFalse());
        assertThat(announced(bob))
                .extracting(it -> it.path("tier").asString())
                .containsExactly("SILVER", "GOLD");
        assertThat(ids(announced(bob).getLast().path("lost"))).containsExactly(benefit);
    }

    @Test
    void
            a_grant_is_told_to_all_who_hold_its_tier_when_it_is_made_when_it_begins_and_when_it_ends() {
        clock.freeze(Instant.parse("2019-03-01T04:00:00Z"));
        var benefit = benefit();
        var hal = TestEvents.newCustomer();
        var ida = TestEvents.newCustomer();
        facts.learn(
                Map.of(
                        hal, List.of(sale(clock.instant(), "12000.00")),
                        ida, List.of(sale(clock.instant(), "20.00"))));

        var made =
                wire.send(
                        "POST",
                        "/api/v1/benefits/" + benefit + "/grants",
                        grantBody("GOLD", "{\"percentOff\":10}", "2019-01-01", "2019-06-01"),
                        Map.of());
        wire.awaitJob(made);
        var next =
                wire.send(
                        "POST",
                        "/api/v1/benefits/" + benefit + "/grants",
                        grantBody("GOLD", "{\"percentOff\":12}", "2019-06-01", "2019-12-31"),
                        Map.of());
        assertThat(next.getResponse().getHeader("Link")).isNull();
        await().atMost(Wire.PATIENCE).untilAsserted(() -> assertThat(announced(hal)).hasSize(1));
        var first = announced(hal).getFirst();
        assertThat(ids(first.path("gained"))).containsExactly(benefit);
        assertThat(first.path("entitlements").get(0).path("until").asString())
                .isEqualTo("2019-06-01T00:00:00Z");

        // Both are reached at once: the one that ends, and the one that begins.
        clock.freeze(Instant.parse("2019-06-01T00:00:00Z"));
        await().atMost(Wire.PATIENCE).untilAsserted(() -> assertThat(announced(hal)).hasSize(2));
        var second = announced(hal).getLast();
        assertThat(second.path("cause").path("kind").asString()).isEqualTo("TIME");
        assertThat(ids(second.path("altered"))).containsExactly(benefit);
        assertThat(second.path("changedAt").asString()).isEqualTo("2019-06-01T00:00:00Z");

        var uri =
                "/api/v1/benefits/" + benefit + "/grants/" + wire.json(next).path("id").asString();
        clock.freeze(Instant.parse("2019-07-01T00:00:00Z"));
        var ended = wire.send("DELETE", uri, "", Map.of("If-Match", "\"3\""));
        assertThat(ended).hasStatus(204);
        wire.awaitJob(ended);
        await().atMost(Wire.PATIENCE).untilAsserted(() -> assertThat(announced(hal)).hasSize(3));
        var third = announced(hal).getLast();
        assertThat(third.path("cause").path("kind").asString()).isEqualTo("DEFINITION");
        assertThat(ids(third.path("lost"))).containsExactly(benefit);
        assertThat(third.path("ended").get(0).path("parameters").path("percentOff").asInt())
                .isEqualTo(12);
        assertThat(third.path("entitlements")).isEmpty();
        assertThat(third.path("tier").asString()).isEqualTo("GOLD");
        assertThat(announced(ida)).isEmpty();
    }

    @Test
    void a_benefit_by_a_persons_decision_ends_with_it() {
        clock.freeze(Instant.parse("2018-03-01T04:00:00Z"));
        var benefit = benefit();
        grant(benefit, "GOLD", "{\"percentOff\":10}", "2018-01-01", "2018-12-31");
        var jon = TestEvents.newCustomer();
        facts.learn(Map.of(jon, List.of(sale(clock.instant(), "20.00"))));
        var decided =
                wire.send(
                        "POST",
                        "/api/v1/customers/" + jon + "/tier/overrides",
                        """
                        {"scheme":"retail-membership","tier":"GOLD","approver":"director-east",
                         "reason":"Press","expiresOn":"2018-03-10"}
                        """,
                        Map.of());
        assertThat(decided).hasStatus(201);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> assertThat(has(announced(jon), benefit)).isTrue());
        assertThat(announced(jon).getLast().path("entitlements").get(0).path("until").asString())
                .isEqualTo("2018-03-09T16:00:00Z");

        clock.freeze(Instant.parse("2018-03-09T16:00:00Z"));

        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> assertThat(has(announced(jon), benefit)).isFalse());
        assertThat(announced(jon)).hasSize(2);
    }

    @Test
    void a_grant_ends_and_the_past_stays_told() {
        clock.freeze(Instant.parse("2022-03-01T04:00:00Z"));
        var benefit = benefit();
        var grant = grant(benefit, "STANDARD", "{\"percentOff\":3}", "2022-01-01", "2022-12-31");
        var eve = TestEvents.newCustomer();
        facts.learn(
                Map.of(
                        eve,
                        List.of(new Fact.Described(Fixtures.profile(Fixtures.day("2022-02-01"))))));
        var uri = "/api/v1/benefits/" + benefit + "/grants/" + grant;

        assertThat(wire.send("DELETE", uri, "", Map.of())).hasStatus(428);
        assertThat(wire.send("DELETE", uri, "", Map.of("If-Match", "\"1\""))).hasStatus(412);
        assertThat(wire.send("DELETE", uri, "", Map.of("If-Match", "\"2\""))).hasStatus(204);
        assertThat(wire.send("DELETE", uri, "", Map.of("If-Match", "\"3\""))).hasStatus(409);

        assertThat(wire.getJson(uri).path("validUntil").asString())
                .isEqualTo("2022-03-01T04:00:00.000Z");
        assertThat(ofBenefit(entitlements(eve, ""), benefit)).isEmpty();
        assertThat(ofBenefit(entitlements(eve, "?asOf=2022-02-20"), benefit)).isEmpty();
        assertThat(ofBenefit(entitlements(eve, "?asOf=2022-02-20&knownAt=2022-03-02"), benefit))
                .hasSize(1);
        assertThat(wire.send("DELETE", uri + "x", "", Map.of("If-Match", "\"3\""))).hasStatus(404);
    }

    @Test
    void what_can_not_be_granted_is_refused_with_its_place() {
        var reference =
                wire.send(
                        "POST",
                        "/api/v1/benefits",
                        """
                        {"name":{"en":"x","zh":"x"},"kind":"DISCOUNT","parametersSchema":
                         {"type":"object","properties":{"a":{"$ref":"http://localhost/a"}}}}
                        """,
                        Map.of());
        assertThat(reference).hasStatus(422);
        assertThat(wire.json(reference).path("errors").get(0).path("pointer").asString())
                .isEqualTo("/parametersSchema/properties/a/$ref");

        var benefit = benefit();
        grant(benefit, "GOLD", "{\"percentOff\":5}", "2021-01-01", "2021-12-31");
        var grants = "/api/v1/benefits/" + benefit + "/grants";
        var again =
                wire.send(
                        "POST",
                        grants,
                        grantBody("GOLD", "{\"percentOff\":6}", "2021-06-01", "2022-01-01"),
                        Map.of());
        assertThat(again).hasStatus(409);
        assertThat(wire.json(again).path("code").asString()).isEqualTo("benefit-granted-already");
        var faulty =
                wire.send(
                        "POST",
                        grants,
                        grantBody("PLATINUM", "{\"percentOff\":60}", "2024-06-01", "2024-06-01"),
                        Map.of());
        assertThat(faulty).hasStatus(422);
        assertThat(wire.json(faulty).path("errors"))
                .extracting(it -> it.path("pointer").asString())
                .containsExactly("/tier", "/validUntil", "/parameters/percentOff");
        assertThat(wire.get("/api/v1/benefits/ben_none", "scores:read")).hasStatus(404);
        assertThat(wire.get("/api/v1/customers/cus_none/entitlements", "scores:read"))
                .hasStatus(404);
    }

    @Test
    void a_plan_serves_the_most_value_and_neglects_nobody() {
        var made =
                wire.send(
                        "POST",
                        "/api/v1/resource-plans",
                        planBody("100"),
                        Map.of("Idempotency-Key", "\"planned-once\""));
        assertThat(made).hasStatus(201);
        var plan = wire.json(made);
        assertThat(plan.path("tiers"))
                .extracting(it -> it.path("tier").asString() + " " + it.path("hours").asString())
                .containsExactly("STANDARD 25.00", "SILVER 25.00", "GOLD 50.00");
        assertThat(plan.path("tiers").get(2).path("serviceLevel").asString()).isEqualTo("1.0000");
        assertThat(plan.path("valueServed").path("amount").asString()).isEqualTo("65000.00");
        assertThat(plan.path("teams").get(0).path("used").asString()).isEqualTo("100.00");
        var uri = "/api/v1/resource-plans/" + plan.path("id").asString();
        assertThat(wire.getJson(uri)).isEqualTo(plan);
        assertThat(wire.getJson("/api/v1/resource-plans").path("items").valueStream())
                .contains(plan);

        var fairness = wire.getJson(uri + "/fairness");
        assertThat(fairness.path("customersUnderFloor").asInt()).isZero();
        assertThat(fairness.path("tiers"))
                .allMatch(it -> it.path("customersUnderFloor").asInt() == 0)
                .hasSize(3);
        assertThat(wire.get("/api/v1/resource-plans/plan_none/fairness", "scores:read"))
                .hasStatus(404);
    }

    @Test
    void a_plan_without_enough_time_says_how_much_is_missing() {
        var refused = wire.send("POST", "/api/v1/resource-plans", planBody("60"), Map.of());

        assertThat(refused).hasStatus(422);
        var problem = wire.json(refused);
        assertThat(problem.path("code").asString()).isEqualTo("resource-plan-hours-missing");
        assertThat(problem.path("detail").asString())
                .startsWith("10.00 hours are missing: the floors take 70.00, the teams have 60.00");
        assertThat(problem.path("errors").get(0).path("pointer").asString())
                .endsWith("/minServiceLevel");
        var faulty =
                wire.send(
                        "POST",
                        "/api/v1/resource-plans",
                        """
                        {"name":"x","teams":[{"id":"a","hours":"1"},{"id":"a","hours":"1","tiers":["IRON"]}],
                         "tiers":[{"tier":"GOLD","hoursPerCustomer":"1","minServiceLevel":"0",
                                   "valueAtRisk":{"amount":"-1.00","currency":"CNY"}}]}
                        """,
                        Map.of());
        assertThat(wire.json(faulty).path("errors"))
                .extracting(it -> it.path("pointer").asString())
                .containsExactly("/teams/1/id", "/teams/1/tiers", "/tiers", "/tiers/0/valueAtRisk");
    }

    @Test
    void customers_and_their_value_are_counted_where_they_are_not_given() {
        var gil = TestEvents.newCustomer();
        facts.learn(Map.of(gil, List.of(sale(NOW.minusSeconds(60), "12000.00"))));

        var made =
                wire.send(
                        "POST",
                        "/api/v1/resource-plans",
                        """
                        {"name":"Counted","teams":[{"id":"all","hours":"1000000"}],"tiers":[
                         {"tier":"STANDARD","hoursPerCustomer":"0.10","minServiceLevel":"0.5"},
                         {"tier":"SILVER","hoursPerCustomer":"0.20","minServiceLevel":"0.5"},
                         {"tier":"GOLD","hoursPerCustomer":"0.30","minServiceLevel":"1"}]}
                        """,
                        Map.of());

        assertThat(made).hasStatus(202);
        wire.awaitJob(made);
        var job = wire.getJson(String.valueOf(made.getResponse().getHeader("Location")));
        var plan = wire.getJson(job.path("resultUrl").asString());
        var gold = plan.path("tiers").get(2);
        assertThat(gold.path("customers").asInt()).isPositive();
        assertThat(gold.path("valueComputed").asBoolean()).isTrue();
        assertThat(new BigDecimal(gold.path("valueAtRisk").path("amount").asString()))
                .isGreaterThanOrEqualTo(new BigDecimal("12000.00"));
        var fairness =
                wire.getJson("/api/v1/resource-plans/" + plan.path("id").asString() + "/fairness");
        assertThat(fairness.path("customersUnderFloorNow").asInt()).isZero();
    }

    @Test
    void every_customer_stands_in_the_matrix_once() {
        facts.learn(Map.of(TestEvents.newCustomer(), List.of(sale(NOW, "12000.00"))));
        var known = TestEvents.newCustomer().value();
        mongo.getCollection("standings")
                .insertOne(
                        new Document("_id", known)
                                .append(
                                        "rfm",
                                        List.of(
                                                new Document("model", "rfm-other")
                                                        .append("segment", "LOST"),
                                                new Document("model", "rfm-default")
                                                        .append("segment", "CHAMPIONS")))
                                .append("abc", new Document("abcClass", "A")));
        try {
            var all = mongo.count(new Query(), "standings");
            var tiers = wire.getJson("/api/v1/matrix?x=tier&y=stage");
            var scores = wire.getJson("/api/v1/matrix?x=rfmSegment&y=abcClass");

            assertThat(tiers.path("customers").asLong()).isEqualTo(all);
            assertThat(tiers.path("rows"))
                    .extracting(it -> it.path("x").asString())
                    .containsExactly("STANDARD", "SILVER", "GOLD", "UNKNOWN");
            assertThat(tiers.path("rows"))
                    .allMatch(row ->
                            row.path("customers").asLong()
                                    == row.path("cells")
                                            .valueStream()
                                            .mapToLong(it -> it.path("customers").asLong())
                                            .sum());
            assertThat(tiers.path("rows").get(3).path("customers").asLong()).isPositive();
            assertThat(cell(tiers, "GOLD", "FIRST_PURCHASE")).isPositive();
            assertThat(scores.path("customers").asLong()).isEqualTo(all);
            assertThat(cell(scores, "CHAMPIONS", "A")).isPositive();
            var counts =
                    wire.getJson("/api/v1/tier-schemes/retail-membership/distribution")
                            .path("tiers");
            for (var at = 0; at < counts.size(); at++) {
                assertThat(tiers.path("rows").get(at).path("customers").asLong())
                        .isEqualTo(counts.get(at).path("customers").asLong());
            }
        } finally {
            mongo.getCollection("standings").deleteOne(new Document("_id", known));
        }
        assertThat(wire.get("/api/v1/matrix?x=tier&y=tier", "scores:read")).hasStatus(400);
        assertThat(wire.get("/api/v1/matrix?x=tier&y=shoes", "scores:read")).hasStatus(400);
    }

    @Test
    void a_stage_has_a_strategy_that_nobody_overwrites_unseen() {
        var lost = "/api/v1/lifecycle-schemes/lifecycle-5/stages/LOST/strategy";
        assertThat(wire.get(lost, "scores:read")).hasStatus(404);

        var first = "{\"playbook\":\"win-back\",\"aim\":\"Another purchase\"}";
        var other = "{\"playbook\":\"win-back-softly\"}";
        assertThat(wire.send("PUT", lost, first, Map.of())).hasStatus(200);
        assertThat(wire.send("PUT", lost, other, Map.of())).hasStatus(412);
        assertThat(wire.send("PUT", lost, other, Map.of("If-Match", "\"1\""))).hasStatus(200);

        assertThat(wire.getJson(lost).path("playbook").asString()).isEqualTo("win-back-softly");
        assertThat(wire.getJson(lost).path("version").asInt()).isEqualTo(2);
        assertThat(wire.getJson("/api/v1/lifecycle-schemes/lifecycle-5/strategies").path("items"))
                .extracting(it -> it.path("stage").asString())
                .contains("LOST");
        assertThat(
                        wire.send(
                                "PUT",
                                "/api/v1/lifecycle-schemes/lifecycle-5/stages/IDLE/strategy",
                                first,
                                Map.of()))
                .hasStatus(404);
    }

    @Test
    void whoever_enters_a_stage_brings_along_the_playbook_of_its_strategy() {
        var repeat = "/api/v1/lifecycle-schemes/lifecycle-5/stages/REPEAT/strategy";
        var before = enteredRepeat();
        assertThat(before.path("playbook").isNull()).isTrue();
        assertThat(before.path("strategyVersion").isNull()).isTrue();

        assertThat(wire.send("PUT", repeat, "{\"playbook\":\"thank-you\"}", Map.of()))
                .hasStatus(200);
        // Within the refresh, for whoever enters from then on.
        await().atMost(Wire.PATIENCE)
                .until(() -> enteredRepeat().path("playbook").asString(""), "thank-you"::equals);
        assertThat(
                        wire.send(
                                "PUT",
                                repeat,
                                "{\"playbook\":\"thank-you-twice\"}",
                                Map.of("If-Match", "\"1\"")))
                .hasStatus(200);

        await().atMost(Wire.PATIENCE)
                .until(() -> enteredRepeat().path("strategyVersion").asLong(), it -> it == 2);
    }

    /** What is announced of a customer who buys twice. */
    private JsonNode enteredRepeat() {
        var customer = TestEvents.newCustomer();
        facts.learn(
                Map.of(
                        customer,
                        List.of(
                                new Fact.Described(Fixtures.profile(NOW.minusSeconds(60))),
                                sale(NOW.minusSeconds(50), "10.00"),
                                sale(NOW.minusSeconds(40), "10.00"))));
        var entered =
                await().atMost(Wire.PATIENCE)
                        .until(
                                () -> events.published("crm.lifecycle.v1", customer),
                                it -> !it.isEmpty());
        assertThat(entered).extracting(it -> it.path("to").asString()).containsExactly("REPEAT");
        return entered.getFirst();
    }

    @Test
    void a_segment_that_buys_less_of_a_category_has_a_gap_there() {
        var category = TestEvents.newId("cat");
        facts.learn(
                Map.of(
                        TestEvents.newCustomer(),
                        List.of(
                                new Fact.Purchased(
                                        new Purchase(
                                                TestEvents.newId("txn"),
                                                1,
                                                Purchase.Kind.SALE,
                                                NOW.minusSeconds(60),
                                                new BigDecimal("80.00"),
                                                "CNY",
                                                "STORE",
                                                List.of(category),
                                                null))),
                        TestEvents.newCustomer(),
                        List.of(new Fact.Described(Fixtures.profile(NOW.minusSeconds(60))))));
        var made =
                wire.send(
                        "POST",
                        "/api/v1/segments",
                        "{\"name\":\"Never bought\",\"predicate\":"
                                + "{\"field\":\"purchasesTotal\",\"op\":\"eq\",\"value\":0}}",
                        Map.of());
        wire.awaitJob(made);
        var segment = wire.json(made).path("id").asString();

        var gaps = "/api/v1/opportunity-gaps?segment=" + segment;
        var found = wire.getJson(gaps + "&category=" + category).path("items");

        assertThat(found).hasSize(1);
        var gap = found.path(0);
        assertThat(gap.path("segmentId").asString()).isEqualTo(segment);
        assertThat(gap.path("segmentName").asString()).isEqualTo("Never bought");
        assertThat(gap.path("complete").asBoolean()).isTrue();
        assertThat(gap.path("members").path("buyers").asInt()).isZero();
        assertThat(gap.path("members").path("of").asInt()).isPositive();
        assertThat(gap.path("everybody").path("buyers").asInt()).isOne();
        assertThat(gap.path("spendPerBuyer").path("amount").asString()).isEqualTo("80.00");
        var first = wire.getJson(gaps + "&limit=1&count=exact");
        assertThat(first.path("items")).hasSize(1);
        if (first.path("total").asInt() > 1) {
            var next =
                    wire.getJson(
                            gaps
                                    + "&limit=1&cursor="
                                    + URLEncoder.encode(
                                            first.path("nextCursor").asString(), UTF_8));
            assertThat(next.path("items").path(0).path("category"))
                    .isNotEqualTo(first.path("items").path(0).path("category"));
        }
        assertThat(wire.getJson("/api/v1/opportunity-gaps?segment=seg_none").path("items"))
                .isEmpty();
        assertThat(
                        wire.send(
                                "DELETE",
                                "/api/v1/segments/" + segment,
                                "",
                                Map.of("If-Match", "\"1\"")))
                .hasStatus(204);
    }

    private static long cell(JsonNode matrix, String x, String y) {
        return matrix.path("rows")
                .valueStream()
                .filter(it -> it.path("x").asString().equals(x))
                .flatMap(it -> it.path("cells").valueStream())
                .filter(it -> it.path("y").asString().equals(y))
                .mapToLong(it -> it.path("customers").asLong())
                .sum();
    }

    /** Makes the example's benefits, with grants of 2024 only. */
    private Map<String, String> exampleBenefits() throws IOException {
        var made = new HashMap<String, String>();
        for (var example : JSON.readTree(Files.readString(EXAMPLES))) {
            var answer =
                    wire.send(
                            "POST",
                            "/api/v1/benefits",
                            example.path("benefit").toString(),
                            Map.of());
            assertThat(answer).hasStatus(201);
            var id = wire.json(answer).path("id").asString();
            made.put(example.path("benefit").path("kind").asString(), id);
            for (var grant : example.path("grants")) {
                var dated = (ObjectNode) grant.deepCopy();
                dated.put("validFrom", "2024-01-01").put("validUntil", "2024-12-31");
                var granted =
                        wire.send(
                                "POST",
                                "/api/v1/benefits/" + id + "/grants",
                                dated.toString(),
                                Map.of());
                assertThat(granted).hasStatus(201);
                wire.awaitJob(granted);
            }
        }
        return made;
    }

    private String benefit() {
        var made =
                wire.send(
                        "POST",
                        "/api/v1/benefits",
                        """
                        {"name":{"en":"Discount","zh":"折扣"},"kind":"DISCOUNT","parametersSchema":
                         {"type":"object","properties":{"percentOff":{"type":"number","maximum":50}}}}
                        """,
                        Map.of());
        assertThat(made).hasStatus(201);
        return wire.json(made).path("id").asString();
    }

    private String grant(
            String benefit, String tier, String parameters, String from, String until) {
        var made =
                wire.send(
                        "POST",
                        "/api/v1/benefits/" + benefit + "/grants",
                        grantBody(tier, parameters, from, until),
                        Map.of());
        assertThat(made).hasStatus(201);
        return wire.json(made).path("id").asString();
    }

    private static String grantBody(String tier, String parameters, String from, String until) {
        return """
        {"scheme":"retail-membership","tier":"%s","parameters":%s,
         "validFrom":"%s","validUntil":"%s"}
        """
                .formatted(tier, parameters, from, until);
    }

    private static String planBody(String hours) {
        return """
        {"name":"March","scheme":"retail-membership",
         "teams":[{"id":"all","hours":"%s"}],"tiers":[
         {"tier":"STANDARD","customers":100,"hoursPerCustomer":"1.00",
          "minServiceLevel":"0.25","valueAtRisk":{"amount":"10000.00","currency":"CNY"}},
         {"tier":"SILVER","customers":20,"hoursPerCustomer":"2.00",
          "minServiceLevel":"0.5","valueAtRisk":{"amount":"20000.00","currency":"CNY"}},
         {"tier":"GOLD","customers":10,"hoursPerCustomer":"5.00",
          "minServiceLevel":"0.5","valueAtRisk":{"amount":"50000.00","currency":"CNY"}}]}
        """
                .formatted(hours);
    }

    private static TierChangedV1 moved(CustomerId customer, String from, String to) {
        return new TierChangedV1(
                customer.value(),
                "retail-membership",
                1,
                from,
                to,
                "RAISED",
                LocalDate.parse("2023-06-01"),
                LocalDate.parse("2024-06-01"),
                List.of(),
                Instant.parse("2023-06-01T12:00:00Z"));
    }

    private void send(CustomerId customer, String event, TierChangedV1 moved, long version) {
        events.send(
                TIERS,
                "tier.changed.v1",
                customer.value(),
                event,
                version,
                JSON.writeValueAsString(moved));
    }

    private List<JsonNode> announced(CustomerId customer) {
        return events.published(TIERS, customer).stream().filter(it -> it.has("gained")).toList();
    }

    /** Whether the customer has it by what was announced last. */
    private static boolean has(List<JsonNode> announced, String benefit) {
        return !announced.isEmpty()
                && announced
                        .getLast()
                        .path("entitlements")
                        .valueStream()
                        .anyMatch(it -> it.path("benefitId").asString().equals(benefit));
    }

    private static List<String> ids(JsonNode texts) {
        return texts.valueStream().map(JsonNode::asString).toList();
    }

    private List<JsonNode> entitlements(CustomerId customer, String query) {
        return wire.getJson("/api/v1/customers/" + customer + "/entitlements" + query)
                .path("entitlements")
                .valueStream()
                .toList();
    }

    private static JsonNode ofKind(List<JsonNode> entitlements, String kind) {
        return entitlements.stream()
                .filter(it -> it.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> ofBenefit(List<JsonNode> entitlements, String benefit) {
        return entitlements.stream()
                .filter(it -> it.path("benefitId").asString().equals(benefit))
                .toList();
    }

    private static Fact sale(Instant at, String amount) {
        return new Fact.Purchased(Fixtures.sale(TestEvents.newId("txn"), at, amount));
    }
}
