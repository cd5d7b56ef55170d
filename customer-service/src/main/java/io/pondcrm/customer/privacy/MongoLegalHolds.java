package io.pondcrm.customer.privacy;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Whose data must not be erased for now. */
@Component
class MongoLegalHolds {

    private final MongoOperations mongo;
    private final Clock clock;

    MongoLegalHolds(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /** The hold on a customer, also if it is over; empty if there is none. */
    Optional<LegalHoldDocument> find(String customer) {
        return Optional.ofNullable(mongo.findById(customer, LegalHoldDocument.class));
    }

    /** A hold on any of these that is not over. */
    Optional<LegalHoldDocument> standingOn(Collection<String> customers) {
        var now = clock.instant();
        return mongo.find(query(where("_id").in(customers)), LegalHoldDocument.class).stream()
                .filter(hold -> hold.until() == null || hold.until().isAfter(now))
                .findFirst();
    }

    /** Stores the first hold, or the next version of it; false if somebody else was faster. */
    boolean put(LegalHoldDocument next) {
        if (next.version() == 1) {
            try {
                mongo.insert(next);
                return true;
            } catch (DuplicateKeyException _) {
                return false;
            }
        }
        var update =
                new Update()
                        .set("version", next.version())
                        .set("reason", next.reason())
                        .set("heldBy", next.heldBy())
                        .set("heldAt", next.heldAt());
        if (next.until() == null) {
            update.unset("until");
        } else {
            update.set("until", next.until());
        }
        return mongo.updateFirst(
                                query(
                                        where("_id")
                                                .is(next.id())
                                                .and("version")
                                                .is(next.version() - 1)),
                                update,
                                LegalHoldDocument.class)
                        .getMatchedCount()
                == 1;
    }

    /** Lifts a hold in the version seen; false if it moved on. */
    boolean remove(String customer, long seen) {
        return mongo.remove(
                                query(where("_id").is(customer).and("version").is(seen)),
                                LegalHoldDocument.class)
                        .getDeletedCount()
                == 1;
    }
}
