package io.pondcrm.customer.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.customer.Api;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class TransactionServiceTest {

    @LocalServerPort int port;

    private Api ops;
    private Api shop;

    @BeforeEach
    void clients() {
        ops = Api.ops(port);
        shop = Api.partner(port, "shop");
    }

    @Test
    void a_sale_is_recorded_once() {
        var id = shop.put("/customers/by-external-id/shop/t1", "{}").text("/id");
        var sale =
                """
                {"externalId":"SO-1","customer":{"system":"shop","key":"t1"},"type":"SALE",
                 "occurredAt":"2026-11-20T09:30:00Z","channel":"STORE",
                 "lines":[{"sku":"TEA-250","category":"tea","quantity":2,"unitPrice":{"amount":"64","currency":"CNY"}}],
                 "total":{"amount":"128.00","currency":"CNY"}}\
                """;

        var recorded = shop.post("/transactions", sale);

        assertThat(recorded.status()).isEqualTo(201);
        assertThat(recorded.text("/customerId")).isEqualTo(id);
        assertThat(recorded.text("/system")).isEqualTo("shop");
        assertThat(recorded.text("/total/amount")).isEqualTo("128.00");
        assertThat(recorded.header("Location"))
                .contains("/api/v1/transactions/" + recorded.text("/id"));
        var again = shop.post("/transactions", sale);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(recorded.body());
        assertThat(shop.get("/transactions/" + recorded.text("/id")).body())
                .isEqualTo(recorded.body());

        var other =
                shop.post(
                        "/transactions",
                        sale.replace("\"quantity\":2", "\"quantity\":3").replace("128", "192"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("/code")).isEqualTo("transaction-conflict");
        assertThat(other.text("/detail")).contains(recorded.text("/id"), "lines, total");
    }

    @Test
    void what_makes_no_sense_is_refused_with_a_pointer() {
        shop.put("/customers/by-external-id/shop/t2", "{}");
        var sale =
                """
                {"externalId":"SO-2","customer":{"system":"shop","key":"t2"},"type":"SALE",
                 "occurredAt":"2026-11-20T09:30:00Z","total":{"amount":"%s","currency":"CNY"}%s}\
                """;

        assertThat(shop.post("/transactions", sale.formatted("-1", "")).errors())
                .containsExactly("/total negative-amount");
        assertThat(
                        shop.post(
                                        "/transactions",
                                        sale.formatted(
                                                "1",
                                                ",\"lines\":[{\"quantity\":1,\"unitPrice\":{\"amount\":\"1\",\"currency\":\"USD\"}}]"))
                                .errors())
                .containsExactly("/lines/0/unitPrice currency-mismatch");
        assertThat(
                        shop.post(
                                        "/transactions",
                                        sale.formatted(
                                                "2",
                                                ",\"lines\":[{\"quantity\":1,\"unitPrice\":{\"amount\":\"1\",\"currency\":\"CNY\"}}]"))
                                .errors())
                .containsExactly("/total total-mismatch");
        var nobody = shop.post("/transactions", sale.formatted("1", "").replace("t2", "t3"));
        assertThat(nobody.status()).isEqualTo(422);
        assertThat(nobody.errors()).containsExactly("/customer unknown-customer");
        assertThat(
                        ops.post(
                                        "/transactions",
                                        sale.formatted("1", ",\"system\":\"shop\"")
                                                .replace(
                                                        "\"customer\":{\"system\":\"shop\",\"key\":\"t2\"}",
                                                        "\"customerId\":\"cus_x\""))
                                .errors())
                .containsExactly("/customerId unknown-customer");
        assertThat(ops.post("/transactions", sale.formatted("1", "")).errors())
                .containsExactly("/system system-required");
        assertThat(shop.post("/transactions", "{}").status()).isEqualTo(422);
        assertThat(shop.post("/transactions", sale.formatted("1e3", ",\"total\":1")).status())
                .isEqualTo(400);
    }

    @Test
    void a_partner_writes_and_sees_only_its_own_system() {
        var id = shop.put("/customers/by-external-id/shop/t4", "{}").text("/id");
        var erp = Api.partner(port, "erp");
        var sale =
                """
                {"externalId":"E-1","customerId":"%s","type":"SALE","occurredAt":"2026-11-20T09:30:00Z",
                 "total":{"amount":"5","currency":"CNY"}%s}\
                """;

        assertThat(erp.post("/transactions", sale.formatted(id, ",\"system\":\"shop\"")).status())
                .isEqualTo(403);
        assertThat(erp.post("/transactions", sale.formatted(id, "")).errors())
                .containsExactly("/customerId unknown-customer");
        assertThat(
                        erp.post(
                                        "/transactions",
                                        sale.formatted(id, "")
                                                .replace(
                                                        "\"customerId\":\"" + id + "\"",
                                                        "\"customer\":{\"system\":\"shop\",\"key\":\"t4\"}"))
                                .errors())
                .containsExactly("/customer unknown-customer");
        var recorded = shop.post("/transactions", sale.formatted(id, ""));
        assertThat(recorded.status()).isEqualTo(201);
        assertThat(erp.get("/transactions/" + recorded.text("/id")).status()).isEqualTo(404);
        assertThat(erp.get("/customers/" + id + "/transactions").status()).isEqualTo(404);
        assertThat(ops.get("/transactions/" + recorded.text("/id")).status()).isEqualTo(200);
    }

    @Test
    void in_a_batch_each_row_is_answered_by_itself() {
        var id = shop.put("/customers/by-external-id/shop/t5", "{}").text("/id");
        var row =
                "{\"externalId\":\"%s\",\"customer\":{\"system\":\"shop\",\"key\":\"t5\"},\"type\":\"%s\","
                        + "\"occurredAt\":\"2026-11-%02dT09:30:00Z\",\"total\":{\"amount\":\"%s\",\"currency\":\"CNY\"}}";

        var answer =
                shop.post(
                        "/transactions/batch",
                        "{\"items\":["
                                + String.join(
                                        ",",
                                        row.formatted("B1", "SALE", 1, "100"),
                                        row.formatted("B1", "SALE", 1, "100"),
                                        row.formatted("B1", "SALE", 1, "101"),
                                        row.formatted("B2", "GIFT", 1, "1"),
                                        row.formatted("B3", "REFUND", 2, "30.5"),
                                        row.formatted("B4", "SALE", 3, "1").replace("t5", "t9"),
                                        "null")
                                + "]}");

        assertThat(answer.status()).isEqualTo(207);
        var statuses = new ArrayList<Integer>();
        answer.body().at("/results").forEach(result -> statuses.add(result.path("status").asInt()));
        assertThat(statuses).containsExactly(201, 200, 409, 400, 201, 422, 400);
        assertThat(answer.text("/results/0/id")).isEqualTo(answer.text("/results/1/id"));

        var list = ops.get("/customers/" + id + "/transactions");
        assertThat(list.text("/items/0/externalId")).isEqualTo("B3");
        assertThat(list.body().at("/items").size()).isEqualTo(2);
        assertThat(
                        ops.get("/customers/" + id + "/transactions?type=SALE&sort=occurredAt")
                                .text("/items/0/externalId"))
                .isEqualTo("B1");
        var purchases = ops.get("/customers/" + id + "/360").body().at("/purchases/items/0");
        assertThat(purchases.at("/net/amount").asString()).isEqualTo("69.50");
        assertThat(purchases.at("/sales").asInt()).isEqualTo(1);
        assertThat(purchases.at("/refunds").asInt()).isEqualTo(1);
    }

    @Test
    void how_a_customer_buys_is_told_by_their_own_clock_and_each_partner_sees_its_own_part() {
        var id =
                shop.put("/customers/by-external-id/shop/t7", "{\"timeZone\":\"Asia/Tokyo\"}")
                        .text("/id");
        ops.put("/customers/" + id + "/external-ids/erp", "{\"key\":\"t7\"}");
        var sale =
                """
                {"system":"%s","externalId":"%s","customerId":"%s","type":"SALE","occurredAt":"%s",
                 "lines":[{"category":"tea","quantity":2,"unitPrice":{"amount":"10.50","currency":"CNY"}}]}\
                """;
        assertThat(
                        ops.post(
                                        "/transactions",
                                        sale.formatted("shop", "P1", id, "2026-11-01T15:30:00Z"))
                                .status())
                .isEqualTo(201);
        ops.post("/transactions", sale.formatted("shop", "P2", id, "2026-11-09T00:00:00Z"));
        ops.post("/transactions", sale.formatted("erp", "P3", id, "2026-11-19T00:00:00Z"));

        var path = "/customers/" + id + "/purchase-profile";
        var profile = ops.get(path + "?until=2026-11-20T00:00:00Z");

        assertThat(profile.status()).isEqualTo(200);
        assertThat(profile.text("/zone")).isEqualTo("Asia/Tokyo");
        assertThat(profile.body().at("/purchases").asInt()).isEqualTo(3);
        // The first was on the second of November already, in Tokyo: gaps of 7 and 10 days.
        assertThat(profile.text("/rhythm/medianDays")).isEqualTo("8.5");
        assertThat(profile.text("/rhythm/expectedNextOn")).isEqualTo("2026-11-28");
        assertThat(profile.text("/spending/0/net/amount")).isEqualTo("63.00");
        assertThat(profile.body().at("/hours/0").asInt()).isEqualTo(1);
        assertThat(profile.body().at("/hours/9").asInt()).isEqualTo(2);
        assertThat(profile.body().has("seasons")).isFalse();
        assertThat(ops.get(path + "?from=2026-11-05T00:00:00Z").body().at("/purchases").asInt())
                .isEqualTo(2);
        assertThat(shop.get(path).body().at("/purchases").asInt()).isEqualTo(2);
        assertThat(Api.partner(port, "bank").get(path).status()).isEqualTo(404);
        assertThat(Api.with(port, "customers:read").get(path).status()).isEqualTo(403);
        var never = shop.put("/customers/by-external-id/shop/t8", "{}").text("/id");
        assertThat(ops.get("/customers/" + never + "/purchase-profile").body().has("rhythm"))
                .isFalse();
    }

    @Test
    void copies_of_a_batch_that_arrive_at_once_record_each_transaction_once() throws Exception {
        var id = shop.put("/customers/by-external-id/shop/t6", "{}").text("/id");
        var batch =
                IntStream.range(0, 100)
                        .mapToObj(index ->
                                "{\"externalId\":\"C%d\",\"customerId\":\"%s\",\"type\":\"SALE\",\"occurredAt\":\"2026-01-01T00:00:00Z\",\"total\":{\"amount\":\"1\",\"currency\":\"CNY\"}}"
                                        .formatted(index, id))
                        .collect(Collectors.joining(",", "{\"items\":[", "]}"));
        var calls = new ArrayList<Callable<Api.Answer>>();
        for (var copy = 0; copy < 8; copy++) {
            calls.add(() -> shop.post("/transactions/batch", batch));
        }
        var ids = new HashSet<String>();
        var recorded = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var answer : threads.invokeAll(calls)) {
                for (var result : answer.get().body().at("/results")) {
                    assertThat(result.path("status").asInt()).isIn(200, 201);
                    ids.add(result.path("id").asString());
                    recorded += result.path("status").asInt() == 201 ? 1 : 0;
                }
            }
        }

        assertThat(ids).hasSize(100);
        assertThat(recorded).isEqualTo(100);
        assertThat(ops.get("/customers/" + id + "/360").text("/purchases/items/0/net/amount"))
                .isEqualTo("100.00");
    }
}
