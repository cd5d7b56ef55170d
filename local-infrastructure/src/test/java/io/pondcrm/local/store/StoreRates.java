package io.pondcrm.local.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * Prints how fast a store is: {@code StoreRates <directory>}, or a MongoDB's URI for comparison.
 */
final class StoreRates {

    private static final int LOADED = 100_000;
    private static final int BULK = 1_000;

    private final MongoCollection<Document> customers;
    private final Random random = new Random(1);

    private StoreRates(MongoClient client) {
        client.getDatabase("rates").drop();
        this.customers = client.getDatabase("rates").getCollection("customers");
    }

    public static void main(String[] args) throws Exception {
        if (args[0].startsWith("mongodb")) {
            try (MongoClient client = Clients.of(args[0])) {
                new StoreRates(client).run();
            }
            return;
        }
        try (StoreProcess store = StoreProcess.start(Path.of(args[0]), "-Xmx2g");
                MongoClient client = Clients.of(store.uri())) {
            new StoreRates(client).run();
        }
    }

    private void run() throws Exception {
        customers.createIndex(
                Indexes.ascending("externalKey"), new IndexOptions().unique(true).sparse(true));
        customers.createIndex(
                Indexes.compoundIndex(
                        Indexes.ascending("tier"), Indexes.descending("createdAt", "_id")));
        customers.createIndex(Indexes.ascending("pendingSince"), new IndexOptions().sparse(true));

        rate("bulk insert of 1,000, documents", LOADED, 1, BULK, this::insertMany);
        rate("single insert, 1 thread", 1_000, 1, 1, i -> customers.insertOne(customer("a" + i)));
        rate(
                "single insert, 16 threads",
                16_000,
                16,
                1,
                i -> customers.insertOne(customer("b" + i)));
        rate("find by id", 10_000, 1, 1, _ -> customers.find(eq("_id", any())).first());
        rate("find by id, 8 threads", 40_000, 8, 1, _ -> customers.find(eq("_id", any())).first());
        rate("find $in 1,000 unique keys, documents", 100_000, 1, BULK, _ -> findMany());
        rate("{_id, version} update, 1 thread", 1_000, 1, 1, _ -> updateOne());
        rate("{_id, version} update, 16 threads", 16_000, 16, 1, _ -> updateOne());
        rate("{_id, version} updates in bulks of 500", 50_000, 1, 500, _ -> updateMany());
        rate("keyset page of 50 at 100 k", 2_000, 1, 1, _ -> page());
    }

    private void insertMany(int first) {
        customers.insertMany(
                IntStream.range(first, first + BULK).mapToObj(i -> customer("k" + i)).toList(),
                new InsertManyOptions().ordered(false));
    }

    private Document customer(String key) {
        return new Document("_id", "cus_" + key)
                .append("version", 1L)
                .append("externalKey", "shop:" + key)
                .append("tier", "T" + Math.floorMod(key.hashCode(), 3))
                .append("createdAt", new Date(1_700_000_000_000L + key.hashCode()))
                .append("name", new Document("given", "Ada").append("family", "Lovelace " + key))
                .append(
                        "contactPoints",
                        List.of(
                                new Document("kind", "email").append("value", key + "@example.org"),
                                new Document("kind", "phone").append("value", "+8613800138000")))
                .append("tags", List.of("newsletter", "vip", "spring"))
                .append("note", "x".repeat(300))
                .append(
                        "outbox",
                        List.of(new Document("id", "evt_" + key).append("json", "y".repeat(200))))
                .append("pendingSince", new Date(1_700_000_000_000L));
    }

    private String any() {
        return "cus_k" + random.nextInt(LOADED);
    }

    private void findMany() {
        int first = random.nextInt(LOADED - BULK);
        customers
                .find(
                        in(
                                "externalKey",
                                IntStream.range(first, first + BULK)
                                        .mapToObj(i -> "shop:k" + i)
                                        .toList()))
                .into(new ArrayList<>());
    }

    private void updateOne() {
        customers.updateOne(
                and(eq("_id", any()), eq("version", 1L)),
                combine(set("name.given", "Eve"), inc("touched", 1), push("log", "z")));
    }

    private void updateMany() {
        int first = random.nextInt(LOADED - 500);
        var updates = new ArrayList<WriteModel<Document>>();
        for (int i = first; i < first + 500; i++) {
            updates.add(
                    new UpdateOneModel<>(
                            and(eq("_id", "cus_k" + i), eq("version", 1L)),
                            combine(set("name.given", "Eve" + i), inc("touched", 1))));
        }
        customers.bulkWrite(updates, new BulkWriteOptions().ordered(false));
    }

    private void page() {
        var at = new Date(1_700_000_000_000L + random.nextInt());
        customers
                .find(
                        and(
                                eq("tier", "T1"),
                                or(
                                        lt("createdAt", at),
                                        and(eq("createdAt", at), lt("_id", "cus_m")))))
                .sort(descending("createdAt", "_id"))
                .limit(50)
                .into(new ArrayList<>());
    }

    private static void rate(String what, int count, int threads, int step, IntConsumer work)
            throws Exception {
        long start = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                int from = thread * (count / threads);
                int to = from + count / threads;
                pool.submit(() -> {
                    for (int i = from; i < to; i += step) {
                        work.accept(i);
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-45s %,10.0f /s%n", what, count / seconds);
    }
}
