package io.pondcrm.local.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoNamespace;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk when the store starts again. */
class DurabilityTest {

    private static final long NEVER = Long.MAX_VALUE;

    @TempDir Path directory;

    @Test
    void everything_is_there_after_a_restart() throws IOException {
        inStore(database -> {
            MongoCollection<Document> kept = database.getCollection("kept");
            kept.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
            kept.createIndex(Indexes.ascending("gone"));
            kept.insertMany(
                    IntStream.range(0, 5)
                            .mapToObj(i -> new Document("_id", i).append("key", i))
                            .toList());
            kept.updateOne(eq("_id", 1), set("key", "one"));
            kept.deleteOne(eq("_id", 2));
            kept.dropIndex("gone_1");
            database.getCollection("dropped").insertOne(new Document("_id", 1));
            database.getCollection("dropped").drop();
            database.getCollection("old").insertOne(new Document("_id", 1));
            database.getCollection("old")
                    .renameCollection(new MongoNamespace(database.getName(), "new"));
            database.createCollection("empty");
        });

        inStore(database -> {
            MongoCollection<Document> kept = database.getCollection("kept");
            assertThat(database.listCollectionNames())
                    .containsExactlyInAnyOrder("kept", "new", "empty");
            assertThat(kept.find())
                    .extracting(each -> each.get("key"))
                    .containsExactly(0, "one", 3, 4);
            assertThat(kept.listIndexes()).hasSize(2);
            assertThatThrownBy(() -> kept.insertOne(new Document("key", "one")))
                    .isInstanceOf(MongoWriteException.class);
            assertThat(database.getCollection("new").countDocuments()).isEqualTo(1);
        });
    }

    @Test
    void a_torn_record_at_the_end_is_cut_off_and_set_aside() throws IOException {
        inStore(database -> numbers(database).insertOne(new Document("_id", 1)));
        long good = Files.size(journal());
        inStore(database -> numbers(database).insertOne(new Document("_id", 2)));
        try (var torn = Files.newByteChannel(journal(), StandardOpenOption.WRITE)) {
            torn.truncate(Files.size(journal()) - 3);
        }

        inStore(database -> {
            assertThat(numbers(database).find()).containsExactly(new Document("_id", 1));
            numbers(database).insertOne(new Document("_id", 3));
        });
        inStore(database -> assertThat(numbers(database).countDocuments()).isEqualTo(2));

        assertThat(directory.resolve("store.journal.cut")).exists();
        assertThat(Files.size(journal())).isGreaterThan(good);
    }

    @Test
    void replay_stops_at_the_first_damaged_record() throws IOException {
        inStore(database -> numbers(database).insertOne(new Document("_id", 1)));
        long good = Files.size(journal());
        inStore(database -> {
            numbers(database).insertOne(new Document("_id", 2));
            numbers(database).insertOne(new Document("_id", 3));
        });
        byte[] bytes = Files.readAllBytes(journal());
        bytes[(int) good + 20] ^= 1;
        Files.write(journal(), bytes);

        inStore(database ->
                assertThat(numbers(database).find()).containsExactly(new Document("_id", 1)));
    }

    @Test
    void zeros_after_the_end_are_no_records() throws IOException {
        inStore(database -> numbers(database).insertOne(new Document("_id", 1)));
        Files.write(journal(), new byte[4096], StandardOpenOption.APPEND);

        inStore(database -> assertThat(numbers(database).countDocuments()).isEqualTo(1));
    }

    @Test
    void a_file_that_is_no_journal_is_left_alone() throws IOException {
        Files.writeString(journal(), "something else altogether");

        assertThatThrownBy(() -> DocumentStore.start(directory, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a journal");
        assertThat(journal()).hasContent("something else altogether");
    }

    @Test
    void the_journal_is_compacted_under_writers_who_lose_nothing() throws Exception {
        int writers = 4;
        int[] written = new int[writers];
        try (DocumentStore store = DocumentStore.start(directory, 0, 300_000);
                MongoClient client = Clients.of(store);
                var threads = Executors.newFixedThreadPool(writers)) {
            MongoCollection<Document> counters = client.getDatabase("d").getCollection("counters");
            counters.createIndex(Indexes.ascending("n"));
            var shrunk = new AtomicBoolean();
            var running = new ArrayList<Future<?>>();
            for (int writer = 0; writer < writers; writer++) {
                int number = writer;
                running.add(
                        threads.submit(() -> written[number] = countUp(counters, number, shrunk)));
            }
            long[] largest = new long[1];
            int[] times = new int[1];
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        long size = store.backend().journal().size();
                        if (size < largest[0] / 2) {
                            times[0]++;
                            largest[0] = size;
                        }
                        largest[0] = Math.max(largest[0], size);
                        return times[0] >= 3;
                    });
            shrunk.set(true);
            for (Future<?> each : running) {
                each.get();
            }
        }

        inStore(database -> {
            for (int writer = 0; writer < writers; writer++) {
                assertThat(database.getCollection("counters").find(eq("_id", writer)))
                        .singleElement()
                        .isEqualTo(counter(writer, written[writer]));
            }
            assertThat(database.getCollection("counters").find(gte("n", 1))).hasSize(writers);
        });
        assertThat(directory.resolve("store.journal.new")).doesNotExist();
    }

    private static int countUp(
            MongoCollection<Document> counters, int writer, AtomicBoolean enough) {
        counters.insertOne(counter(writer, 0));
        int n = 0;
        while (!enough.get()) {
            counters.updateOne(eq("_id", writer), inc("n", 1));
            n++;
        }
        return n;
    }

    private static Document counter(int writer, int n) {
        return new Document("_id", writer).append("n", n).append("padding", "x".repeat(2_000));
    }

    @Test
    void a_start_shrinks_a_journal_of_mostly_old_changes() throws IOException {
        inStore(database -> {
            numbers(database).insertOne(new Document("_id", 1).append("x", "y".repeat(10_000)));
            for (int i = 0; i < 300; i++) {
                numbers(database).updateOne(eq("_id", 1), inc("n", 1));
            }
        });
        long before = Files.size(journal());

        inStore(database ->
                assertThat(numbers(database).find())
                        .singleElement()
                        .satisfies(each -> assertThat(each).containsEntry("n", 300)));

        assertThat(Files.size(journal())).isLessThan(before / 10);
    }

    @Test
    void a_directory_serves_one_store_at_a_time() throws IOException {
        try (var _ = DocumentStore.start(directory, 0)) {
            assertThatThrownBy(() -> DocumentStore.start(directory, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Another process has the store in");
        }
        DocumentStore.start(directory, 0).close();
    }

    private Path journal() {
        return directory.resolve("store.journal");
    }

    private static MongoCollection<Document> numbers(MongoDatabase database) {
        return database.getCollection("numbers");
    }

    private void inStore(Consumer<MongoDatabase> work) throws IOException {
        try (DocumentStore store = DocumentStore.start(directory, 0, NEVER);
                MongoClient client = Clients.of(store)) {
            work.accept(client.getDatabase("d"));
        }
    }
}
