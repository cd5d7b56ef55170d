package io.pondcrm.local.store;

import static com.mongodb.client.model.Aggregates.count;
import static com.mongodb.client.model.Aggregates.facet;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.limit;
import static com.mongodb.client.model.Aggregates.lookup;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Aggregates.merge;
import static com.mongodb.client.model.Aggregates.out;
import static com.mongodb.client.model.Aggregates.project;
import static com.mongodb.client.model.Aggregates.replaceRoot;
import static com.mongodb.client.model.Aggregates.sample;
import static com.mongodb.client.model.Aggregates.skip;
import static com.mongodb.client.model.Aggregates.sort;
import static com.mongodb.client.model.Aggregates.sortByCount;
import static com.mongodb.client.model.Aggregates.unwind;
import static com.mongodb.client.model.Filters.all;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Filters.size;
import static com.mongodb.client.model.Filters.type;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.excludeId;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Sorts.orderBy;
import static com.mongodb.client.model.Updates.addEachToSet;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.min;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.pullByFilter;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.DuplicateKeyException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BsonField;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Facet;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.MergeOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the services lean on, as docs/architecture.md lists it. Runs on the embedded store always,
 * and on a real MongoDB where {@code POND_MONGODB_URI} names one: both must answer alike.
 */
abstract class StoreContract {

    private static final Date NOON = Date.from(Instant.parse("2026-03-01T12:00:00Z"));
    private static final Date EVENING = Date.from(Instant.parse("2026-03-01T20:00:00Z"));

    MongoDatabase database;
    MongoCollection<Document> customers;

    abstract MongoClient client();

    @BeforeEach
    void startEmpty() {
        database = client().getDatabase("contract_" + getClass().getSimpleName());
        database.drop();
        customers = database.getCollection("customers");
    }

    @AfterEach
    void leaveNothing() {
        database.drop();
    }

    // ---- handshake

    @Test
    void ping_hello_and_build_info_satisfy_driver_and_health_check() {
        Document hello = database.runCommand(new Document("hello", 1));

        assertThat(database.runCommand(new Document("ping", 1)).getDouble("ok")).isEqualTo(1.0);
        assertThat(hello.getBoolean("isWritablePrimary")).isTrue();
        assertThat(hello.getInteger("maxWireVersion")).isGreaterThanOrEqualTo(8);
        assertThat(database.runCommand(new Document("buildInfo", 1)).getString("version"))
                .isNotBlank();
    }

    // ---- house.md 1: one document carries every promise

    @Test
    void an_update_by_id_and_version_happens_once() {
        customers.insertOne(doc("_id", "cus_1").append("version", 3L).append("name", "Ada"));
        Bson seen = and(eq("_id", "cus_1"), eq("version", 3L));
        Bson change = combine(inc("version", 1L), set("name", "Ada L"));

        assertThat(customers.updateOne(seen, change).getMatchedCount()).isEqualTo(1);
        assertThat(customers.updateOne(seen, change).getMatchedCount()).isZero();
        assertThat(only())
                .isEqualTo(doc("_id", "cus_1").append("version", 4L).append("name", "Ada L"));
    }

    @Test
    void the_outbox_is_pushed_relayed_and_pulled_within_one_document() {
        customers.insertOne(doc("_id", "cus_1").append("version", 0L).append("outbox", List.of()));

        customers.updateOne(
                and(eq("_id", "cus_1"), eq("version", 0L)),
                combine(
                        inc("version", 1L),
                        set("pendingSince", NOON),
                        pushEach("outbox", List.of(event("evt_1"), event("evt_2")))));
        customers.updateOne(eq("_id", "cus_1"), push("outbox", event("evt_3")));

        assertThat(find(exists("pendingSince"))).hasSize(1);
        customers.updateOne(
                eq("_id", "cus_1"), pullByFilter(eq("outbox", in("id", "evt_1", "evt_2"))));
        assertThat(customers.updateOne(done("cus_1"), unset("pendingSince")).getMatchedCount())
                .isZero();
        assertThat(only().getList("outbox", Document.class)).containsExactly(event("evt_3"));

        customers.updateOne(eq("_id", "cus_1"), pullByFilter(eq("outbox", in("id", "evt_3"))));
        assertThat(customers.updateOne(done("cus_1"), unset("pendingSince")).getMatchedCount())
                .isEqualTo(1);
        assertThat(only())
                .isEqualTo(doc("_id", "cus_1").append("version", 1L).append("outbox", List.of()));
    }

