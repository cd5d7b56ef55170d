package io.pondcrm.local.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight clients at once. */
class ConcurrencyTest {

    private static final int THREADS = 8;

    @TempDir static Path directory;

    private static DocumentStore store;
    private static MongoClient client;

    private MongoCollection<Document> documents;

    @BeforeAll
    static void start() throws IOException {
        store = DocumentStore.start(directory, 0);
        client = Clients.of(store);
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        store.close();
    }

    @BeforeEach
    void startEmpty() {
        client.getDatabase("concurrency").drop();
        documents = client.getDatabase("concurrency").getCollection("documents");
    }

    @Test
    void a_counter_hands_out_each_number_once() throws Exception {
        Queue<Integer> handedOut = new ConcurrentLinkedQueue<>();
        var after = new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

        together(_ -> {
            for (int i = 0; i < 100; i++) {
                Document counter = documents.findOneAndUpdate(eq("_id", "n"), inc("n", 1), after);
                handedOut.add(counter == null ? -1 : counter.getInteger("n"));
            }
        });

        assertThat(handedOut)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 100 * THREADS).boxed().toList());
    }

    @Test
    void of_writers_that_saw_the_same_version_one_wins() throws Exception {
        documents.insertOne(new Document("_id", 1).append("version", 0L).append("by", List.of()));
        var won = new AtomicInteger();

        together(thread -> {
            for (int i = 0; i < 100; i++) {
                Document seen = documents.find(eq("_id", 1)).first();
                Object version = seen == null ? -1L : seen.get("version");
                won.addAndGet(
                        (int)
                                documents
                                        .updateOne(
                                                and(eq("_id", 1), eq("version", version)),
                                                combine(inc("version", 1L), push("by", thread)))
                                        .getModifiedCount());
            }
        });

        assertThat(documents.find())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.getLong("version")).isEqualTo(won.get());
                    assertThat(each.getList("by", Integer.class)).hasSize(won.get());
                });
    }

    @Test
    void of_writers_of_the_same_key_one_wins() throws Exception {
        documents.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
        var won = new AtomicInteger();
        var refused = new AtomicInteger();

        together(thread -> {
            for (int i = 0; i < 50; i++) {
                try {
                    documents.insertOne(new Document("_id", thread + "/" + i).append("key", i));
                    won.incrementAndGet();
                } catch (MongoWriteException e) {
                    refused.incrementAndGet();
                }
            }
        });

        assertThat(won).hasValue(50);
        assertThat(refused).hasValue(50 * (THREADS - 1));
        assertThat(documents.countDocuments()).isEqualTo(50);
    }

    @Test
    void a_reader_never_sees_half_an_update() throws Exception {
        documents.insertOne(
                new Document("_id", 1).append("a", 0).append("b", new Document("c", 0)));

        together(thread -> {
            for (int i = 0; i < 100; i++) {
                if (thread % 2 == 0) {
                    documents.updateOne(eq("_id", 1), combine(inc("a", 1), inc("b.c", 1)));
                } else {
                    Document seen = documents.find().cursor().next();
                    assertThat(seen.get("b")).isEqualTo(new Document("c", seen.get("a")));
                }
            }
        });
    }

    private static void together(IntConsumer work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                running.add(threads.submit(() -> work.accept(thread)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }
}
