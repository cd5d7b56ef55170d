package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.RunningSuite.Pond;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * A10: a partner system and we change the same customers, and both sides are cut off again and
 * again. In the end both hold the same, nobody is there twice, and what both changed is told with
 * both values.
 */
@ExtendWith(RunningSuite.class)
@Order(RunningSuite.LATE)
class TwoWaySyncIT {

    private static final int CUSTOMERS = Integer.getInteger("pond.sync.customers", 600);
    private static final int RESTARTS = 3;
    private static final int BATCH = 200;
    private static final String SYSTEM = "two-way";
    private static final String SYNC = "/api/v1/partners/" + SYSTEM + "/";
    private static final List<String> REGIONS =
            List.of("CN-BJ", "CN-SH", "CN-GD", "CN-SC", "CN-ZJ", "CN-HB");

    /** The fields that are changed; the partner's names count, and our regions. */
    private enum Field {
        NAME("displayName"),
        REGION("region");

        private final String json;

        Field(String json) {
            this.json = json;
        }
    }

    private record Found(String key, String field, String theirs, String ours, String winner) {}

    private final Random random = new Random(10);

    /** The partner's own store, which its restarts do not touch. */
    private final Map<String, Record> theirs = new TreeMap<>();

    private int edits;

    private static final class Record {
        private String name;
        private String region;
        private long revision = 1;
        private long seen;

        private Record(int number) {
            name = "Name " + number;
            region = REGIONS.get(number % REGIONS.size());
        }

        private String get(Field field) {
            return field == Field.NAME ? name : region;
        }

        private void set(Field field, String value) {
            if (field == Field.NAME) {
                name = value;
            } else {
                region = value;
            }
            revision++;
        }
    }