    @Test
    void pending_documents_come_oldest_first() {
        customers.createIndex(Indexes.ascending("pendingSince"), new IndexOptions().sparse(true));
        insert(
                doc("_id", 1).append("pendingSince", EVENING),
                doc("_id", 2),
                doc("_id", 3).append("pendingSince", NOON));

        assertThat(
                        ids(
                                customers
                                        .find(exists("pendingSince"))
                                        .sort(ascending("pendingSince"))
                                        .limit(5)))
                .containsExactly(3, 1);
        assertThat(ids(customers.find(gt("pendingSince", NOON)).sort(ascending("pendingSince"))))
                .containsExactly(1);
    }

    @Test
    void an_event_is_applied_once_by_its_id_in_the_filter() {
        customers.insertOne(doc("_id", 1).append("applied", List.of("e1")).append("spent", 10));
        Bson notYet = and(eq("_id", 1), ne("applied", "e2"));
        Bson apply =
                combine(
                        inc("spent", 5),
                        pushEach("applied", List.of("e2"), new PushOptions().slice(-2)));

        assertThat(customers.updateOne(notYet, apply).getModifiedCount()).isEqualTo(1);
        assertThat(customers.updateOne(notYet, apply).getModifiedCount()).isZero();
        assertThat(only())
                .isEqualTo(
                        doc("_id", 1).append("applied", List.of("e1", "e2")).append("spent", 15));
    }

    @Test
    void operators_change_what_they_name_and_nothing_else() {
        customers.insertOne(
                doc("_id", 1)
                        .append("low", 5)
                        .append("high", 5)
                        .append("tags", List.of("a", "b"))
                        .append("deep", doc("x", 1).append("y", 2)));

        customers.updateOne(
                eq("_id", 1),
                combine(
                        min("low", 3),
                        max("high", 9),
                        addToSet("tags", "b"),
                        set("deep.x", "new"),
                        unset("deep.y"),
                        setOnInsert("never", true)));
        customers.updateOne(eq("_id", 1), addEachToSet("tags", List.of("b", "c")));
        customers.updateOne(eq("_id", 1), pull("tags", "a"));

        assertThat(only())
                .isEqualTo(
                        doc("_id", 1)
                                .append("low", 3)
                                .append("high", 9)
                                .append("tags", List.of("b", "c"))
                                .append("deep", doc("x", "new")));
    }

    @Test
    void push_keeps_the_last_few_and_may_sort() {
        customers.insertOne(doc("_id", 1).append("last", List.of(1, 2, 3)));

        customers.updateOne(
                eq("_id", 1), pushEach("last", List.of(4, 5), new PushOptions().slice(-3)));
        assertThat(only().getList("last", Integer.class)).containsExactly(3, 4, 5);

        customers.updateOne(
                eq("_id", 1), pushEach("last", List.of(1), new PushOptions().sort(-1).slice(2)));
        assertThat(only().getList("last", Integer.class)).containsExactly(5, 4);
    }

    @Test
    void array_elements_are_changed_by_position_and_by_array_filter() {
        customers.insertOne(
                doc("_id", 1)
                        .append(
                                "points",
                                List.of(
                                        doc("kind", "mail").append("ok", false),
                                        doc("kind", "phone").append("ok", false),
                                        doc("kind", "phone").append("ok", false))));

        customers.updateOne(
                and(eq("_id", 1), eq("points.kind", "phone")), set("points.$.ok", true));
        assertThat(only().getList("points", Document.class))
                .extracting(point -> point.getBoolean("ok"))
                .containsExactly(false, true, false);

        customers.updateOne(
                eq("_id", 1),
                set("points.$[each].ok", "all"),
                new UpdateOptions().arrayFilters(List.of(eq("each.kind", "phone"))));
        assertThat(only().getList("points", Document.class))
                .extracting(point -> point.get("ok"))
                .containsExactly(false, "all", "all");
    }

    @Test
    void an_upsert_inserts_once_with_its_filter_and_on_insert_fields() {
        var upsert = new UpdateOptions().upsert(true);
        Bson change = combine(inc("count", 1), setOnInsert("since", NOON));

        var first = customers.updateOne(eq("_id", "k"), change, upsert);
        var second = customers.updateOne(eq("_id", "k"), change, upsert);

        assertThat(first.getUpsertedId()).isEqualTo(new BsonString("k"));
        assertThat(second.getUpsertedId()).isNull();
        assertThat(only()).isEqualTo(doc("_id", "k").append("count", 2).append("since", NOON));
    }

    @Test
    void a_replacement_keeps_the_id() {
        customers.insertOne(doc("_id", 1).append("old", true));

        customers.replaceOne(eq("_id", 1), doc("new", true));
        customers.replaceOne(eq("_id", 2), doc("new", 2), new ReplaceOptions().upsert(true));

        assertThat(find(empty()))
                .containsExactly(doc("_id", 1).append("new", true), doc("_id", 2).append("new", 2));
    }

