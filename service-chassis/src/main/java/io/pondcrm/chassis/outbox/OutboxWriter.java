package io.pondcrm.chassis.outbox;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import io.pondcrm.chassis.basics.Ids;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Stores changes with the events that announce them, each in one atomic write.
 *
 * <p>Events are pushed, never written back from what was read: the relay may have removed some
 * meanwhile, and a whole-document save would bring them back.
 */
public final class OutboxWriter {

    static final String OUTBOX = "outbox";

    /**
     * One document's change.
     *
     * @param id the document's {@code _id}
     * @param seen the version that the decision was made on
     * @param fields the fields to set; a null value removes the field
     * @param events what announces it
     */
    public record Change(
            String id, long seen, Map<String, @Nullable Object> fields, List<OutboxEntry> events) {}

    private final MongoOperations mongo;
    private final Clock clock;
    private final Ids ids;
    private final OutboxSignal signal;

    OutboxWriter(MongoOperations mongo, Clock clock, Ids ids, OutboxSignal signal) {
        this.mongo = mongo;
        this.clock = clock;
        this.ids = ids;
        this.signal = signal;
    }

    /**
     * Stores a new document and its events.
     *
     * @throws org.springframework.dao.DuplicateKeyException if its id or another unique key is
     *     taken
     */
    public void insert(Outboxed document, List<OutboxEntry> events) {
        var stored = stored(document, events, Priority.LIVE);
        var collection = mongo.getCollectionName(document.getClass());
        mongo.execute(collection, it -> it.insertOne(stored));
        if (!events.isEmpty()) {
            signal.raise(collection, Priority.LIVE);
        }
    }

    /** {@link #insertAll(List, List, Priority)}, live. */
    public BitSet insertAll(List<? extends Outboxed> documents, List<List<OutboxEntry>> events) {
        return insertAll(documents, events, Priority.LIVE);
    }

    /**
     * Stores new documents, all of one type, in one round trip; those whose key is taken are left
     * out.
     *
     * @param events the events of each document, in the same order
     * @param priority how soon the events have to leave
     * @return the positions of the documents that were refused because a unique key is taken
     */
    public BitSet insertAll(
            List<? extends Outboxed> documents, List<List<OutboxEntry>> events, Priority priority) {
        var refused = new BitSet();
        if (documents.isEmpty()) {
            return refused;
        }
        var stored = new ArrayList<Document>(documents.size());
        for (var at = 0; at < documents.size(); at++) {
            stored.add(stored(documents.get(at), events.get(at), priority));
        }
        var collection = mongo.getCollectionName(documents.getFirst().getClass());
        mongo.execute(
                collection,
                it -> {
                    try {
                        return it.insertMany(stored, new InsertManyOptions().ordered(false));
                    } catch (MongoBulkWriteException partly) {
                        for (var error : partly.getWriteErrors()) {
                            if (error.getCode() != 11000) {
                                throw partly;
                            }
                            refused.set(error.getIndex());
                        }
                        return null;
                    }
                });
        if (events.stream().anyMatch(it -> !it.isEmpty())) {
            signal.raise(collection, priority);
        }
        return refused;
    }

    /**
     * Sets fields and appends events, if nobody changed the document since it was read.
     *
     * @param seen the version the caller read
     * @param fields the fields to set; a null value removes the field
     * @return false if the document has moved on; the caller reads again and decides anew
     */
    public boolean update(
            Class<? extends Outboxed> type,
            String id,
            long seen,
            Map<String, @Nullable Object> fields,
            List<OutboxEntry> events) {
        var change = update(type, fields, events, seen + 1, Priority.LIVE);
        var result =
                Objects.requireNonNull(
                        mongo.execute(type, it -> it.updateOne(unmoved(id, seen), change)));
        var done = result.getMatchedCount() == 1;
        if (done && !events.isEmpty()) {
            signal.raise(mongo.getCollectionName(type), Priority.LIVE);
        }
        return done;
    }

    /**
     * Says once more what did not change: fields stay, and the version grows above all that anybody
     * has heard of.
     *
     * @param above the highest version that somebody claims to have heard
     * @return false if the document has moved on; the caller reads again and decides anew
     */
    public boolean restate(
            Class<? extends Outboxed> type,
            String id,
            long seen,
            long above,
            List<OutboxEntry> events) {
        var sequence = Math.max(seen, above) + 1;
        var change =
                update(type, Map.of(), events, sequence, Priority.LIVE)
                        .append("$inc", new Document("version", sequence - seen));
        var result =
                Objects.requireNonNull(
                        mongo.execute(type, it -> it.updateOne(unmoved(id, seen), change)));
        if (result.getMatchedCount() == 1) {
            signal.raise(mongo.getCollectionName(type), Priority.LIVE);
            return true;
        }
        return false;
    }

