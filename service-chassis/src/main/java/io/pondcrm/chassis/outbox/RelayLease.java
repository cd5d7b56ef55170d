package io.pondcrm.chassis.outbox;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/**
 * One relay at a time per service, so that one customer's events leave in order. A relay that was
 * frozen past its lease may still send what it holds: a duplicate, which every consumer is ready
 * for.
 */
class RelayLease {

    private static final String COLLECTION = "leases";
    private static final String ID = "outbox-relay";

    private final MongoOperations mongo;
    private final Clock clock;
    private final String owner;
    private final Duration term;
    private Instant heldUntil = Instant.MIN;

    RelayLease(MongoOperations mongo, Clock clock, String owner, Duration term) {
        this.mongo = mongo;
        this.clock = clock;
        this.owner = owner;
        this.term = term;
    }

    /** Takes or prolongs the lease; false while another relay has it. */
    boolean hold() {
        var now = clock.instant();
        if (now.plus(term.dividedBy(2)).isBefore(heldUntil)) {
            return true;
        }
        var until = now.plus(term);
        var free =
                query(
                        where("_id")
                                .is(ID)
                                .andOperator(
                                        new Criteria()
                                                .orOperator(
                                                        where("owner").is(owner),
                                                        where("until").lt(now))));
        try {
            mongo.upsert(free, new Update().set("owner", owner).set("until", until), COLLECTION);
            heldUntil = until;
            return true;
        } catch (DuplicateKeyException _) {
            heldUntil = Instant.MIN;
            return false;
        }
    }

    void release() {
        heldUntil = Instant.MIN;
        mongo.remove(query(where("_id").is(ID).and("owner").is(owner)), COLLECTION);
    }
}