    @Test
    void find_and_modify_returns_the_document_before_or_after() {
        customers.insertOne(doc("_id", 1).append("n", 1));

        assertThat(customers.findOneAndUpdate(eq("_id", 1), inc("n", 1)))
                .isEqualTo(doc("_id", 1).append("n", 1));
        assertThat(
                        customers.findOneAndUpdate(
                                eq("_id", 1),
                                inc("n", 1),
                                new FindOneAndUpdateOptions()
                                        .returnDocument(ReturnDocument.AFTER)
                                        .projection(fields(include("n"), excludeId()))))
                .isEqualTo(doc("n", 3));
        assertThat(
                        customers.findOneAndUpdate(
                                eq("_id", 2),
                                inc("n", 1),
                                new FindOneAndUpdateOptions()
                                        .upsert(true)
                                        .returnDocument(ReturnDocument.AFTER)))
                .isEqualTo(doc("_id", 2).append("n", 1));
        assertThat(customers.findOneAndUpdate(eq("_id", 9), inc("n", 1))).isNull();
        assertThat(customers.findOneAndDelete(eq("_id", 2)))
                .isEqualTo(doc("_id", 2).append("n", 1));
        assertThat(customers.countDocuments()).isEqualTo(1);
    }

    @Test
    void find_and_modify_takes_the_first_by_its_sort() {
        insert(doc("_id", 1).append("due", EVENING), doc("_id", 2).append("due", NOON));

        Document taken =
                customers.findOneAndUpdate(
                        exists("lease", false),
                        set("lease", "me"),
                        new FindOneAndUpdateOptions().sort(ascending("due")));

        assertThat(taken).containsEntry("_id", 2);
    }

    // ---- house.md 3: uniqueness