    /**
     * Of which documents events still wait to leave.
     *
     * @param field by which they are looked for, indexed
     * @return the values of that field
     */
    public Set<String> waitingAmong(
            Class<? extends Outboxed> type, String field, Collection<String> values) {
        var waiting =
                query(
                        where(field)
                                .in(values)
                                .orOperator(
                                        Stream.of(Priority.values())
                                                .map(it -> where(it.field()).exists(true))
                                                .toList()));
        waiting.fields().include(field);
        return mongo.find(waiting, Document.class, mongo.getCollectionName(type)).stream()
                .map(it -> it.getString(field))
                .collect(Collectors.toSet());
    }

    /** {@link #updateAll(Class, List, Priority)}, live. */
    public BitSet updateAll(Class<? extends Outboxed> type, List<Change> changes) {
        return updateAll(type, changes, Priority.LIVE);
    }

    /**
     * The same for many documents of one type in one round trip.
     *
     * @param priority how soon the events have to leave
     * @return the positions of the changes that found their document moved on
     */
    public BitSet updateAll(
            Class<? extends Outboxed> type, List<Change> changes, Priority priority) {
        var missed = new BitSet();
        if (changes.isEmpty()) {
            return missed;
        }
        var token = ids.next().toString();
        var models = new ArrayList<WriteModel<Document>>(changes.size());
        for (var change : changes) {
            var update =
                    update(type, change.fields(), change.events(), change.seen() + 1, priority);
            update.merge("$set", new Document("changedBy", token), OutboxWriter::both);
            models.add(new UpdateOneModel<>(unmoved(change.id(), change.seen()), update));
        }
        var result =
                Objects.requireNonNull(
                        mongo.execute(
                                type,
                                it -> it.bulkWrite(models, new BulkWriteOptions().ordered(false))));
        // Counts of an unordered bulk say how many, not which: the token tells ours from another
        // writer's.
        if (result.getMatchedCount() < changes.size()) {
            var ours =
                    query(
                            where("_id")
                                    .in(changes.stream().map(Change::id).toList())
                                    .and("changedBy")
                                    .is(token));
            ours.fields().include("_id");
            var done = new HashSet<Object>();
            for (var document : mongo.find(ours, Document.class, mongo.getCollectionName(type))) {
                done.add(Objects.requireNonNull(document.get("_id")));
            }
            for (var at = 0; at < changes.size(); at++) {
                missed.set(at, !done.contains(changes.get(at).id()));
            }
        }
        if (changes.stream().anyMatch(it -> !it.events().isEmpty())) {
            signal.raise(mongo.getCollectionName(type), priority);
        }
        return missed;
    }

    private Document stored(Outboxed document, List<OutboxEntry> events, Priority priority) {
        var written = document.written();
        var stored = written == null ? new Document() : written;
        if (written == null) {
            mongo.getConverter().write(document, stored);
        }
        if (!events.isEmpty()) {
            stored.put(OUTBOX, events.stream().map(it -> entry(it, document.version())).toList());
            stored.put(priority.field(), Date.from(clock.instant()));
        }
        return stored;
    }

    private static Object both(Object set, Object more) {
        ((Document) set).putAll((Document) more);
        return set;
    }

    private static Document unmoved(String id, long seen) {
        return new Document("_id", id).append("version", seen);
    }

    /** Written as the driver takes it: Spring's own mapping of updates costs more than the rest. */
    private Document update(
            Class<? extends Outboxed> type,
            Map<String, @Nullable Object> fields,
            List<OutboxEntry> events,
            long sequence,
            Priority priority) {
        var entity = mongo.getConverter().getMappingContext().getRequiredPersistentEntity(type);
        var set = new Document();
        var unset = new Document();
        fields.forEach((name, value) -> {
            var property = entity.getRequiredPersistentProperty(name);
            if (value == null) {
                unset.put(property.getFieldName(), "");
            } else {
                set.put(
                        property.getFieldName(),
                        mongo.getConverter()
                                .convertToMongoType(value, property.getTypeInformation()));
            }
        });
        var update = new Document("$inc", new Document("version", 1L));
        if (!events.isEmpty()) {
            var entries = events.stream().map(it -> entry(it, sequence)).toList();
            update.append("$push", new Document(OUTBOX, new Document("$each", entries)));
            set.put(priority.field(), Date.from(clock.instant()));
        }
        if (!set.isEmpty()) {
            update.append("$set", set);
        }
        return unset.isEmpty() ? update : update.append("$unset", unset);
    }

    private static Document entry(OutboxEntry event, long sequence) {
        var entry =
                new Document("id", event.id())
                        .append("topic", event.topic())
                        .append("key", event.key())
                        .append("type", event.type())
                        .append("sequence", sequence)
                        .append("occurredAt", Date.from(event.occurredAt()))
                        .append("json", event.json());
        return event.traceparent() == null
                ? entry
                : entry.append("traceparent", event.traceparent());
    }
}
