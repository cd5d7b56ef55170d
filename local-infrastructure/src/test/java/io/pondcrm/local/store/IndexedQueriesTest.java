package io.pondcrm.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An index may make an answer faster, never another: random queries on random documents under
 * random indexes are compared with looking at every document.
 */
class IndexedQueriesTest {

    private static final int DOCUMENTS = 300;
    private static final int QUERIES = 350;
    private static final List<String> FIELDS =
            List.of("a", "b", "t", "d.e", "l.x", "l.y", "_id", "s");

    private final StoreDatabase database =
            new StoreDatabase(
                    "t",
                    new CursorRegistry(),
                    new Cursors(InstantSource.fixed(Instant.EPOCH)),
                    _ -> {});
    private final StoreCollection indexed = database.findOrCreate("indexed");
    private final StoreCollection scanned = database.findOrCreate("scanned");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void an_index_never_changes_an_answer(long seed) {
        var random = new Random(seed);
        createIndexes(random);
        for (int id = 0; id < DOCUMENTS; id++) {
            onBoth(insertion(document(random, id)));
        }
        var served = new AtomicInteger();

        for (int i = 0; i < QUERIES; i++) {
            change(random);
            compare(random, served);
        }

        assertThat(served.get()).isGreaterThan(QUERIES / 3);
        assertThat(indexed.delete(new Document("a", new Document("$gte", 2)), 0))
                .isEqualTo(scanned.delete(new Document("a", new Document("$gte", 2)), 0));
        indexed.delete(new Document(), 0);
        assertThat(indexed.orderedIndexes()).allMatch(index -> index.getCount() == 0);
    }

    private void compare(Random random, AtomicInteger served) {
        Document filter = filter(random, 2);
        Document sort = random.nextInt(3) == 0 ? null : sort(random);
        int limit = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(12);
        int skip = random.nextInt(4) == 0 ? random.nextInt(4) : 0;
        String question = "%s sort %s skip %d limit %d".formatted(filter, sort, skip, limit);
        if (!indexed.indexesFor(filter, sort, limit).isEmpty()) {
            served.incrementAndGet();
        }

        List<Document> byIndex = indexed.find(filter, sort, skip, limit);
        List<Document> byScan = scanned.find(filter, sort, skip, limit);

        if (sort != null) {
            assertThat(byIndex).as(question).isEqualTo(byScan);
        } else {
            assertThat(byIndex).as(question).hasSameSizeAs(byScan).doesNotHaveDuplicates();
            assertThat(new HashSet<>(scanned.find(filter, null, 0, 0)))
                    .as(question)
                    .containsAll(byIndex);
        }
        assertThat(indexed.count(filter, 0, 0)).isEqualTo(scanned.count(filter, 0, 0));
    }

    // ---- changes, made to both

    private interface Change {
        void on(StoreCollection collection);
    }

    /** Both must accept or both refuse: a unique index is on both. */
    private void onBoth(Change change) {
        assertThat(accepts(change, indexed)).isEqualTo(accepts(change, scanned));
    }

    private static boolean accepts(Change change, StoreCollection collection) {
        try {
            change.on(collection);
            return true;
        } catch (MongoServerException refused) {
            return false;
        }
    }

    private static Change insertion(Document document) {
        return collection -> collection.insert(document);
    }

    private void change(Random random) {
        Object id = random.nextInt(DOCUMENTS);
        var byId = new Document("_id", id);
        switch (random.nextInt(4)) {
            case 0 -> onBoth(collection -> collection.delete(byId, 1));
            case 1 -> onBoth(insertion(document(random, (Integer) id)));
            case 2 -> {
                Document replacement = document(random, (Integer) id);
                onBoth(collection -> collection.update(byId, replacement, null, false, false));
            }
            default -> {
                var set =
                        new Document("$set", new Document("a", value(random)))
                                .append("$unset", new Document("b", ""))
                                .append("$inc", new Document("d.n", 1));
                onBoth(collection -> collection.update(byId, set, null, false, false));
            }
        }
    }

    private void createIndexes(Random random) {
        var unique = new OrderedIndex("u", List.of(new IndexKey("s", true)), true, true);
        indexed.createIndex(unique);
        scanned.createIndex(new OrderedIndex("u", List.of(new IndexKey("s", true)), true, true));
        for (int i = 0; i < 5; i++) {
            var keys = new ArrayList<IndexKey>();
            var names = new HashSet<String>();
            for (int part = 0; part <= random.nextInt(4); part++) {
                String field = FIELDS.get(random.nextInt(FIELDS.size()));
                if (names.add(field)) {
                    keys.add(new IndexKey(field, random.nextBoolean()));
                }
            }
            try {
                indexed.createIndex(new OrderedIndex("i" + i, keys, false, random.nextInt(4) == 0));
            } catch (MongoServerException alreadyThere) {
                // the same fields were drawn before
            }
        }
    }

