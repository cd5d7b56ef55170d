package io.pondcrm.chassis.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.subtle.Random;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * The keys of all subjects. They lie wrapped in a collection of their own, apart from what they
 * seal, so that backups of the two can be kept apart. Destroying a subject's key makes all that was
 * sealed with it unreadable wherever a copy lies (crypto-shredding); it is remembered, and nothing
 * can make that subject a new one.
 *
 * <p>Unwrapped keys are kept in memory for 30 seconds: so long others may still read after a key is
 * destroyed. Safe for use by many threads.
 */
public final class SubjectKeys {

    private static final String COLLECTION = "customer_keys";
    private static final String WRAPPED = "wrapped";
    private static final String KEK = "kek";
    private static final int KEY_BYTES = 32;
    private static final int DUPLICATE_KEY = 11000;
    private static final int MOST_KEPT = 20_000;
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final MongoOperations mongo;
    private final KeyEncryption encryption;
    private final Clock clock;
    private final Cache<String, SubjectKey> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT).build();

    SubjectKeys(MongoOperations mongo, KeyEncryption encryption, Clock clock) {
        this.mongo = mongo;
        this.encryption = encryption;
        this.clock = clock;
    }

    /** The key of one subject; empty if it never had one, or was erased. */
    public Optional<SubjectKey> find(String subject) {
        return Optional.ofNullable(findAll(List.of(subject)).get(subject));
    }

    /**
     * The keys of these subjects, in one round trip.
     *
     * @return absent are those that never had one, and those that were erased
     */
    public Map<String, SubjectKey> findAll(Collection<String> subjects) {
        var found = new HashMap<>(kept.getAllPresent(subjects));
        var missing = subjects.stream().filter(it -> !found.containsKey(it)).distinct().toList();
        if (!missing.isEmpty()) {
            var rows = read(Filters.in("_id", missing), missing.size());
            for (var row : rows) {
                var wrapped = row.get(WRAPPED, Binary.class);
                if (wrapped != null) {
                    var subject = row.getString("_id");
                    var key = new SubjectKey(subject, unwrap(subject, wrapped));
                    kept.put(subject, key);
                    found.put(subject, key);
                }
            }
        }
        return found;
    }

    /**
     * The keys of these subjects, made for those that have none: in one round trip, and in two
     * where somebody else made some of them before. All who ask get the same key.
     *
     * @return absent are only those that were erased
     */
    public Map<String, SubjectKey> makeAll(Collection<String> subjects) {
        var keys = new HashMap<>(kept.getAllPresent(subjects));
        var missing = new LinkedHashSet<>(subjects);
        missing.removeAll(keys.keySet());
        if (missing.isEmpty()) {
            return keys;
        }
        var now = Date.from(clock.instant());
        var kek = encryption.current();
        var made = new ArrayList<SubjectKey>(missing.size());
        var rows = new ArrayList<Document>(missing.size());
        // Asked once for all of them: the source of random bytes has a lock and takes its time.
        var random = ByteBuffer.wrap(Random.randBytes(KEY_BYTES * missing.size()));
        for (var subject : missing) {
            var key = new byte[KEY_BYTES];
            random.get(key);
            made.add(new SubjectKey(subject, key));
            rows.add(
                    new Document("_id", subject)
                            .append(WRAPPED, wrap(subject, key))
                            .append(KEK, kek)
                            .append("createdAt", now));
        }
        var taken = insert(rows);
        var others = new ArrayList<String>();
        for (var at = 0; at < rows.size(); at++) {
            var subject = rows.get(at).getString("_id");
            if (taken.contains(at)) {
                others.add(subject);
            } else {
                kept.put(subject, made.get(at));
                keys.put(subject, made.get(at));
            }
        }
        keys.putAll(findAll(others));
        return keys;
    }

    /**
     * Destroys a subject's key for ever. From now on this instance reads nothing of it, and within
     * 30 seconds no other does. Safe to repeat.
     */
    public void destroy(String subject) {
        destroyAll(List.of(subject));
    }

    /** {@link #destroy} for many, in two round trips; those destroyed before stay as they are. */
    public void destroyAll(Collection<String> subjects) {
        var left = new LinkedHashSet<>(subjects);
        mongo.execute(
                COLLECTION,
                keys -> {
                    keys.find(
                                    Filters.and(
                                            Filters.in("_id", subjects),
                                            Filters.exists("erasedAt"),
                                            Filters.exists(WRAPPED, false)))
                            .projection(Projections.include("_id"))
                            .forEach(gone -> left.remove(gone.getString("_id")));
                    if (!left.isEmpty()) {
                        keys.bulkWrite(
                                left.stream().map(this::destruction).toList(),
                                new BulkWriteOptions().ordered(false));
                    }
                    return null;
                });
        kept.invalidateAll(subjects);
    }

    private UpdateOneModel<Document> destruction(String subject) {
        return new UpdateOneModel<>(
                Filters.eq("_id", subject),
                Updates.combine(
                        Updates.unset(WRAPPED),
                        Updates.unset(KEK),
                        Updates.set("erasedAt", Date.from(clock.instant()))),
                new UpdateOptions().upsert(true));
    }

    /**
     * Takes keys away with which nothing is sealed any more, as if there never had been any: unlike
     * one that was destroyed, such a subject gets a new one when it comes again.
     */
    public void forgetAll(Collection<String> subjects) {
        mongo.execute(
                COLLECTION,
                keys ->
                        keys.deleteMany(
                                Filters.and(Filters.in("_id", subjects), Filters.exists(WRAPPED))));
        kept.invalidateAll(subjects);
    }

    /** How many keys another than the current key of {@link KeyEncryption} wraps. */
    public long countStale() {
        return Objects.requireNonNull(
                mongo.execute(COLLECTION, keys -> keys.countDocuments(stale())));
    }

    /**
     * Wraps keys anew that another than the current key of {@link KeyEncryption} wraps; what they
     * seal stays as it is. Readers and writers may go on meanwhile.
     *
     * @param after go on behind this subject; null at the beginning
     * @param limit how many at most
     * @return whose keys those were, in the order in which to go on; empty if all are done
     */
    public List<String> rewrap(@Nullable String after, int limit) {
        var stale = after == null ? stale() : Filters.and(Filters.gt("_id", after), stale());
        var rows = read(stale, limit);
        if (rows.isEmpty()) {
            return List.of();
        }
        var kek = encryption.current();
        var updates = new ArrayList<WriteModel<Document>>(rows.size());
        for (var row : rows) {
            var subject = row.getString("_id");
            var before = Objects.requireNonNull(row.get(WRAPPED, Binary.class));
            updates.add(
                    new UpdateOneModel<>(
                            // One that was erased meanwhile stays erased.
                            Filters.and(Filters.eq("_id", subject), Filters.eq(WRAPPED, before)),
                            Updates.combine(
                                    Updates.set(WRAPPED, wrap(subject, unwrap(subject, before))),
                                    Updates.set(KEK, kek))));
        }
        mongo.execute(
                COLLECTION, keys -> keys.bulkWrite(updates, new BulkWriteOptions().ordered(false)));
        return rows.stream().map(it -> it.getString("_id")).toList();
    }

    private Bson stale() {
        return Filters.and(Filters.exists(KEK), Filters.ne(KEK, encryption.current()));
    }

    private List<Document> read(Bson filter, int limit) {
        return Objects.requireNonNull(
                mongo.execute(
                        COLLECTION,
                        keys ->
                                keys.find(filter)
                                        .projection(Projections.include(WRAPPED))
                                        .sort(Sorts.ascending("_id"))
                                        .limit(limit)
                                        .into(new ArrayList<>())));
    }

    /** Positions of those whose subject has a row. */
    private LinkedHashSet<Integer> insert(List<Document> rows) {
        var taken = new LinkedHashSet<Integer>();
        mongo.execute(
                COLLECTION,
                keys -> {
                    try {
                        return keys.insertMany(rows, new InsertManyOptions().ordered(false));
                    } catch (MongoBulkWriteException partly) {
                        for (var error : partly.getWriteErrors()) {
                            if (error.getCode() != DUPLICATE_KEY) {
                                throw partly;
                            }
                            taken.add(error.getIndex());
                        }
                        return null;
                    }
                });
        return taken;
    }

    private Binary wrap(String subject, byte[] key) {
        try {
            return new Binary(encryption.wrap(key, context(subject)));
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(
                    "The key of %s can't be wrapped".formatted(subject), failed);
        }
    }

    private byte[] unwrap(String subject, Binary wrapped) {
        try {
            return encryption.unwrap(wrapped.getData(), context(subject));
        } catch (GeneralSecurityException unknown) {
            throw new IllegalStateException(
                    "The key of %s does not unwrap: is an old key gone from the key file?"
                            .formatted(subject),
                    unknown);
        }
    }

    private static byte[] context(String subject) {
        return ("key of " + subject).getBytes(UTF_8);
    }
}
