package io.pondcrm.chassis.audit;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Updates;
import io.pondcrm.chassis.basics.OptimisticWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Writes entries to the end of a service's chain. Who asks for an entry waits until it is stored;
 * those who ask at one time share a round trip. Instances of a service write to the same chain: the
 * store gives each number away once, and who came too late goes behind.
 */
final class AuditTrail implements AuditChain, AutoCloseable {

    private static final int MOST_AT_ONCE = 500;

    private record Waiting(AuditEntry entry, CompletableFuture<Void> stored) {}

    private record Place(long number, String seal) {}

    private final MongoOperations mongo;
    private final AuditSeals seals;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile boolean closed;

    /** The last entry, as far as this instance knows; only the writer's own. */
    private @Nullable Place last;

    AuditTrail(MongoOperations mongo, AuditSeals seals) {
        this.mongo = mongo;
        this.seals = seals;
        var entries = mongo.getCollection(AuditDocument.COLLECTION);
        entries.createIndex(Indexes.ascending("at", "_id"));
        entries.createIndex(Indexes.ascending("actor", "at", "_id"));
        entries.createIndex(Indexes.ascending("customers", "at", "_id"));
        begin();
        writer = Thread.ofVirtual().name("audit-trail").start(this::write);
    }

    /**
     * Stores an entry.
     *
     * @throws org.springframework.dao.DataAccessException if the store is away: then it is not
     *     known whether the entry is stored
     */
    void append(AuditEntry entry) {
        if (closed) {
            throw new IllegalStateException("The audit trail is closed");
        }
        var mine = new Waiting(entry, new CompletableFuture<>());
        waiting.add(mine);
        try {
            mine.stored().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private void write() {
        while (!closed || !waiting.isEmpty()) {
            var batch = new ArrayList<Waiting>();
            try {
                var first = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                waiting.drainTo(batch, MOST_AT_ONCE - 1);
                store(batch.stream().map(Waiting::entry).toList());
                batch.forEach(it -> it.stored().complete(null));
            } catch (RuntimeException failed) {
                last = null;
                batch.forEach(it -> it.stored().completeExceptionally(failed));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void store(List<AuditEntry> entries) {
        OptimisticWrite.<List<AuditEntry>>all("The audit trail", entries, this::storeSome);
        var end = last;
        if (end != null) {
            tellEnd(end);
        }
    }

    /** Returns those whose numbers another instance took. */
    private List<AuditEntry> storeSome(List<AuditEntry> entries) {
        var place = last == null ? end() : last;
        var places = new ArrayList<Place>();
        var documents = new ArrayList<Document>();
        for (var entry : entries) {
            var key = seals.current();
            var seal = seals.seal(key, place.seal(), place.number() + 1, entry).orElseThrow();
            place = new Place(place.number() + 1, seal);
            places.add(place);
            documents.add(AuditDocument.of(place.number(), entry, key, seal).written());
        }
        var stored = insert(documents);
        last = stored == documents.size() ? place : null;
        return entries.subList(stored, entries.size());
    }

    /** In order, up to the first whose number is taken: how many went in. */
    private int insert(List<Document> documents) {
        return Optional.ofNullable(
                        mongo.execute(
                                AuditDocument.COLLECTION,
                                it -> {
                                    try {
                                        it.insertMany(
                                                documents, new InsertManyOptions().ordered(true));
                                        return documents.size();
                                    } catch (MongoBulkWriteException partly) {
                                        var error = partly.getWriteErrors().getFirst();
                                        if (error.getCode() != 11000) {
                                            throw partly;
                                        }
                                        return error.getIndex();
                                    }
                                }))
                .orElseThrow();
    }

    /**
     * Where the chain goes on: behind the last entry, or behind where it once ended. What was cut
     * off stays missing.
     */
    private Place end() {
        var newest = new Query().with(Sort.by(Sort.Direction.DESC, "_id")).limit(1);
        var entry = mongo.findOne(newest, AuditDocument.class);
        var place = entry == null ? new Place(0, "") : new Place(entry.number(), entry.seal());
        return head().filter(it -> it.number() > place.number())
                .map(it -> new Place(it.number(), it.seal()))
                .orElse(place);
    }

    Optional<AuditHead> head() {
        return Optional.ofNullable(mongo.findById(AuditHead.ID, AuditHead.class));
    }

    /** Never made anew for a chain that has entries: that it is gone would be forgotten. */
    private void begin() {
        if (head().isEmpty() && end().number() == 0) {
            try {
                mongo.insert(headAt(new Place(0, "")));
            } catch (DuplicateKeyException _) {
                // Another instance began it.
            }
        }
    }

    private AuditHead headAt(Place place) {
        var key = seals.current();
        return new AuditHead(
                AuditHead.ID,
                place.number(),
                place.seal(),
                key,
                seals.sealOfHead(key, place.number(), place.seal()).orElseThrow());
    }

    private void tellEnd(Place place) {
        var head = headAt(place);
        mongo.getCollection(AuditHead.COLLECTION)
                .updateOne(
                        Filters.and(
                                Filters.eq("_id", AuditHead.ID),
                                Filters.lt("number", place.number())),
                        Updates.combine(
                                Updates.set("number", head.number()),
                                Updates.set("seal", head.seal()),
                                Updates.set("key", head.key()),
                                Updates.set("proof", head.proof())));
    }

    /** Looks at the whole chain. */
    AuditCheck check() {
        // Read first: entries that are written meanwhile come behind it.
        var head = head().orElse(null);
        var inOrder = new Query().with(Sort.by("_id"));
        try (var entries = mongo.stream(inOrder, AuditDocument.class)) {
            return AuditCheck.of(entries.iterator(), head, seals);
        }
    }

    @Override
    public Optional<String> findFlaw() {
        var check = check();
        return check.finding().map(it -> it + " " + check.firstBad().orElse(0L));
    }

    /** Stores what waits, and ends. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
