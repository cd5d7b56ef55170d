package io.pondcrm.customer.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.customer.Api;
import io.pondcrm.customer.interaction.domain.Actor;
import io.pondcrm.customer.interaction.domain.InteractionType;
import io.pondcrm.customer.interaction.domain.Interactions;
import io.pondcrm.customer.interaction.domain.NewInteraction;
import io.pondcrm.customer.interaction.domain.Visitor;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class InteractionServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String VISIT =
            """
            {"externalId":"%s","anonymousId":"%s","type":"PAGE_VIEW","action":"product-viewed",
             "occurredAt":"%s","channel":"WEB"}\
            """;

    @LocalServerPort int port;
    @Autowired Interactions interactions;

    private Api ops;
    private Api shop;

    @BeforeEach
    void clients() {
        ops = Api.ops(port);
        shop = Api.partner(port, "shop");
    }

    private String customer(String key) {
        return shop.put("/customers/by-external-id/shop/" + key, "{}").text("/id");
    }

    private static List<String> listed(Api.Answer answer, String field) {
        var values = new ArrayList<String>();
        answer.body().at("/items").forEach(item -> values.add(item.path(field).asString()));
        return values;
    }

    @Test
    void an_interaction_is_recorded_once_and_stands_on_the_timeline() {
        var id = customer("i1");
        var call =
                """
                {"externalId":"I-1","type":"CALL","action":"asked-for-price",
                 "occurredAt":"2026-11-20T09:30:00Z","channel":"PHONE"}\
                """;

        var recorded = shop.post("/customers/" + id + "/interactions", call);

        assertThat(recorded.status()).isEqualTo(201);
        assertThat(recorded.text("/customerId")).isEqualTo(id);
        assertThat(recorded.header("Location"))
                .contains("/api/v1/interactions/" + recorded.text("/id"));
        var again = shop.post("/customers/" + id + "/interactions", call);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(recorded.body());
        assertThat(shop.get("/interactions/" + recorded.text("/id")).body())
                .isEqualTo(recorded.body());
        var other = shop.post("/customers/" + id + "/interactions", call.replace("CALL", "EMAIL"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("/code")).isEqualTo("interaction-conflict");
        assertThat(other.text("/detail")).contains("type");
        await().atMost(PATIENCE)
                .until(
                        () ->
                                ops.get("/customers/" + id + "/timeline?type=interaction")
                                        .text("/items/0/details/interactionId"),
                        recorded.text("/id")::equals);
    }

    @Test
    void what_makes_no_sense_is_refused_with_a_pointer() {
        var id = customer("i2");

        assertThat(
                        shop.post(
                                        "/interactions",
                                        VISIT.formatted("I-2", "v", "2999-01-01T00:00:00Z"))
                                .errors())
                .containsExactly("/occurredAt in-future");
        assertThat(
                        shop.post(
                                        "/interactions",
                                        VISIT.formatted("I-2", "v", "2026-01-01T00:00:00Z")
                                                .replace("product-viewed", "Wang Xiaoming called"))
                                .errors())
                .containsExactly("/action code-format");
        assertThat(
                        shop.post(
                                        "/interactions",
                                        VISIT.formatted("I-2", "v", "2026-01-01T00:00:00Z")
                                                .replace(
                                                        "\"anonymousId\"",
                                                        "\"customerId\":\""
                                                                + id
                                                                + "\",\"anonymousId\""))
                                .errors())
                .containsExactly("/customerId one-customer");
        assertThat(
                        ops.post(
                                        "/interactions",
                                        VISIT.formatted("I-2", "v", "2026-01-01T00:00:00Z"))
                                .errors())
                .containsExactly("/system system-required");
        assertThat(
                        shop.post(
                                        "/customers/" + id + "/interactions",
                                        VISIT.formatted("I-2", "v", "2026-01-01T00:00:00Z"))
                                .errors())
                .containsExactly("/customerId customer-in-path");
        assertThat(shop.post("/interactions", "{}").status()).isEqualTo(422);
    }

    @Test
    void a_partner_writes_and_sees_only_its_own_system() {
        var id = customer("i3");
        var erp = Api.partner(port, "erp");
        var visit =
                """
                {"externalId":"I-3","customerId":"%s","type":"STORE_VISIT",
                 "occurredAt":"2026-11-20T09:30:00Z"%s}\
                """;

        assertThat(erp.post("/interactions", visit.formatted(id, ",\"system\":\"shop\"")).status())
                .isEqualTo(403);
        assertThat(erp.post("/interactions", visit.formatted(id, "")).errors())
                .containsExactly("/customerId unknown-customer");
        var recorded = shop.post("/interactions", visit.formatted(id, ""));
        assertThat(recorded.status()).isEqualTo(201);
        assertThat(erp.get("/interactions/" + recorded.text("/id")).status()).isEqualTo(404);
        assertThat(erp.get("/customers/" + id + "/interactions").status()).isEqualTo(404);
        assertThat(
                        erp.post("/customers/" + id + "/visitor-links", "{\"anonymousId\":\"v\"}")
                                .status())
                .isEqualTo(404);
        assertThat(
                        shop.post(
                                        "/customers/" + id + "/visitor-links",
                                        "{\"system\":\"erp\",\"anonymousId\":\"v\"}")
                                .status())
                .isEqualTo(403);
        assertThat(
                        Api.with(port, "transactions:write")
                                .post("/interactions", visit.formatted(id, ""))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void in_a_batch_each_row_is_answered_by_itself() {
        var id = customer("i4");
        var row =
                "{\"externalId\":\"%s\",\"customer\":{\"system\":\"shop\",\"key\":\"%s\"},\"type\":\"%s\","
                        + "\"occurredAt\":\"2026-11-%02dT09:30:00Z\"}";

        var answer =
                shop.post(
                        "/interactions/batch",
                        "{\"items\":["
                                + String.join(
                                        ",",
                                        row.formatted("J1", "i4", "CHAT", 2),
                                        row.formatted("J1", "i4", "CHAT", 2),
                                        row.formatted("J1", "i4", "CALL", 2),
                                        row.formatted("J2", "i4", "SHOUT", 1),
                                        row.formatted("J3", "i4", "CALL", 1),
                                        row.formatted("J4", "nobody", "CALL", 1),
                                        VISIT.formatted("J5", "v4", "2026-11-03T00:00:00Z"),
                                        "null")
                                + "]}");

        assertThat(answer.status()).isEqualTo(207);
        var statuses = new ArrayList<Integer>();
        answer.body().at("/results").forEach(result -> statuses.add(result.path("status").asInt()));
        assertThat(statuses).containsExactly(201, 200, 409, 400, 201, 422, 201, 400);
        assertThat(listed(ops.get("/customers/" + id + "/interactions"), "externalId"))
                .as("by when it happened, not by when we heard of it")
                .containsExactly("J1", "J3");
        assertThat(listed(ops.get("/customers/" + id + "/interactions?type=CALL"), "externalId"))
                .containsExactly("J3");
        var first = ops.get("/customers/" + id + "/interactions?limit=1");
        assertThat(
                        listed(
                                ops.get(
                                        "/customers/"
                                                + id
                                                + "/interactions?limit=1&cursor="
                                                + first.text("/nextCursor")),
                                "externalId"))
                .containsExactly("J3");
    }

    @Test
    void a_handle_that_is_linked_later_brings_its_history_in_the_order_of_time() {
        var id = customer("i5");
        var other = customer("i6");
        var handle = "@wang_5";
        for (var day : List.of(3, 1, 2)) {
            var visit =
                    VISIT.formatted("K" + day, handle, "2026-11-0" + day + "T00:00:00Z")
                            .replace("PAGE_VIEW", "SOCIAL");
            assertThat(shop.post("/interactions", visit).status()).isEqualTo(201);
        }
        assertThat(listed(ops.get("/customers/" + id + "/interactions"), "externalId")).isEmpty();
        var link = "{\"anonymousId\":\"" + handle + "\"}";

        var linked = shop.post("/customers/" + id + "/visitor-links", link);

        assertThat(linked.status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        listed(
                                                ops.get(
                                                        "/customers/"
                                                                + id
                                                                + "/timeline?type=interaction"),
                                                "at"))
                                .containsExactly(
                                        "2026-11-03T00:00:00.000Z",
                                        "2026-11-02T00:00:00.000Z",
                                        "2026-11-01T00:00:00.000Z"));
        assertThat(listed(ops.get("/customers/" + id + "/interactions"), "externalId"))
                .containsExactly("K3", "K2", "K1");
        assertThat(shop.post("/customers/" + id + "/visitor-links", link).status()).isEqualTo(202);
        assertThat(shop.post("/customers/" + other + "/visitor-links", link).status())
                .isEqualTo(409);
        assertThat(
                        shop.post(
                                        "/interactions",
                                        VISIT.formatted("K3", handle, "2026-11-03T00:00:00Z")
                                                .replace("PAGE_VIEW", "SOCIAL"))
                                .status())
                .as("known before, though it has found its customer since")
                .isEqualTo(200);
        var next =
                shop.post("/interactions", VISIT.formatted("K4", handle, "2026-11-04T00:00:00Z"));
        assertThat(next.text("/customerId")).isEqualTo(id);
        assertThat(shop.get("/interactions/" + next.text("/id")).body().has("anonymousId"))
                .as("a handle names a person: only with customers:pii")
                .isFalse();
        assertThat(ops.get("/interactions/" + next.text("/id")).text("/anonymousId"))
                .isEqualTo(handle);
    }

    @Test
    void copies_of_a_batch_that_arrive_at_once_record_each_interaction_once() throws Exception {
        var id = customer("i7");
        var batch =
                IntStream.range(0, 100)
                        .mapToObj(index ->
                                "{\"externalId\":\"L%d\",\"customerId\":\"%s\",\"type\":\"APP_USE\",\"occurredAt\":\"2026-01-01T00:00:00Z\"}"
                                        .formatted(index, id))
                        .collect(Collectors.joining(",", "{\"items\":[", "]}"));
        var calls = new ArrayList<Callable<Api.Answer>>();
        for (var copy = 0; copy < 8; copy++) {
            calls.add(() -> shop.post("/interactions/batch", batch));
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
    }

    /**
     * A visit comes in while the visitor is being linked: it belongs to the customer all the same.
     */
    @Test
    void a_link_and_visits_at_once_leave_no_visit_behind() throws Exception {
        var id = new CustomerId(customer("i8"));
        var visitor = new Visitor("shop", "visitor-8");
        var work = new ArrayList<Callable<Void>>();
        for (var number = 0; number < 60; number++) {
            var visit =
                    new NewInteraction(
                            "shop",
                            "M" + number,
                            new Actor.Anonymous("visitor-8"),
                            InteractionType.APP_USE,
                            null,
                            Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number),
                            null);
            work.add(() -> {
                interactions.recordAll(List.of(visit));
                return null;
            });
        }
        work.add(
                30,
                () -> {
                    interactions.link(visitor, id);
                    interactions.backfill(id, _ -> {});
                    return null;
                });
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }

        assertThat(ops.get("/customers/" + id + "/interactions?limit=100").body().at("/items"))
                .hasSize(60);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        ops.get(
                                                        "/customers/"
                                                                + id
                                                                + "/timeline?type=interaction&limit=100")
                                                .body()
                                                .at("/items"))
                                .hasSize(60));
    }
}
