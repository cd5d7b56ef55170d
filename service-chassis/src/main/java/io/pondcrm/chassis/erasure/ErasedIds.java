package io.pondcrm.chassis.erasure;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import io.pondcrm.chassis.inbox.Forgotten;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Everybody who was ever erased: an id says nothing once nothing is kept under it. All ids are in
 * memory; what another instance noted is seen within a second.
 */
class ErasedIds implements Forgotten, InitializingBean {

    private static final String COLLECTION = "erased_customers";
    private static final String AT = "at";
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    /** Clocks of instances differ, and a write takes its time. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final MongoOperations mongo;
    private final Clock clock;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private Instant readUpTo = Instant.EPOCH;
    private long readAt = System.nanoTime() - FRESH_NANOS;

    ErasedIds(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    @Override
    public void afterPropertiesSet() {
        mongo.getCollection(COLLECTION).createIndex(Indexes.ascending(AT));
    }

    /** Remembers ids for ever; safe to repeat. */
    void note(Collection<String> ids) {
        var at = Date.from(clock.instant());
        var rows =
                ids.stream()
                        .filter(id -> !known.contains(id))
                        .map(id ->
                                new ReplaceOneModel<>(
                                        Filters.eq("_id", id),
                                        new Document("_id", id).append(AT, at),
                                        new ReplaceOptions().upsert(true)))
                        .toList();
        if (!rows.isEmpty()) {
            mongo.execute(COLLECTION, it -> it.bulkWrite(rows));
        }
        known.addAll(ids);
    }

    @Override
    public Set<String> among(Collection<String> keys) {
        refresh();
        return known.isEmpty()
                ? Set.of()
                : keys.stream().filter(known::contains).collect(Collectors.toUnmodifiableSet());
    }

    private synchronized void refresh() {
        if (System.nanoTime() - readAt < FRESH_NANOS) {
            return;
        }
        var now = clock.instant();
        var since = query(where(AT).gte(readUpTo));
        since.fields().include("_id");
        try (var rows = mongo.stream(since, Document.class, COLLECTION)) {
            rows.forEach(row -> known.add(row.getString("_id")));
        }
        readUpTo = now.minus(OVERLAP);
        readAt = System.nanoTime();
    }
}
