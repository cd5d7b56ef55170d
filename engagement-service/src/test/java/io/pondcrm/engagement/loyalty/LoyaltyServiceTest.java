package io.pondcrm.engagement.loyalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.contracts.segmentation.Cause;
import io.pondcrm.contracts.segmentation.EntitledBenefit;
import io.pondcrm.contracts.segmentation.EntitlementChangedV1;
import io.pondcrm.engagement.EngagementTest;
import io.pondcrm.engagement.Wire;
import io.pondcrm.engagement.entitlement.domain.Entitlements;
import io.pondcrm.engagement.loyalty.domain.EarningRule;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Points, from the purchase to the till. Each test has a currency, and so rules, of its own. */
class LoyaltyServiceTest extends EngagementTest {

    @Autowired Entitlements entitlements;

    @BeforeEach
    @AfterEach
    void today() {
        clock.reset();
    }

    @Test
    void points_of_a_purchase_are_pending_then_active_then_gone() {
        rule("QAA", "1", "\"pendingDays\":1,\"validDays\":1");
        var ada = TestEvents.newCustomer();

        sale(ada, "QAA", "120.90");

        await().atMost(Wire.PATIENCE).until(() -> account(ada).path("pending").asLong() == 120);
        assertThat(account(ada).path("active").asLong()).isZero();
        assertThat(redeem(ada, 1)).isEqualTo(409);
        clock.advance(Duration.ofDays(1));
        assertThat(account(ada).path("active").asLong()).isEqualTo(120);
        assertThat(account(ada).path("expiring").get(0).path("points").asLong()).isEqualTo(120);
        assertThat(redeem(ada, 20)).isEqualTo(201);
        clock.advance(Duration.ofDays(2));
        assertThat(account(ada).path("active").asLong()).isZero();
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(kinds(ada))
                                .containsExactly("EXPIRE", "SPEND", "ACTIVATE", "EARN"));
        assertAddsUp(ada);
        assertThat(ledger(ada).get(0).path("postings").toString())
                .isEqualTo("{\"ACTIVE\":-100,\"EXPIRED\":100}");
    }

    @Test
    void a_purchase_counts_once_however_often_it_is_told_and_a_refund_takes_back() {
        rule("QAB", "0.5", "\"pendingDays\":0,\"validDays\":30");
        var ada = TestEvents.newCustomer();
        var sale = transaction(ada, "SALE", "QAB", "200", clock.instant());
        var refund = transaction(ada, "REFUND", "QAB", "-50", clock.instant());
        for (var times = 0; times < 3; times++) {
            events.send(ada, sale, 1);
            events.send(ada, refund, 2);
        }
        sale(ada, "QAB", "2");

        await().atMost(Wire.PATIENCE).until(() -> account(ada).path("active").asLong() == 76);
        events.send(ada, refund, 2);
        events.send(ada, sale, 1);
        sale(ada, "QAB", "4");
        await().atMost(Wire.PATIENCE).until(() -> account(ada).path("active").asLong() == 78);
        assertThat(kinds(ada)).containsExactlyInAnyOrder("EARN", "REVERSE", "EARN", "EARN");

        // What was spent and then given back is owed.
        assertThat(redeem(ada, 78)).isEqualTo(201);
        events.send(ada, transaction(ada, "REFUND", "QAB", "-1000", clock.instant()), 3);
        await().atMost(Wire.PATIENCE).until(() -> account(ada).path("owed").asLong() == 78);
        sale(ada, "QAB", "160");
        await().atMost(Wire.PATIENCE).until(() -> account(ada).path("active").asLong() == 2);
        assertThat(account(ada).path("owed").asLong()).isZero();
        assertAddsUp(ada);
    }

    @Test
    void caps_hold_for_the_day_and_the_month_of_the_purchase() {
        rule("QAC", "1", "\"pendingDays\":0,\"validDays\":300,\"dailyCap\":100,\"monthlyCap\":250");
        var ada = TestEvents.newCustomer();
        // Tills whose clocks are ahead: by when it happened, and not by when it was told.
        var month = EarningRule.monthAfter(clock.instant());
        for (var day = 0; day < 4; day++) {
            for (var amount : List.of("80", "70")) {
                var at = month.plus(Duration.ofDays(day)).plus(Duration.ofHours(9));
                events.send(ada, transaction(ada, "SALE", "QAC", amount, at), 1);
            }
        }
        sale(ada, "ZZZ", "70");

        await().atMost(Wire.PATIENCE).until(() -> account(ada).path("pending").asLong() == 250);
        var next = EarningRule.monthAfter(month);
        events.send(ada, transaction(ada, "SALE", "QAC", "30", next), 1);
        await().atMost(Wire.PATIENCE).until(() -> account(ada).path("pending").asLong() == 280);
        assertThat(ledger(ada)).hasSize(9);
        assertAddsUp(ada);
    }

    @Test
    void whoever_has_a_benefit_earns_more_and_a_rule_is_valid_until_the_next_one() {
        rule(
                "QAD",
                "1",
                "\"pendingDays\":0,\"validDays\":30,\"multipliers\":"
                        + "[{\"benefit\":\"DOUBLE_POINTS\",\"times\":\"2\"}]");
        var ada = TestEvents.newCustomer();
        var bob = TestEvents.newCustomer();
        events.send(ada, doublePoints(ada), 1);
        await().atMost(Wire.PATIENCE)
                .until(() -> entitlements.isHeld(ada, "DOUBLE_POINTS", clock.instant()));
        var before = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        rule("QAD", "0", "\"pendingDays\":0,\"validDays\":30");

        events.send(ada, transaction(ada, "SALE", "QAD", "10", before), 1);
        events.send(bob, transaction(bob, "SALE", "QAD", "10", before), 1);
        sale(bob, "QAD", "1000");
        events.send(bob, transaction(bob, "SALE", "QAD", "7", Instant.EPOCH), 1);
        events.send(bob, transaction(bob, "SALE", "QAD", "1", before), 1);

        await().atMost(Wire.PATIENCE).until(() -> account(ada).path("active").asLong() == 20);
        await().atMost(Wire.PATIENCE).until(() -> account(bob).path("active").asLong() == 11);
    }

    @Test
    void two_hundred_redemptions_at_once_never_overdraw() throws Exception {
        var ada = TestEvents.newCustomer();
        assertThat(adjust(ada, 1000)).isEqualTo(201);
        var calls = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < 200; i++) {
            calls.add(() -> redeem(ada, 7));
        }

        var answers = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers.stream().filter(it -> it == 201)).hasSize(142);
        assertThat(answers.stream().filter(it -> it == 409)).hasSize(58);
        assertThat(account(ada).path("active").asLong()).isEqualTo(1000 - 142 * 7);
        assertThat(ledger(ada)).hasSize(143);
        assertAddsUp(ada);
    }

    @Test
    void a_redemption_that_is_repeated_is_one_and_one_that_is_refused_takes_nothing() {
        var ada = TestEvents.newCustomer();
        var uri = "/api/v1/loyalty-accounts/" + ada + "/redemptions";
        assertThat(adjust(ada, 100)).isEqualTo(201);

        var first = wire.postOnce(uri, "{\"points\":60}", "key-of-" + ada);
        var second = wire.postOnce(uri, "{\"points\":60}", "key-of-" + ada);

        assertThat(first).hasStatus(201);
        assertThat(second).hasStatus(201);
        assertThat(Wire.json(first)).isEqualTo(Wire.json(second));
        assertThat(Wire.json(first).path("points").asLong()).isEqualTo(-60);
        assertThat(Wire.json(first).path("balanceAfter").path("active").asLong()).isEqualTo(40);
        var refused = wire.post(uri, "{\"points\":41}");
        assertThat(refused).hasStatus(409);
        assertThat(Wire.json(refused).path("code").asString()).isEqualTo("points-short");
        assertThat(Wire.json(refused).path("detail").asString()).contains("40");
        assertThat(account(ada).path("active").asLong()).isEqualTo(40);
    }

    @Test
    void points_are_given_and_taken_by_hand_with_a_reason() {
        var ada = TestEvents.newCustomer();
        var uri = "/api/v1/loyalty-accounts/" + ada + "/adjustments";
        var given = wire.post(uri, "{\"points\":50,\"reason\":\"GOODWILL\",\"validDays\":10}");
        assertThat(given).hasStatus(201);
        assertThat(Wire.json(given).path("reason").path("type").asString()).isEqualTo("GOODWILL");
        assertThat(Wire.json(given).path("by").asString()).isNotEmpty();
        assertThat(wire.post(uri, "{\"points\":-51,\"reason\":\"CORRECTION\"}")).hasStatus(409);
        assertThat(wire.post(uri, "{\"points\":-50,\"reason\":\"CORRECTION\"}")).hasStatus(201);
        assertThat(account(ada).path("active").asLong()).isZero();

        assertThat(Wire.errors(wire.post(uri, "{\"points\":0,\"reason\":\"GOODWILL\"}")))
                .containsExactly("/points not-zero");
        assertThat(
                        Wire.errors(
                                wire.post(
                                        uri,
                                        "{\"points\":-1,\"reason\":\"GOODWILL\",\"validDays\":1}")))
                .containsExactly("/validDays only-for-given");
        assertThat(wire.post(uri, "{\"points\":1}")).hasStatus(422);
        assertThat(
                        wire.as(
                                new String[] {"loyalty:read", "loyalty:redeem"},
                                "POST",
                                uri,
                                "{\"points\":1,\"reason\":\"GOODWILL\"}"))
                .hasStatus(403);
        assertThat(wire.get("/api/v1/loyalty-accounts/nobody")).hasStatus(404);
    }

    @Test
    void rules_are_made_once_and_not_for_the_past() {
        var id = rule("QAE", "1.5", "\"pendingDays\":3,\"validDays\":30,\"dailyCap\":9");
        var stored = wire.getJson("/api/v1/earning-rules/" + id);
        assertThat(stored.path("pointsPerUnit").asString()).isEqualTo("1.5");
        assertThat(stored.path("dailyCap").asLong()).isEqualTo(9);
        assertThat(wire.getJson("/api/v1/earning-rules").path("items").values())
                .extracting(it -> it.path("id").asString())
                .contains(id);
        assertThat(wire.get("/api/v1/earning-rules/ern_x")).hasStatus(404);
        var flawed =
                """
                {"currency":"QAE","pointsPerUnit":"1","pendingDays":0,"validDays":1,
                 "validFrom":"2020-01-01T00:00:00Z","multipliers":[
                  {"benefit":"DOUBLE","times":"2"},{"benefit":"DOUBLE","times":"3"}]}\
                """;
        assertThat(Wire.errors(wire.post("/api/v1/earning-rules", flawed)))
                .containsExactly("/validFrom not-in-the-past", "/multipliers/1/benefit repeated");
    }

    private String rule(String currency, String perUnit, String more) {
        return wire.create(
                "/api/v1/earning-rules",
                "{\"currency\":\"%s\",\"pointsPerUnit\":\"%s\",%s}"
                        .formatted(currency, perUnit, more));
    }

    private void sale(CustomerId customer, String currency, String amount) {
        events.send(customer, transaction(customer, "SALE", currency, amount, clock.instant()), 1);
    }

    private static TransactionRecordedV1 transaction(
            CustomerId customer, String type, String currency, String amount, Instant at) {
        return new TransactionRecordedV1(
                TestEvents.newId("trn"),
                customer.value(),
                type,
                at,
                amount,
                currency,
                null,
                null,
                List.of(),
                null,
                null);
    }

    private static EntitlementChangedV1 doublePoints(CustomerId customer) {
        return new EntitlementChangedV1(
                customer.value(),
                "retail-membership",
                "GOLD",
                List.of(),
                List.of(),
                List.of(),
                Instant.parse("2026-01-01T00:00:00Z"),
                false,
                List.of(
                        new EntitledBenefit(
                                "ben_01h455vb4pex5vsknk084sn02q",
                                "DOUBLE_POINTS",
                                "grt_01h455vb4pex5vsknk084sn02q",
                                Map.of(),
                                null)),
                List.of(),
                new Cause("TIME", null, null));
    }

    private int adjust(CustomerId customer, long points) {
        return wire.post(
                        "/api/v1/loyalty-accounts/" + customer + "/adjustments",
                        "{\"points\":" + points + ",\"reason\":\"GOODWILL\"}")
                .getResponse()
                .getStatus();
    }

    private int redeem(CustomerId customer, long points) {
        return wire.post(
                        "/api/v1/loyalty-accounts/" + customer + "/redemptions",
                        "{\"points\":" + points + "}")
                .getResponse()
                .getStatus();
    }

    private JsonNode account(CustomerId customer) {
        return wire.getJson("/api/v1/loyalty-accounts/" + customer);
    }

    private List<JsonNode> ledger(CustomerId customer) {
        return List.copyOf(
                wire.getJson("/api/v1/loyalty-accounts/" + customer + "/ledger?limit=1000")
                        .path("items")
                        .values());
    }

    private List<String> kinds(CustomerId customer) {
        return ledger(customer).stream().map(it -> it.path("kind").asString()).toList();
    }

    /** What the account says is what the entries come to, and each of them to nothing. */
    private void assertAddsUp(CustomerId customer) {
        var sum = 0L;
        for (var entry : ledger(customer)) {
            var posted = 0L;
            for (var points : entry.path("postings")) {
                posted += points.asLong();
            }
            assertThat(posted).isZero();
            sum += entry.path("points").asLong();
        }
        var account = account(customer);
        assertThat(sum)
                .isEqualTo(
                        account.path("active").asLong()
                                + account.path("pending").asLong()
                                - account.path("owed").asLong());
    }
}