    // ---- random documents and queries

    private static Document document(Random random, int id) {
        var document = new Document("_id", id);
        if (random.nextInt(8) != 0) {
            document.append("a", value(random));
        }
        if (random.nextInt(8) != 0) {
            document.append("b", random.nextInt(6));
        }
        if (random.nextInt(6) != 0) {
            document.append("d", new Document("e", value(random)).append("n", 1));
        }
        if (random.nextInt(3) == 0) {
            document.append("s", "s" + random.nextInt(2_000));
        }
        // Arrays below one field only: an index over two would refuse parallel arrays.
        if (random.nextBoolean()) {
            var lines = new ArrayList<Object>();
            for (int i = 0; i < random.nextInt(4); i++) {
                var line = new Document("x", random.nextInt(4));
                if (random.nextInt(4) != 0) {
                    line.append("y", random.nextInt(4));
                }
                lines.add(line);
            }
            document.append("l", lines);
            document.append("t", random.nextInt(5));
        } else {
            var tags = new ArrayList<Object>();
            for (int i = 0; i < random.nextInt(4); i++) {
                tags.add(random.nextInt(5));
            }
            document.append("t", tags);
            document.append("l", new Document("x", random.nextInt(4)).append("y", 1));
        }
        return document;
    }

    private static @Nullable Object value(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> "v" + random.nextInt(4);
            case 2 -> (long) random.nextInt(5);
            case 3 -> random.nextInt(5) + 0.5;
            case 4 -> new Decimal128(BigDecimal.valueOf(random.nextInt(50), 1));
            case 5 -> Instant.ofEpochSecond(random.nextInt(4));
            case 6 -> random.nextBoolean();
            default -> random.nextInt(5);
        };
    }

    private static Document filter(Random random, int depth) {
        var filter = new Document();
        for (int i = 0; i <= random.nextInt(3); i++) {
            String field = FIELDS.get(random.nextInt(FIELDS.size()));
            filter.put(field, condition(random, field));
        }
        if (depth > 0 && random.nextInt(3) == 0) {
            var branches = new ArrayList<Document>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                branches.add(filter(random, depth - 1));
            }
            filter.put(random.nextInt(4) == 0 ? "$and" : "$or", branches);
        }
        if (random.nextInt(6) == 0) {
            var element = new Document("x", random.nextInt(4)).append("y", random.nextInt(4));
            filter.put("l", new Document("$elemMatch", element));
        }
        return filter;
    }

    private static @Nullable Object condition(Random random, String field) {
        return switch (random.nextInt(12)) {
            case 0 -> new Document("$gt", bound(random, field));
            case 1 -> new Document("$lte", bound(random, field));
            case 2 ->
                    new Document("$gte", bound(random, field)).append("$lt", bound(random, field));
            case 3, 4 -> {
                var values = new ArrayList<@Nullable Object>();
                for (int i = 0; i <= random.nextInt(4); i++) {
                    values.add(point(random, field));
                }
                yield new Document("$in", values);
            }
            case 5 -> new Document("$exists", random.nextBoolean());
            case 6 -> new Document("$ne", point(random, field));
            case 7 -> new Document("$not", new Document("$gt", bound(random, field)));
            case 8 -> new BsonRegularExpression("^[sv]?" + random.nextInt(4), "");
            case 9 -> new BsonRegularExpression("^s" + random.nextInt(20), "");
            default -> point(random, field);
        };
    }

    private static @Nullable Object point(Random random, String field) {
        return switch (field) {
            case "_id" -> random.nextInt(DOCUMENTS);
            case "s" -> "s" + random.nextInt(2_000);
            case "a", "d.e" -> value(random);
            default -> random.nextInt(10) == 0 ? null : (Object) random.nextInt(5);
        };
    }

    private static Object bound(Random random, String field) {
        Object bound = point(random, field);
        return bound == null ? 2 : bound;
    }

    /** Ends with {@code _id}, so that there is one right order. */
    private static Document sort(Random random) {
        var sort = new Document();
        for (int i = 0; i < random.nextInt(3); i++) {
            sort.put(FIELDS.get(random.nextInt(FIELDS.size())), random.nextBoolean() ? 1 : -1);
        }
        if (!sort.containsKey("_id")) {
            sort.put("_id", random.nextBoolean() ? 1 : -1);
        }
        return sort;
    }
}