    @Test
    void a_unique_index_refuses_the_second_and_names_itself() {
        customers.createIndex(Indexes.ascending("email"), new IndexOptions().unique(true));
        customers.insertOne(doc("_id", 1).append("email", "a@example.org"));
        insert(doc("_id", 2).append("email", "b@example.org"));

        assertThatThrownBy(() -> insert(doc("_id", 3).append("email", "a@example.org")))
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        e -> {
                            assertThat(e.getError().getCode()).isEqualTo(11000);
                            assertThat(e.getError().getCategory())
                                    .isEqualTo(ErrorCategory.DUPLICATE_KEY);
                            assertThat(e.getMessage()).contains("email_1");
                        });
        assertThatThrownBy(() -> customers.updateOne(eq("_id", 2), set("email", "a@example.org")))
                .isInstanceOf(MongoWriteException.class);
        assertThatThrownBy(() ->
                        customers.findOneAndUpdate(eq("_id", 2), set("email", "a@example.org")))
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(DuplicateKeyException.class),
                        e ->
                                assertThat(((MongoCommandException) e).getErrorCode())
                                        .isEqualTo(11000));
        assertThat(customers.countDocuments()).isEqualTo(2);
    }

    @Test
    void the_id_is_unique_and_cannot_change() {
        insert(doc("_id", 1));

        assertThatThrownBy(() -> insert(doc("_id", 1)))
                .isInstanceOf(MongoWriteException.class)
                .hasMessageContaining("E11000")
                .hasMessageContaining("_id_");
        assertThatThrownBy(() -> customers.updateOne(eq("_id", 1), set("_id", 2)))
                .isInstanceOf(MongoWriteException.class);
    }

    @Test
    void a_unique_and_sparse_index_lets_many_go_without() {
        customers.createIndex(
                Indexes.ascending("externalKey"), new IndexOptions().unique(true).sparse(true));

        insert(doc("_id", 1), doc("_id", 2), doc("_id", 3).append("externalKey", "k"));

        assertThatThrownBy(() -> insert(doc("_id", 4).append("externalKey", "k")))
                .isInstanceOf(MongoWriteException.class);
        customers.updateOne(eq("_id", 3), unset("externalKey"));
        insert(doc("_id", 4).append("externalKey", "k"));
    }

    @Test
    void external_ids_are_unique_as_pairs_of_one_element() {
        customers.createIndex(
                Indexes.ascending("externalIds.system", "externalIds.key"),
                new IndexOptions().unique(true).sparse(true));
        insert(
                doc("_id", 1)
                        .append(
                                "externalIds",
                                List.of(external("shop", "1"), external("erp", "2"))),
                doc("_id", 2)
                        .append(
                                "externalIds",
                                List.of(external("shop", "2"), external("erp", "1"))),
                doc("_id", 3));

        assertThat(
                        ids(
                                customers.find(
                                        elemMatch(
                                                "externalIds",
                                                and(eq("system", "shop"), eq("key", "2"))))))
                .containsExactly(2);
        assertThat(
                        ids(
                                customers.find(
                                        and(
                                                eq("externalIds.system", "shop"),
                                                eq("externalIds.key", "2")))))
                .containsExactlyInAnyOrder(1, 2);
        assertThatThrownBy(() ->
                        customers.updateOne(
                                eq("_id", 2), push("externalIds", external("erp", "2"))))
                .isInstanceOf(MongoWriteException.class);
        customers.updateOne(eq("_id", 1), pullByFilter(eq("externalIds", eq("system", "erp"))));
        customers.updateOne(eq("_id", 2), push("externalIds", external("erp", "2")));
    }

    @Test
    void a_unique_index_cannot_be_built_over_duplicates() {
        insert(doc("_id", 1).append("a", 1), doc("_id", 2).append("a", 1));

        assertThatThrownBy(() ->
                        customers.createIndex(
                                Indexes.ascending("a"), new IndexOptions().unique(true)))
                .isInstanceOf(com.mongodb.MongoException.class)
                .hasMessageContaining("11000");
        assertThat(customers.listIndexes()).hasSize(1);
    }

    @Test
    void creating_the_same_index_again_changes_nothing_and_another_of_its_name_is_an_error() {
        customers.createIndex(Indexes.ascending("a"), new IndexOptions().name("mine"));
        customers.createIndex(Indexes.ascending("a"), new IndexOptions().name("mine"));

        assertThatThrownBy(() ->
                        customers.createIndex(
                                Indexes.ascending("b"), new IndexOptions().name("mine")))
                .isInstanceOf(MongoCommandException.class);
        assertThat(customers.listIndexes().map(index -> index.getString("name")))
                .containsExactly("_id_", "mine");
        customers.dropIndex("mine");
        assertThat(customers.listIndexes()).hasSize(1);
    }

    // ---- house.md 5 and 6: lists and bulks

    @Test
    void keyset_pages_cover_every_document_once() {
        customers.createIndex(
                Indexes.compoundIndex(Indexes.ascending("tier"), Indexes.descending("at", "_id")));
        var all = new ArrayList<Document>();
        for (int i = 0; i < 50; i++) {
            all.add(
                    doc("_id", i)
                            .append("tier", i % 2 == 0 ? "GOLD" : "SILVER")
                            .append("at", i / 7));
        }
        customers.insertMany(all);

        var seen = new ArrayList<Object>();
        Bson after = empty();
        while (true) {
            List<Document> page =
                    customers
                            .find(and(eq("tier", "GOLD"), after))
                            .sort(descending("at", "_id"))
                            .limit(4)
                            .into(new ArrayList<>());
            if (page.isEmpty()) {
                break;
            }
            page.forEach(each -> seen.add(each.get("_id")));
            Document last = page.getLast();
            after =
                    or(
                            lt("at", last.get("at")),
                            and(eq("at", last.get("at")), lt("_id", last.get("_id"))));
        }

        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(i -> (Object) (48 - 2 * i)).toList());
    }

    @Test
    void an_unordered_insert_keeps_the_good_rows_and_reports_each_bad_one() {
        customers.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
        insert(doc("_id", 1).append("key", "a"));

        var thrown =
                catchThrowableOfType(
                        MongoBulkWriteException.class,
                        () ->
                                customers.insertMany(
                                        List.of(
                                                doc("_id", 2).append("key", "b"),
                                                doc("_id", 3).append("key", "a"),
                                                doc("_id", 1).append("key", "c"),
                                                doc("_id", 4).append("key", "d")),
                                        new InsertManyOptions().ordered(false)));

        assertThat(thrown.getWriteErrors()).extracting(e -> e.getIndex()).containsExactly(1, 2);
        assertThat(thrown.getWriteErrors()).extracting(e -> e.getCode()).containsOnly(11000);
        assertThat(thrown.getWriteErrors().get(0).getMessage()).contains("key_1");
        assertThat(thrown.getWriteErrors().get(1).getMessage()).contains("_id_");
        assertThat(thrown.getWriteResult().getInsertedCount()).isEqualTo(2);
        assertThat(ids(customers.find())).containsExactlyInAnyOrder(1, 2, 4);
    }

    @Test
    void an_ordered_insert_stops_at_the_first_bad_row() {
        var thrown =
                catchThrowableOfType(
                        MongoBulkWriteException.class,
                        () ->
                                customers.insertMany(
                                        List.of(doc("_id", 1), doc("_id", 1), doc("_id", 2))));

        assertThat(thrown.getWriteResult().getInsertedCount()).isEqualTo(1);
        assertThat(customers.countDocuments()).isEqualTo(1);
    }

    @Test
    void an_unordered_bulk_mixes_writes_and_counts_each() {
        insert(
                doc("_id", 1).append("n", 1),
                doc("_id", 2).append("n", 1),
                doc("_id", 3).append("n", 9));

        var thrown =
                catchThrowableOfType(
                        MongoBulkWriteException.class,
                        () ->
                                customers.bulkWrite(
                                        List.of(
                                                new UpdateOneModel<>(eq("_id", 1), inc("n", 1)),
                                                new InsertOneModel<>(doc("_id", 2)),
                                                new UpdateManyModel<>(
                                                        gte("n", 1), set("seen", true)),
                                                new UpdateOneModel<>(
                                                        eq("_id", 7),
                                                        set("n", 7),
                                                        new UpdateOptions().upsert(true)),
                                                new DeleteOneModel<>(eq("_id", 3)),
                                                new InsertOneModel<>(doc("_id", 4))),
                                        new BulkWriteOptions().ordered(false)));

        var result = thrown.getWriteResult();
        assertThat(thrown.getWriteErrors())
                .singleElement()
                .satisfies(e -> assertThat(e.getIndex()).isEqualTo(1));
        assertThat(result.getInsertedCount()).isEqualTo(1);
        assertThat(result.getDeletedCount()).isEqualTo(1);
        assertThat(result.getMatchedCount()).isGreaterThanOrEqualTo(4);
        assertThat(result.getUpserts())
                .singleElement()
                .satisfies(u -> assertThat(u.getIndex()).isEqualTo(3));
        assertThat(ids(customers.find())).containsExactlyInAnyOrder(1, 2, 4, 7);
    }

    @Test
    void long_answers_come_in_batches() {
        customers.insertMany(IntStream.range(0, 1_000).mapToObj(i -> doc("_id", i)).toList());

        assertThat(ids(customers.find().sort(ascending("_id")).batchSize(33)))
                .hasSize(1_000)
                .startsWith(0)
                .endsWith(999);
        assertThat(ids(customers.find().sort(ascending("_id")))).hasSize(1_000);
        assertThat(ids(customers.find().sort(ascending("_id")).limit(150).batchSize(100)))
                .hasSize(150);
        assertThat(ids(customers.find().sort(ascending("_id")).skip(990))).hasSize(10);
        assertThat(ids(customers.aggregate(List.of(sort(ascending("_id")))).batchSize(10)))
                .hasSize(1_000);
        try (var cursor = customers.find().batchSize(2).cursor()) {
            assertThat(cursor.next()).isNotNull();
        }
    }

    @Test
    void large_answers_do_not_burst_a_message() {
        String text = "x".repeat(1 << 20);
        for (int i = 0; i < 60; i++) {
            customers.insertOne(doc("_id", i).append("text", text));
        }

        assertThat(ids(customers.find().batchSize(1_000))).hasSize(60);
    }

    @Test
    void update_many_delete_many_and_counts_agree() {
        customers.insertMany(
                IntStream.range(0, 20)
                        .mapToObj(i -> doc("_id", i).append("odd", i % 2 == 1))
                        .toList());

        assertThat(customers.updateMany(eq("odd", true), set("n", 1)).getModifiedCount())
                .isEqualTo(10);
        assertThat(customers.countDocuments(eq("n", 1))).isEqualTo(10);
        assertThat(customers.countDocuments(eq("n", 1), new CountOptions().limit(3))).isEqualTo(3);
        assertThat(customers.estimatedDocumentCount()).isEqualTo(20);
        assertThat(customers.deleteMany(eq("n", 1)).getDeletedCount()).isEqualTo(10);
        assertThat(customers.deleteOne(eq("odd", false)).getDeletedCount()).isEqualTo(1);
        assertThat(customers.countDocuments()).isEqualTo(9);
    }

    // ---- filters and values

    @Test
    void filters_match_what_they_say() {
        insert(
                doc("_id", 1)
                        .append("a", 1)
                        .append("tags", List.of("x", "y"))
                        .append("name", "Ada"),
                doc("_id", 2).append("a", 2).append("tags", List.of("y")).append("name", "Adam"),
                doc("_id", 3).append("a", null).append("tags", List.of()).append("name", "Bob"),
                doc("_id", 4).append("a", "1").append("name", "ada"));

        assertThat(matching(eq("a", null))).containsExactly(3);
        assertThat(matching(exists("tags", false))).containsExactly(4);
        assertThat(matching(exists("a"))).containsExactly(1, 2, 3, 4);
        assertThat(matching(type("a", BsonType.STRING))).containsExactly(4);
        assertThat(matching(type("a", "number"))).containsExactly(1, 2);
        assertThat(matching(ne("a", 1))).containsExactly(2, 3, 4);
        assertThat(matching(nin("a", 1, 2))).containsExactly(3, 4);
        assertThat(matching(in("a", 1, "1", null))).containsExactly(1, 3, 4);
        assertThat(matching(gt("a", 0))).containsExactly(1, 2);
        assertThat(matching(and(gte("a", 1), lte("a", 1)))).containsExactly(1);
        assertThat(matching(not(gt("a", 1)))).containsExactly(1, 3, 4);
        assertThat(matching(or(eq("a", 2), eq("name", "Bob")))).containsExactly(2, 3);
        assertThat(matching(com.mongodb.client.model.Filters.nor(eq("a", 2), eq("name", "Bob"))))
                .containsExactly(1, 4);
        assertThat(matching(regex("name", "^Ada"))).containsExactly(1, 2);
        assertThat(matching(regex("name", "^ada", "i"))).containsExactly(1, 2, 4);
        assertThat(matching(size("tags", 2))).containsExactly(1);
        assertThat(matching(size("tags", 0))).containsExactly(3);
        assertThat(matching(all("tags", "x", "y"))).containsExactly(1);
        assertThat(matching(eq("tags", "y"))).containsExactly(1, 2);
        assertThat(matching(eq("tags", List.of("y")))).containsExactly(2);
        assertThat(matching(ne("tags", "x"))).containsExactly(2, 3, 4);
        assertThat(matching(com.mongodb.client.model.Filters.mod("a", 2, 0))).containsExactly(2);
    }

    @Test
    void filters_reach_into_arrays_of_documents() {
        insert(
                doc("_id", 1).append("lines", List.of(line("p", 1), line("q", 9))),
                doc("_id", 2).append("lines", List.of(line("p", 9), line("q", 1))),
                doc("_id", 3).append("lines", List.of()));

        assertThat(matching(and(eq("lines.sku", "p"), eq("lines.qty", 9)))).containsExactly(1, 2);
        assertThat(matching(elemMatch("lines", and(eq("sku", "p"), gt("qty", 5)))))
                .containsExactly(2);
        assertThat(matching(eq("lines.0.sku", "p"))).containsExactly(1, 2);
        assertThat(matching(exists("lines.0", false))).containsExactly(3);
        assertThat(matching(in("lines.qty", 1, 5))).containsExactly(1, 2);
        assertThat(matching(ne("lines.qty", 1))).containsExactly(3);
    }

    @Test
    void values_come_back_as_they_went_in() {
        UUID uuid = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
        Document all =
                doc("_id", new ObjectId())
                        .append("money", Decimal128.parse("12.30"))
                        .append("long", Long.MAX_VALUE)
                        .append("int", -1)
                        .append("double", 0.1)
                        .append("date", NOON)
                        .append("uuid", uuid)
                        .append("bytes", new Binary(new byte[] {1, 2, 3}))
                        .append("null", null)
                        .append("bool", false)
                        .append("text", "李小龙 𠮷野家 😀")
                        .append("empty", doc("list", List.of()))
                        .append("nested", List.of(List.of(1, 2), doc("a", List.of("b"))));
        customers.insertOne(all);

        assertThat(only()).isEqualTo(all);
        assertThat(find(eq("uuid", uuid))).hasSize(1);
        assertThat(find(eq("money", Decimal128.parse("12.3")))).hasSize(1);
        assertThat(find(gt("money", Decimal128.parse("12.29")))).hasSize(1);
        assertThat(find(eq("date", NOON))).hasSize(1);
        customers.updateOne(empty(), inc("money", Decimal128.parse("0.05")));
        assertThat(only().get("money")).isEqualTo(Decimal128.parse("12.35"));
    }

    @Test
    void money_keeps_every_digit() {
        insert(
                doc("_id", 1).append("m", Decimal128.parse("12345678901234567890.01")),
                doc("_id", 2).append("m", Decimal128.parse("12345678901234567890.02")));

        assertThat(ids(customers.find().sort(descending("m")))).containsExactly(2, 1);
        assertThat(matching(eq("m", Decimal128.parse("12345678901234567890.02"))))
                .containsExactly(2);
        assertThat(matching(gt("m", Decimal128.parse("12345678901234567890.01"))))
                .containsExactly(2);
    }

    @Test
    void a_null_a_missing_field_and_types_sort_in_mongodb_order() {
        insert(
                doc("_id", 1).append("v", true),
                doc("_id", 2).append("v", "a"),
                doc("_id", 3).append("v", 5),
                doc("_id", 4).append("v", null),
                doc("_id", 5).append("v", NOON),
                doc("_id", 6).append("v", doc("a", 1)),
                doc("_id", 7).append("v", -1.5),
                doc("_id", 8).append("v", "B"));

        assertThat(ids(customers.find().sort(ascending("v", "_id"))))
                .containsExactly(4, 7, 3, 8, 2, 6, 1, 5);
        assertThat(ids(customers.find().sort(orderBy(descending("v"), ascending("_id")))))
                .containsExactly(5, 1, 6, 2, 8, 3, 7, 4);
    }

    @Test
    void projections_include_exclude_and_pick_elements() {
        insert(
                doc("_id", 1)
                        .append("a", 1)
                        .append("b", doc("c", 2).append("d", 3))
                        .append(
                                "l",
                                List.of(doc("x", 1).append("y", 1), doc("x", 2).append("y", 2))));

        assertThat(customers.find().projection(include("b.c")).first())
                .isEqualTo(doc("_id", 1).append("b", doc("c", 2)));
        assertThat(customers.find().projection(exclude("b.c", "l")).first())
                .isEqualTo(doc("_id", 1).append("a", 1).append("b", doc("d", 3)));
        assertThat(customers.find().projection(fields(include("l.x"), excludeId())).first())
                .isEqualTo(doc("l", List.of(doc("x", 1), doc("x", 2))));
        assertThat(customers.find().projection(Projections.elemMatch("l", eq("x", 2))).first())
                .isEqualTo(doc("_id", 1).append("l", List.of(doc("x", 2).append("y", 2))));
    }

    @Test
    void distinct_gives_each_value_once() {
        insert(
                doc("_id", 1).append("t", List.of("a", "b")),
                doc("_id", 2).append("t", "b"),
                doc("_id", 3));

        assertThat(customers.distinct("t", String.class)).containsExactlyInAnyOrder("a", "b");
        assertThat(customers.distinct("t", eq("_id", 2), String.class)).containsExactly("b");
    }

    // ---- house.md 4: aggregates

    @Test
    void a_pipeline_groups_sorts_and_projects() {
        sales();

        assertThat(
                        aggregate(
                                match(gte("qty", 1)),
                                group(
                                        "$sku",
                                        Accumulators.sum("sold", "$qty"),
                                        Accumulators.sum("lines", 1),
                                        Accumulators.max("most", "$qty"),
                                        Accumulators.avg("mean", "$qty")),
                                sort(ascending("_id")),
                                skip(0),
                                limit(10),
                                project(fields(include("sold", "lines", "most", "mean")))))
                .containsExactly(
                        doc("_id", "p")
                                .append("sold", 6)
                                .append("lines", 2)
                                .append("most", 4)
                                .append("mean", 3.0),
                        doc("_id", "q")
                                .append("sold", 1)
                                .append("lines", 1)
                                .append("most", 1)
                                .append("mean", 1.0));
        assertThat(aggregate(match(eq("sku", "p")), count("n"))).containsExactly(doc("n", 2));
        assertThat(aggregate(match(eq("sku", "nothing")), count("n"))).isEmpty();
        assertThat(aggregate(sortByCount("$sku")))
                .containsExactly(
                        doc("_id", "p").append("count", 2), doc("_id", "q").append("count", 1));
        assertThat(aggregate(sample(2))).hasSize(2);
    }

    @Test
    void a_pipeline_unwinds_adds_and_replaces() {
        insert(doc("_id", 1).append("l", List.of(doc("x", 1), doc("x", 2))).append("n", 5));

        assertThat(
                        aggregate(
                                unwind("$l"),
                                Aggregates.addFields(
                                        new com.mongodb.client.model.Field<>(
                                                "l.twice", doc("$multiply", List.of("$l.x", 2)))),
                                Aggregates.unset("n"),
                                replaceRoot("$l")))
                .containsExactly(doc("x", 1).append("twice", 2), doc("x", 2).append("twice", 4));
        assertThat(aggregate(project(fields(include("l.x"), excludeId()))))
                .containsExactly(doc("l", List.of(doc("x", 1), doc("x", 2))));
        assertThat(aggregate(project(exclude("l.x", "n"))))
                .containsExactly(doc("_id", 1).append("l", List.of(doc(), doc())));
        assertThat(aggregate(unwind("$l"), replaceRoot("$l")))
                .containsExactly(doc("x", 1), doc("x", 2));
    }

    @Test
    void a_pipeline_looks_up_buckets_and_facets() {
        sales();
        database.getCollection("products").insertOne(doc("_id", "p").append("title", "Pen"));

        assertThat(
                        aggregate(
                                match(eq("_id", 1)),
                                lookup("products", "sku", "_id", "product"),
                                unwind("$product"),
                                project(fields(include("product.title"), excludeId()))))
                .containsExactly(doc("product", doc("title", "Pen")));
        assertThat(
                        aggregate(
                                Aggregates.bucket(
                                        "$qty",
                                        List.of(0, 2, 10),
                                        new com.mongodb.client.model.BucketOptions()
                                                .output(new BsonField("n", doc("$sum", 1))))))
                .containsExactly(doc("_id", 0).append("n", 1), doc("_id", 2).append("n", 2));
        assertThat(
                        aggregate(
                                facet(
                                        new Facet("all", count("n")),
                                        new Facet("big", match(gt("qty", 3)), count("n")))))
                .containsExactly(
                        doc("all", List.of(doc("n", 3))).append("big", List.of(doc("n", 1))));
    }

    @Test
    void a_pipeline_writes_its_result() {
        sales();
        MongoCollection<Document> totals = database.getCollection("totals");
        totals.insertOne(doc("_id", "q").append("note", "kept"));

        customers
                .aggregate(
                        List.of(
                                group("$sku", Accumulators.sum("sold", "$qty")),
                                merge(
                                        "totals",
                                        new MergeOptions()
                                                .whenMatched(MergeOptions.WhenMatched.MERGE)
                                                .whenNotMatched(
                                                        MergeOptions.WhenNotMatched.INSERT))))
                .toCollection();
        assertThat(totals.find().sort(ascending("_id")))
                .containsExactly(
                        doc("_id", "p").append("sold", 6),
                        doc("_id", "q").append("note", "kept").append("sold", 1));

        customers.aggregate(List.of(match(eq("sku", "q")), out("totals"))).toCollection();
        assertThat(totals.countDocuments()).isEqualTo(1);
    }

    @Test
    void a_group_can_collect_and_tell_first_from_last() {
        sales();

        assertThat(
                        aggregate(
                                sort(ascending("_id")),
                                group(
                                        null,
                                        Accumulators.push("ids", "$_id"),
                                        Accumulators.addToSet("skus", "$sku"),
                                        Accumulators.first("first", "$qty"),
                                        Accumulators.last("last", "$qty"),
                                        Accumulators.sum("money", "$price"))))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.getList("ids", Integer.class)).containsExactly(1, 2, 3);
                    assertThat(each.getList("skus", String.class))
                            .containsExactlyInAnyOrder("p", "q");
                    assertThat(each.get("first")).isEqualTo(2);
                    assertThat(each.get("last")).isEqualTo(4);
                    assertThat(each.get("money")).isEqualTo(Decimal128.parse("0.30"));
                });
    }

    // ---- databases and collections

    @Test
    void collections_are_listed_renamed_and_dropped() {
        insert(doc("_id", 1).append("a", 5));
        customers.createIndex(Indexes.ascending("a"));
        database.createCollection("empty");

        assertThat(database.listCollectionNames()).containsExactlyInAnyOrder("customers", "empty");
        assertThat(client().listDatabaseNames()).contains(database.getName());

        customers.renameCollection(new com.mongodb.MongoNamespace(database.getName(), "people"));
        MongoCollection<Document> people = database.getCollection("people");
        assertThat(people.find(eq("a", 5))).hasSize(1);
        assertThat(people.listIndexes()).hasSize(2);
        assertThat(customers.countDocuments()).isZero();

        people.drop();
        assertThat(database.listCollectionNames()).containsExactly("empty");
    }

    // ---- fixtures

    private static Document doc() {
        return new Document();
    }

    static Document doc(String key, @Nullable Object value) {
        return new Document(key, value);
    }

    private static Document event(String id) {
        return doc("id", id).append("type", "t");
    }

    private static Document external(String system, String key) {
        return doc("system", system).append("key", key);
    }

    private static Document line(String sku, int quantity) {
        return doc("sku", sku).append("qty", quantity);
    }

    private static Bson done(String id) {
        return and(eq("_id", id), size("outbox", 0));
    }

    private void sales() {
        insert(
                line("p", 2).append("_id", 1).append("price", Decimal128.parse("0.10")),
                line("q", 1).append("_id", 2).append("price", Decimal128.parse("0.10")),
                line("p", 4).append("_id", 3).append("price", Decimal128.parse("0.10")));
    }

    private void insert(Document... documents) {
        for (Document document : documents) {
            customers.insertOne(document);
        }
    }

    private Document only() {
        assertThat(customers.countDocuments()).isEqualTo(1);
        return java.util.Objects.requireNonNull(customers.find().first());
    }

    private List<Document> find(Bson filter) {
        return customers.find(filter).into(new ArrayList<>());
    }

    private List<Object> matching(Bson filter) {
        return ids(customers.find(filter).sort(ascending("_id")));
    }

    private List<Document> aggregate(Bson... stages) {
        return customers.aggregate(List.of(stages)).into(new ArrayList<>());
    }

    private static List<Object> ids(Iterable<Document> documents) {
        var ids = new ArrayList<Object>();
        documents.forEach(each -> ids.add(each.get("_id")));
        return ids;
    }
}