    @Test
    void both_sides_end_equal_and_every_conflict_is_told(Pond pond) throws Exception {
        pond.ops
                .put(
                        SYNC + "sync-policy",
                        Map.of(
                                "fields",
                                Map.of(
                                        "displayName",
                                        Map.of("direction", "BOTH", "winner", "PARTNER"),
                                        "region",
                                        Map.of("direction", "BOTH", "winner", "OURS")),
                                "others",
                                Map.of("direction", "BOTH", "winner", "LATEST")),
                        "If-Match",
                        "\"0\"")
                .orThrow();
        for (var number = 0; number < CUSTOMERS; number++) {
            theirs.put("key-%05d".formatted(number), new Record(number));
        }
        pass(pond, -1);

        var expected = new HashSet<Found>();
        for (var restart = 0; restart < RESTARTS; restart++) {
            expected.addAll(change(pond));
            pass(pond, random.nextInt(theirs.size() / BATCH));
        }
        pass(pond, -1);

        assertThat(ours(pond)).isEqualTo(values());
        assertThat(conflicts(pond)).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Some change at the partner's, some with us, one in a hundred on both sides. */
    private Set<Found> change(Pond pond) throws Exception {
        var keys = new ArrayList<>(theirs.keySet());
        Collections.shuffle(keys, random);
        var share = Math.max(2, CUSTOMERS / 100);
        var found = new HashSet<Found>();
        for (var at = 0; at < 3 * share; at++) {
            var key = keys.get(at);
            var field = Field.values()[at % 2];
            var record = Objects.requireNonNull(theirs.get(key));
            var isBoth = at < share;
            var byPartner = news(field, Set.of(record.get(field)));
            var byUs = news(field, Set.of(record.get(field), byPartner));
            if (isBoth || at >= 2 * share) {
                changeOurs(pond, key, field, byUs);
            }
            if (at < 2 * share) {
                record.set(field, byPartner);
            }
            if (isBoth) {
                found.add(
                        new Found(
                                key,
                                field.json,
                                byPartner,
                                byUs,
                                field == Field.NAME ? "PARTNER" : "OURS"));
            }
        }
        return found;
    }

    private String news(Field field, Set<String> others) {
        if (field == Field.NAME) {
            return "Name changed " + edits++;
        }
        return REGIONS.stream()
                .filter(it -> !others.contains(it))
                .skip(random.nextInt(REGIONS.size() - others.size()))
                .findFirst()
                .orElseThrow();
    }

    private static void changeOurs(Pond pond, String key, Field field, String value)
            throws Exception {
        var customer =
                pond.ops.get("/api/v1/customers/by-external-id/" + SYSTEM + "/" + key).orThrow();
        pond.ops
                .patch(
                        "/api/v1/customers/" + customer.json().path("id").asString(),
                        Map.of(field.json, value),
                        "If-Match",
                        customer.header("ETag"))
                .orThrow();
    }

    /**
     * The partner tells all its customers and takes over what it hears.
     *
     * @param cutAt the batch in which the service is killed; the partner, too, forgets then what it
     *     had heard in this pass but not stored, and begins anew. Negative for none
     */
    private void pass(Pond pond, int cutAt) throws Exception {
        var keys = List.copyOf(theirs.keySet());
        var batches =
                IntStream.range(0, (keys.size() + BATCH - 1) / BATCH)
                        .mapToObj(it ->
                                keys.subList(it * BATCH, Math.min(keys.size(), (it + 1) * BATCH)))
                        .toList();
        for (var number = 0; number < batches.size(); number++) {
            if (number == cutAt) {
                var batch = batches.get(number);
                var cutOff = CompletableFuture.runAsync(() -> quietly(pond, batch));
                pond.kill("customer");
                pond.suite.up();
                // Whatever it answered, the partner has gone down with it.
                cutOff.join();
                pass(pond, -1);
                return;
            }
            adopt(batches.get(number), tell(pond, batches.get(number)));
        }
    }

    private void quietly(Pond pond, List<String> batch) {
        try {
            pond.ops.post(SYNC + "customer-syncs", body(batch));
        } catch (IOException | InterruptedException lost) {
            // That is what the kill is for.
        }
    }

    private JsonNode tell(Pond pond, List<String> batch) {
        var answer = new Api.Answer[1];
        await().atMost(Duration.ofMinutes(2))
                .until(() -> {
                    answer[0] = pond.ops.post(SYNC + "customer-syncs", body(batch));
                    return answer[0].status() == 207;
                });
        return answer[0].json().path("results");
    }

    private Map<String, Object> body(List<String> batch) {
        var items = new ArrayList<Map<String, Object>>();
        for (var key : batch) {
            var record = Objects.requireNonNull(theirs.get(key));
            items.add(
                    Map.of(
                            "key",
                            key,
                            "revision",
                            record.revision,
                            "seen",
                            record.seen,
                            "profile",
                            Map.of(
                                    "displayName",
                                    record.name,
                                    "region",
                                    record.region,
                                    "tags",
                                    List.of(SYSTEM))));
        }
        return Map.of("items", items);
    }

    private void adopt(List<String> batch, JsonNode results) {
        for (var at = 0; at < batch.size(); at++) {
            var result = results.get(at);
            assertThat(result.path("status").asInt()).as("%s", result).isIn(200, 201);
            var record = Objects.requireNonNull(theirs.get(batch.get(at)));
            record.seen = result.path("customer").path("version").asLong();
            for (var field : Field.values()) {
                for (var name : result.path("adopt")) {
                    if (name.asString().equals(field.json)) {
                        record.set(field, result.path("customer").path(field.json).asString());
                    }
                }
            }
        }
    }

    private Map<String, String> values() {
        var values = new TreeMap<String, String>();
        theirs.forEach((key, record) -> values.put(key, record.name + " in " + record.region));
        return values;
    }

    /** What we hold, by the partner's key; fails if somebody is there twice. */
    private static Map<String, String> ours(Pond pond) throws Exception {
        var values = new TreeMap<String, String>();
        var path = "/api/v1/customers?limit=1000&tag=" + SYSTEM;
        for (var page = pond.ops.read(path); ; ) {
            for (var customer : page.path("items")) {
                assertThat(
                                values.put(
                                        customer.path("externalIds").get(0).path("key").asString(),
                                        customer.path("displayName").asString()
                                                + " in "
                                                + customer.path("region").asString()))
                        .isNull();
            }
            if (!page.path("nextCursor").isString()) {
                return values;
            }
            page = next(pond, path, page);
        }
    }

    private static List<Found> conflicts(Pond pond) throws Exception {
        var found = new ArrayList<Found>();
        var path = SYNC + "sync-conflicts?limit=1000";
        for (var page = pond.ops.read(path); ; ) {
            for (var conflict : page.path("items")) {
                found.add(
                        new Found(
                                conflict.path("key").asString(),
                                conflict.path("field").asString(),
                                conflict.path("theirs").asString(),
                                conflict.path("ours").asString(),
                                conflict.path("winner").asString()));
            }
            if (!page.path("nextCursor").isString()) {
                return found;
            }
            page = next(pond, path, page);
        }
    }

    private static JsonNode next(Pond pond, String path, JsonNode page) throws Exception {
        return pond.ops.read(path + "&cursor=" + Api.encode(page.path("nextCursor").asString()));
    }
}
