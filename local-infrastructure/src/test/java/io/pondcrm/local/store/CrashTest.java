package io.pondcrm.local.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the store while many write, and asks for everything that it had acknowledged. */
class CrashTest {

    private static final int KILLS = 4;
    private static final int WRITERS = 16;
    private static final int WRITES_BEFORE_A_KILL = 400;

    @TempDir Path directory;

    /** Per document the version that was acknowledged last. */
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    @Test
    void nothing_acknowledged_is_lost_and_state_and_event_stay_together() throws Exception {
        var total = new AtomicInteger();
        for (int round = 0; round < KILLS; round++) {
            total.addAndGet(writeAndKill(round));
            verify();
        }

        assertThat(total.get()).isGreaterThanOrEqualTo(KILLS * WRITES_BEFORE_A_KILL);
    }

    private int writeAndKill(int round) throws Exception {
        var writes = new AtomicInteger();
        try (var store = StoreProcess.start(directory);
                MongoClient client = Clients.of(store.uri() + "/?serverSelectionTimeoutMS=2000");
                var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            MongoCollection<Document> customers = customers(client);
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                writers.submit(() -> writeUntilItBreaks(customers, round, number, writes));
            }
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> writes.get() >= WRITES_BEFORE_A_KILL);
            store.kill();
        }
        return writes.get();
    }

    private void writeUntilItBreaks(
            MongoCollection<Document> customers, int round, int writer, AtomicInteger writes) {
        try {
            for (int i = 0; ; i++) {
                String id = "%d/%d/%d".formatted(round, writer, i / 10);
                long version = i % 10;
                if (version == 0) {
                    customers.insertOne(
                            new Document("_id", id)
                                    .append("version", 1L)
                                    .append("state", 0L)
                                    .append("outbox", List.of(0L)));
                } else {
                    customers.updateOne(
                            and(eq("_id", id), eq("version", version)),
                            combine(
                                    inc("version", 1L),
                                    set("state", version),
                                    push("outbox", version)));
                }
                acknowledged.put(id, version + 1);
                writes.incrementAndGet();
            }
        } catch (MongoException killed) {
            // that is the end of this round
        }
    }

    private void verify() throws Exception {
        try (var store = StoreProcess.start(directory);
                MongoClient client = Clients.of(store.uri())) {
            Map<String, Document> found = new ConcurrentHashMap<>();
            customers(client).find().forEach(each -> found.put(each.getString("_id"), each));

            assertThat(found.keySet()).containsAll(acknowledged.keySet());
            acknowledged.forEach((id, version) ->
                    assertThat(Objects.requireNonNull(found.get(id)).getLong("version"))
                            .as(id)
                            .isBetween(version, version + 1));
            assertThat(found.values())
                    .allSatisfy(each -> {
                        long version = each.getLong("version");
                        List<Long> outbox = each.getList("outbox", Long.class);
                        assertThat(outbox).hasSize((int) version);
                        assertThat(outbox.getLast()).isEqualTo(each.getLong("state"));
                    });
        }
    }

    private static MongoCollection<Document> customers(MongoClient client) {
        return client.getDatabase("crash").getCollection("customers");
    }

    @Test
    void a_told_stop_is_clean_and_a_second_process_is_kept_out() throws Exception {
        try (var first = StoreProcess.start(directory)) {
            String uri = first.uri();
            try (var second = StoreProcess.start(directory)) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.outputToTheEnd())
                        .anyMatch(line -> line.contains("Another process has the store in"));
            }
            try (MongoClient client = Clients.of(uri)) {
                customers(client).insertOne(new Document("_id", 1));
            }

            first.terminate();

            assertThat(first.outputToTheEnd())
                    .anyMatch(line -> line.contains("MongoDB holds more"))
                    .anyMatch(line -> line.contains("Store stopped"));
        }
        try (var again = StoreProcess.start(directory);
                MongoClient client = Clients.of(again.uri())) {
            assertThat(customers(client).countDocuments()).isEqualTo(1);
        }
    }
}
