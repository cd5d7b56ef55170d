package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.RunningSuite.Pond;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One customer, from the first form to a gold card, as front ends and partners see it. */
@ExtendWith(RunningSuite.class)
class PurchaseJourneyIT {

    @Test
    void a_purchase_moves_a_customer_up_a_tier_with_reasons_and_shows_in_the_one_view(Pond pond)
            throws Exception {
        var shop = pond.as("partner-shop");
        var created =
                shop.put(
                        "/api/v1/customers/by-external-id/shop/journey-1",
                        Map.of(
                                "kind", "PERSON",
                                "displayName", "王小明",
                                "region", "CN-SH",
                                "contactPoints",
                                        List.of(
                                                Map.of(
                                                        "type",
                                                        "EMAIL",
                                                        "value",
                                                        "wang@example.org"))));
        assertThat(created.status()).isEqualTo(201);
        var id = created.json().path("id").asString();

        var sale = sale("journey-sale-1", id, "12000.00");
        assertThat(shop.post("/api/v1/transactions", sale, "Idempotency-Key", "journey-1").status())
                .isEqualTo(201);
        var again = shop.post("/api/v1/transactions", sale, "Idempotency-Key", "journey-1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    var tier = pond.ops.get("/api/v1/customers/" + id + "/tier").orThrow().json();
                    assertThat(tier.path("tier").asString()).isEqualTo("GOLD");
                    assertThat(tier.path("reasons").size()).isPositive();
                });
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    var view = pond.ops.get("/api/v1/customers/" + id + "/360").orThrow();
                    assertThat(view.text()).contains("GOLD").contains("asOf").contains("source");
                });
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    var timeline =
                            pond.ops.get("/api/v1/customers/" + id + "/timeline").orThrow().text();
                    assertThat(timeline).contains("transaction.recorded").contains("tier.changed");
                });
    }

    @Test
    void who_may_not_see_personal_data_sees_it_masked(Pond pond) throws Exception {
        var created =
                pond.ops.post(
                        "/api/v1/customers",
                        Map.of(
                                "kind",
                                "PERSON",
                                "displayName",
                                "李雷",
                                "contactPoints",
                                List.of(Map.of("type", "EMAIL", "value", "lilei@example.org"))));
        var path = "/api/v1/customers/" + created.orThrow().json().path("id").asString();

        assertThat(pond.as("front-end").get(path).orThrow().text())
                .doesNotContain("lilei@")
                .contains("***");
        assertThat(pond.ops.get(path).orThrow().text()).contains("lilei@example.org");
    }

    @Test
    void a_partner_writes_only_under_its_own_system(Pond pond) throws Exception {
        var answer =
                pond.as("partner-shop")
                        .put(
                                "/api/v1/customers/by-external-id/other-shop/1",
                                Map.of("kind", "PERSON", "displayName", "Ada"));

        assertThat(answer.status()).isIn(403, 404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void every_answer_names_the_budget_and_a_wrong_path_is_a_problem(Pond pond) throws Exception {
        var found = pond.ops.get("/api/v1/customers?limit=1").orThrow();
        assertThat(found.header("RateLimit")).contains("r=");
        assertThat(found.header("RateLimit-Policy")).contains("q=");

        var missing = pond.ops.get("/api/v1/nothing-here");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.json().path("code").asString()).isEqualTo("not-found");
    }

    @Test
    void the_merged_document_and_the_docs_page_need_no_token_and_no_network(Pond pond)
            throws Exception {
        // A service that was started a moment ago may be too slow for the first look.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    var document = pond.ops.get("/api/v1/openapi.json").orThrow().json();
                    assertThat(document.path("openapi").asString()).startsWith("3.1");
                    for (var path :
                            List.of(
                                    "/api/v1/customers",
                                    "/api/v1/customers/{id}/tier",
                                    "/api/v1/campaigns",
                                    "/api/v1/cases",
                                    "/api/v1/churn-scores")) {
                        assertThat(document.path("paths").has(path)).as(path).isTrue();
                    }
                });

        var page = pond.ops.get("/docs");
        assertThat(page.status()).isIn(200, 302);
        assertThat(page.text()).doesNotContain("cdn.").doesNotContain("https://unpkg");
    }

    @Test
    void who_buys_first_is_enrolled_by_the_stage_s_strategy_and_buying_again_converts(Pond pond)
            throws Exception {
        var staff = new Staff(pond);
        var playbook = "/api/v1/playbooks/journey-second-purchase";
        var action = Map.of("kind", "OPEN_FOLLOW_UP", "dueWithin", "P3D");
        assertThat(
                        pond.ops
                                .put(
                                        playbook,
                                        Map.of(
                                                "name",
                                                "A second purchase",
                                                "action",
                                                action,
                                                "holdoutPercent",
                                                0,
                                                "holdoutReason",
                                                "One customer is no sample"))
                                .status())
                .isEqualTo(201);
        pond.ops
                .put(
                        "/api/v1/lifecycle-schemes/lifecycle-5/stages/FIRST_PURCHASE/strategy",
                        Map.of("playbook", "journey-second-purchase"))
                .orThrow();
        try {
            // A strategy holds for who enters once it is read anew: somebody buys until it does.
            var buyers = new ArrayList<String>();
            var buyer =
                    await().atMost(Staff.PATIENCE)
                            .pollInterval(Duration.ofSeconds(1))
                            .until(
                                    () -> {
                                        buyers.add(buyer(staff, buyers.size()));
                                        return enrolled(staff, buyers);
                                    },
                                    Optional::isPresent)
                            .orElseThrow();
            var enrolments = "/api/v1/customers/" + buyer + "/enrolments";
            var open = staff.list(enrolments).getFirst();
            assertThat(open.path("stage").asString()).isEqualTo("FIRST_PURCHASE");
            assertThat(open.path("group").asString()).isEqualTo("TREATED");
            assertThat(open.path("outcome").asString()).isEqualTo("OPEN");
            await().atMost(Staff.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(staff.list("/api/v1/customers/" + buyer + "/follow-ups"))
                                    .extracting(it -> it.path("causeId").asString())
                                    .containsExactly(open.path("id").asString()));

            staff.make("/api/v1/transactions", saleNow("journey-again", buyer));

            await().atMost(Staff.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(staff.list(enrolments))
                                    .extracting(it -> it.path("outcome").asString())
                                    .containsExactly("CONVERTED"));
            var stage = pond.ops.read(playbook + "/uplift").path("stages").path(0);
            assertThat(stage.path("open").path("treatedConversions").asInt()).isEqualTo(1);
        } finally {
            pond.ops.post(playbook + "/retire", Map.of()).orThrow();
        }
    }

    private static String buyer(Staff staff, int number) throws Exception {
        var buyer =
                staff.make(
                        "/api/v1/customers",
                        Map.of("kind", "PERSON", "displayName", "Buyer " + number));
        staff.make("/api/v1/transactions", saleNow("journey-first-" + number, buyer));
        return buyer;
    }

    private static Optional<String> enrolled(Staff staff, List<String> buyers) throws Exception {
        for (var buyer : buyers) {
            if (!staff.list("/api/v1/customers/" + buyer + "/enrolments").isEmpty()) {
                return Optional.of(buyer);
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> saleNow(String externalId, String customer) {
        var sale = new HashMap<>(sale(externalId, customer, "20.00"));
        sale.put("occurredAt", Clock.systemUTC().instant().toString());
        return sale;
    }

    static Map<String, Object> sale(String externalId, String customer, String amount) {
        return Map.of(
                "system",
                "shop",
                "externalId",
                externalId,
                "customerId",
                customer,
                "type",
                "SALE",
                "occurredAt",
                Instant.parse("2026-11-20T09:30:00Z").toString(),
                "total",
                Map.of("amount", amount, "currency", "CNY"));
    }
}
