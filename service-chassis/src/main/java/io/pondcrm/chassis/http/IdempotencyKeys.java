package io.pondcrm.chassis.http;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.http.IdempotencyClaim.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Which requests have been answered, and which are being worked on, by any instance. A claim is
 * held under a lease that is renewed while the attempt runs; an attempt that ends without an answer
 * leaves the claim, and its seed, to the next one.
 */
class IdempotencyKeys {

    private static final int ATTEMPTS = 5;

    /** Every way that asking for a key can end. */
    sealed interface Outcome {
        /** The caller is to do the work. */
        record Claimed(String id, String holder, UUID seed) implements Outcome {}

        /** It was done before. */
        record Answered(Answer answer) implements Outcome {}

        record StillRunning() implements Outcome {}

        /** The key belongs to another request. */
        record OtherRequest() implements Outcome {}
    }

    private final MongoOperations mongo;
    private final Clock clock;
    private final Ids ids;
    private final Duration lease;
    private final Duration kept;
    private final ConcurrentMap<String, Outcome.Claimed> running = new ConcurrentHashMap<>();

    IdempotencyKeys(MongoOperations mongo, Clock clock, Ids ids, Duration lease, Duration kept) {
        this.mongo = mongo;
        this.clock = clock;
        this.ids = ids;
        this.lease = lease;
        this.kept = kept;
    }

    Outcome claim(String id, String fingerprint) {
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var now = clock.instant();
            var fresh =
                    new IdempotencyClaim(
                            id,
                            fingerprint,
                            ids.next().toString(),
                            ids.next().toString(),
                            now.plus(lease),
                            now,
                            now.plus(kept),
                            null);
            try {
                mongo.insert(fresh);
                return claimed(fresh, fresh.holder());
            } catch (DuplicateKeyException _) {
                var outcome = claim(mongo.findById(id, IdempotencyClaim.class), fresh, now);
                if (outcome != null) {
                    return outcome;
                }
            }
        }
        return new Outcome.StillRunning();
    }

    /** Null if somebody else changed it at the same moment. */
    private @Nullable Outcome claim(
            @Nullable IdempotencyClaim there, IdempotencyClaim fresh, Instant now) {
        if (there == null) {
            return null;
        }
        if (!there.expiresAt().isAfter(now)) {
            var isOurs =
                    change(
                            there,
                            new Update()
                                    .set("fingerprint", fresh.fingerprint())
                                    .set("holder", fresh.holder())
                                    .set("seed", fresh.seed())
                                    .set("leaseUntil", fresh.leaseUntil())
                                    .set("createdAt", fresh.createdAt())
                                    .set("expiresAt", fresh.expiresAt())
                                    .unset("answer"));
            return isOurs ? claimed(fresh, fresh.holder()) : null;
        }
        if (!there.fingerprint().equals(fresh.fingerprint())) {
            return new Outcome.OtherRequest();
        }
        if (there.answer() != null) {
            return new Outcome.Answered(there.answer());
        }
        if (there.leaseUntil().isAfter(now)) {
            return new Outcome.StillRunning();
        }
        var isOurs =
                change(
                        there,
                        new Update()
                                .set("holder", fresh.holder())
                                .set("leaseUntil", fresh.leaseUntil()));
        return isOurs ? claimed(there, fresh.holder()) : null;
    }

    private boolean change(IdempotencyClaim there, Update update) {
        return mongo.updateFirst(
                                query(
                                        where("_id")
                                                .is(there.id())
                                                .and("holder")
                                                .is(there.holder())
                                                .and("leaseUntil")
                                                .is(there.leaseUntil())),
                                update,
                                IdempotencyClaim.class)
                        .getMatchedCount()
                == 1;
    }

    private Outcome claimed(IdempotencyClaim claim, String holder) {
        var claimed = new Outcome.Claimed(claim.id(), holder, UUID.fromString(claim.seed()));
        running.put(holder, claimed);
        return claimed;
    }

    /** Keeps the answer for whoever repeats the request. */
    void answer(Outcome.Claimed claim, Answer answer) {
        running.remove(claim.holder());
        mongo.updateFirst(held(claim), new Update().set("answer", answer), IdempotencyClaim.class);
    }

    /** Leaves the claim to the next attempt, which goes on with the same seed. */
    void leave(Outcome.Claimed claim) {
        running.remove(claim.holder());
        mongo.updateFirst(
                held(claim), new Update().set("leaseUntil", Instant.EPOCH), IdempotencyClaim.class);
    }

    /** Forgets the claim: nothing was decided, so the key is free for any request. */
    void forget(Outcome.Claimed claim) {
        running.remove(claim.holder());
        mongo.remove(held(claim), IdempotencyClaim.class);
    }

    /** Says that the attempts of this instance are alive. */
    void renewLeases() {
        for (var claim : running.values()) {
            mongo.updateFirst(
                    held(claim),
                    new Update().set("leaseUntil", clock.instant().plus(lease)),
                    IdempotencyClaim.class);
        }
    }

    /** Removes claims that have had their time. */
    long sweep() {
        mongo.indexOps(IdempotencyClaim.class)
                .createIndex(new Index().on("expiresAt", Sort.Direction.ASC).named("expiry"));
        return mongo.remove(
                        new Query(where("expiresAt").lte(clock.instant())), IdempotencyClaim.class)
                .getDeletedCount();
    }

    private static Query held(Outcome.Claimed claim) {
        return query(where("_id").is(claim.id()).and("holder").is(claim.holder()));
    }
}
