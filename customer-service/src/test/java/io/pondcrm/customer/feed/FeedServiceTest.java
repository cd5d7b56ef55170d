package io.pondcrm.customer.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.customer.Api;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class FeedServiceTest {

    @LocalServerPort int port;
    @Autowired TestEvents events;

    private Api ops;
    private Api shop;
    private String system;
    private String begin;

    @BeforeEach
    void twoSystems() {
        ops = Api.ops(port);
        system = TestEvents.newId("s").substring(2);
        shop = Api.partner(port, system);
        begin = ops.get("/change-feed?after=latest").text("/next");
    }

    private String customer(String system, String key) {
        return ops.put(
                        "/customers/by-external-id/%s/%s".formatted(system, key),
                        "{\"displayName\":\"Ada " + key + "\"}")
                .text("/id");
    }

    private List<JsonNode> read(Api who, String query, int atLeast) {
        var items = new ArrayList<JsonNode>();
        var next = new String[] {begin};
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    var page = who.get("/change-feed?limit=2&after=" + next[0] + query);
                    assertThat(page.status()).isEqualTo(200);
                    page.body().at("/items").forEach(items::add);
                    next[0] = page.text("/next");
                    assertThat(items).hasSizeGreaterThanOrEqualTo(atLeast);
                });
        return items;
    }

    @Test
    void a_partner_reads_all_about_its_own_customers_and_nothing_about_others() throws Exception {
        var ours = customer(system, "A-1");
        var theirs = customer("other-" + system.substring(0, 10), "B-1");
        ops.patch("/customers/" + ours, "{\"region\":\"CN-GD\"}", "If-Match", "\"1\"");
        ops.patch("/customers/" + theirs, "{\"region\":\"CN-GD\"}", "If-Match", "\"1\"");
        var both =
                """
                {"system":"%s","externalId":"T-1","customerId":"%s","type":"SALE",
                 "occurredAt":"2026-01-01T00:00:00Z","total":{"amount":"5","currency":"CNY"}}\
                """;
        ops.post("/transactions", both.formatted(system, ours));
        ops.post("/transactions", both.formatted("till", ours));

        var read = read(shop, "", 3);

        assertThat(read).extracting(it -> it.path("customerId").asString()).containsOnly(ours);
        assertThat(read)
                .extracting(it -> it.path("type").asString())
                .containsExactlyInAnyOrder(
                        "customer.created", "customer.updated", "transaction.recorded");
        assertThat(read.toString()).doesNotContain("Ada", "CN-GD");
        var previous = 0L;
        for (var change : read) {
            assertThat(change.path("previous").asLong()).isEqualTo(previous);
            previous = change.path("sequence").asLong();
        }
        var first = read.getFirst().path("sequence").asLong();
        var checksum = shop.get("/change-feed/checksums?from=%d&to=%d".formatted(first, previous));
        assertThat(checksum.body().path("count").asLong()).isEqualTo(3);
        var ids = new StringBuilder();
        read.forEach(it -> ids.append(it.path("id").asString()).append('\n'));
        assertThat(checksum.text("/sha256"))
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(
                                        MessageDigest.getInstance("SHA-256")
                                                .digest(ids.toString().getBytes(UTF_8))));
        // All is read: the next page is empty and its cursor stays good.
        assertThat(read(ops, "&types=customer.updated", 2))
                .extracting(it -> it.path("customerId").asString())
                .contains(ours, theirs);
    }

    @Test
    void what_was_told_twice_stands_there_once_and_customers_that_merge_are_told_of() {
        var ours = customer(system, "A-1");
        var other = customer(system, "A-2");
        ops.post("/customers/" + ours + "/merges", "{\"mergedCustomerId\":\"" + other + "\"}");
        var json =
                """
                {"customerId":"%s","segmentId":"seg.vip","segmentVersion":1,"enteredAt":"2026-11-20T00:00:00Z"}\
                """
                        .formatted(ours);
        var id = TestEvents.newId("evt");
        events.send("crm.segment.v1", "segment.entered.v1", ours, id, 1, json);
        events.send("crm.segment.v1", "segment.entered.v1", ours, id, 1, json);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    var types = new ArrayList<String>();
                    ops.get("/change-feed?limit=1000&after=" + begin)
                            .body()
                            .at("/items")
                            .forEach(it -> types.add(it.path("type").asString()));
                    assertThat(types).contains("customer.merged");
                });
        var read = read(shop, "&types=customer.merged", 2);
        assertThat(read).extracting(it -> it.at("/data/mergedId").asString()).containsOnly(other);
        // A partner without segments:read may not ask for them, and is not told.
        assertThat(shop.get("/change-feed?types=segment.entered").status()).isEqualTo(403);
        var reader = Api.with(port, "events:read", "segments:read");
        assertThat(read(reader, "", 1))
                .filteredOn(it -> it.path("id").asString().equals(id))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void cursors_types_and_windows_that_make_no_sense_are_refused() {
        assertThat(ops.get("/change-feed?after=nonsense").text("/code"))
                .isEqualTo("feed-cursor-unknown");
        assertThat(ops.get("/change-feed?after=999999999-0").text("/code"))
                .isEqualTo("feed-cursor-unknown");
        var unknown = ops.get("/change-feed?types=customer.created,customer.eaten");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.errors()).containsExactly("?types unknown-type");
        assertThat(ops.get("/change-feed?limit=-1").text("/code"))
                .isEqualTo("feed-limit-not-valid");
        assertThat(ops.get("/change-feed/checksums?from=9&to=2").status()).isEqualTo(400);
        assertThat(ops.get("/event-stream?types=customer.eaten").status()).isEqualTo(400);
        assertThat(ops.get("/event-stream", "Last-Event-ID", "x").status()).isEqualTo(400);
    }
}
