package io.pondcrm.chassis.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.retention.RetentionLimits;
import io.pondcrm.chassis.retention.RetentionRule;
import io.pondcrm.chassis.retention.RetentionRule.Store;
import io.pondcrm.chassis.retention.RetentionSweeper;
import io.pondcrm.kernel.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.MongoPersistentEntity;
import org.springframework.data.mongodb.core.query.Query;

/**
 * What every service promises about time: nothing lies in a collection that no rule names, and what
 * is a day older than its limit lies nowhere. A service takes it on by a few lines, and shows for
 * itself what its features throw away by their own knowledge:
 *
 * <pre>{@code
 * @PondTest
 * @SpringBootTest
 * @AutoConfigureMockMvc
 * class RetentionTest extends RetentionContract {}
 * }</pre>
 *
 * <p>It has a service of its own: ids never go back, so after a clock that was set ahead and back
 * what is stored looks newer than it is.
 */
public abstract class RetentionContract {

    private static final Duration DAY = Duration.ofDays(1);

    /** A sweep may go on where another left off, but it must end. */
    private static final int MOST_SWEEPS = 20;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    protected MongoOperations mongo;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    protected TestClock clock;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    protected RetentionLimits limits;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private RetentionSweeper sweeper;

    @Test
    void every_collection_has_a_rule() {
        var named = new TreeSet<String>();
        limits.rules().forEach(rule -> named.addAll(rule.collections()));
        var there = new TreeSet<>(mongo.getCollectionNames());
        for (var entity : mongo.getConverter().getMappingContext().getPersistentEntities()) {
            if (isDocument(entity)) {
                there.add(entity.getCollection());
            }
        }

        there.removeAll(named);

        assertThat(there).as("kept, and no rule says how long").isEmpty();
    }

    @Test
    void every_rule_gives_its_reason_in_both_languages() {
        for (var rule : limits.rules()) {
            assertThat(rule.kind()).matches("[a-z]+(-[a-z]+)*");
            assertThat(rule.law()).as(rule.kind()).contains("GDPR", "PIPL");
            assertThat(rule.reason().zh()).as(rule.kind()).matches(".*\\p{IsHan}.*");
            assertThat(rule.since() == null).as(rule.kind()).isEqualTo(rule.limit() == null);
        }
    }

    @Test
    void what_is_a_day_older_than_its_limit_lies_nowhere() {
        fill();
        var begun = clock.instant();
        var marks = new HashMap<String, List<Planted>>();
        var ends = new TreeMap<Instant, List<String>>();
        for (var rule : limits.rules()) {
            if (rule.limit() != null) {
                marks.put(rule.kind(), plant(rule, begun));
                ends.computeIfAbsent(end(rule, begun), _ -> new ArrayList<>()).add(rule.kind());
            }
        }

        ends.forEach((end, kinds) -> {
            clock.run(end.minus(DAY));
            sweep();
            for (var kind : kinds) {
                isThere(kind);
                for (var planted : marks.getOrDefault(kind, List.of())) {
                    assertThat(collectionsWith(planted.mark()))
                            .as(kind)
                            .containsExactlyInAnyOrderElementsOf(planted.collections());
                }
            }
            clock.run(end.plus(DAY));
            sweep();
            for (var kind : kinds) {
                isGone(kind);
                for (var planted : marks.getOrDefault(kind, List.of())) {
                    assertThat(collectionsWith(planted.mark())).as(kind).isEmpty();
                }
            }
        });
        clock.reset();
    }

    /** Stores what a service throws away by its own knowledge, before the clock is set ahead. */
    protected void fill() {}

    /**
     * A day before the limit, after a sweep: what {@link #fill} stored of this kind is there.
     *
     * @param kind of a rule with a limit; shorter limits come first
     */
    protected void isThere(String kind) {}

    /**
     * A day after the limit, after a sweep: nothing of it is left, and what has no limit is.
     *
     * @param kind as in {@link #isThere}
     */
    protected void isGone(String kind) {}

    private record Planted(String mark, Set<String> collections) {}

    private Instant end(RetentionRule rule, Instant begun) {
        var limit = limits.limitOf(rule.kind()).orElseThrow();
        return begun.atOffset(ZoneOffset.UTC).plus(limit).toInstant();
    }

    /** Documents that are no more than a moment and texts, and one of each of their parts. */
    private List<Planted> plant(RetentionRule rule, Instant moment) {
        var all = new ArrayList<Planted>();
        for (var store : rule.stores()) {
            if (store.field() != null && !store.isPart()) {
                all.add(plant(rule, store, store.field(), moment));
            }
        }
        return all;
    }

    private Planted plant(RetentionRule rule, Store store, String field, Instant moment) {
        var seed = UUID.nameUUIDFromBytes((rule.kind() + store).getBytes(ISO_8859_1));
        var mark = "mark" + seed;
        var entity = entity(store.collection());
        if (entity != null && store.prefix() == null) {
            assertThat(entity.getPersistentProperty(field))
                    .as("%s.%s", store.collection(), field)
                    .isNotNull();
        }
        var prefix = store.prefix();
        var owner =
                prefix == null ? TypeId.of("old", seed) : TypeId.of(prefix, TypeId.firstOf(moment));
        var document = texts(store.collection(), mark).append("_id", owner);
        if (prefix == null) {
            document.append(field, Date.from(moment));
        }
        document.putAll(store.only());
        mongo.getCollection(store.collection()).insertOne(document);
        var collections = new TreeSet<>(Set.of(store.collection()));
        for (var part : rule.stores()) {
            if (part.isPart()) {
                var its = texts(part.collection(), mark).append("_id", mark);
                its.append(Objects.requireNonNull(part.field()), owner);
                mongo.getCollection(part.collection()).insertOne(its);
                collections.add(part.collection());
            }
        }
        return new Planted(mark, collections);
    }

    private Document texts(String collection, String mark) {
        var document = new Document("mark", mark);
        var entity = entity(collection);
        if (entity != null) {
            for (var property : entity) {
                if (property.getType() == String.class && !property.isIdProperty()) {
                    document.put(property.getFieldName(), mark);
                }
            }
        }
        return document;
    }

    private @Nullable MongoPersistentEntity<?> entity(String collection) {
        for (var entity : mongo.getConverter().getMappingContext().getPersistentEntities()) {
            if (isDocument(entity) && entity.getCollection().equals(collection)) {
                return entity;
            }
        }
        return null;
    }

    private static boolean isDocument(MongoPersistentEntity<?> entity) {
        return entity.isAnnotationPresent(
                org.springframework.data.mongodb.core.mapping.Document.class);
    }

    /** Until nothing is due any more. */
    protected void sweep() {
        var sweeps = 0;
        while (sweeper.sweep()) {
            assertThat(sweeps++).as("sweeps").isLessThan(MOST_SWEEPS);
        }
    }

    /** What was ever deleted of a kind, as it is told. */
    protected long deletedEver(String kind) {
        var sweep = mongo.findById(kind, Document.class, "retentionSweeps");
        return sweep == null ? 0 : sweep.get("deletedEver", 0L);
    }

    /** How many documents lie there. */
    protected long count(String collection) {
        return mongo.count(new Query(), collection);
    }

    /** Names of the collections in which a document's bytes hold this text anywhere. */
    protected SortedSet<String> collectionsWith(String text) {
        var found = StoredLetters.collectionsWith(mongo, text);
        found.remove("auditEvents");
        return found;
    }
}
