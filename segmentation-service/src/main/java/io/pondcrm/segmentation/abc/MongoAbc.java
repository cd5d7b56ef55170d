package io.pondcrm.segmentation.abc;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.segmentation.MovePart;
import io.pondcrm.segmentation.abc.domain.AbcClass;
import io.pondcrm.segmentation.abc.domain.AbcClassification;
import io.pondcrm.segmentation.definition.domain.Moves;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Classifications and their members. */
@Component
class MongoAbc {

    private final MongoOperations mongo;

    MongoAbc(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** Keeps a classification that is about to run; the same one again changes nothing. */
    void begin(AbcClassification classification, boolean trial) {
        try {
            mongo.insert(AbcDocument.begun(classification, trial));
        } catch (DuplicateKeyException _) {
            // A repeated request: classifications never change.
        }
    }

    Optional<AbcDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, AbcDocument.class));
    }

    /**
     * The finished classification with the latest moment, not after {@code asOf} if given; of those
     * that were on trial, only what was published by then; of those retired, only what was in use
     * then.
     */
    Optional<AbcDocument> findLatest(@Nullable Instant asOf) {
        var finished = where("finished").is(true);
        var published = where("publishedAt");
        var inUse =
                new Criteria()
                        .orOperator(
                                where("trial").ne(true),
                                asOf == null ? published.exists(true) : published.lte(asOf));
        var notRetired = where("retiredAt").exists(false);
        var stillInUse =
                asOf == null
                        ? notRetired
                        : new Criteria().orOperator(notRetired, where("retiredAt").gt(asOf));
        var wanted =
                query(
                        (asOf == null ? finished : finished.and("asOf").lte(asOf))
                                .andOperator(inUse, stillInUse));
        wanted.with(Sort.by(Sort.Direction.DESC, "asOf", "_id")).limit(1);
        return mongo.find(wanted, AbcDocument.class).stream().findFirst();
    }

    /** Puts in use what was on trial; a second time changes nothing. */
    void publish(String id, Instant at) {
        mongo.updateFirst(
                query(where("_id").is(id).and("trial").is(true).and("publishedAt").exists(false)),
                new Update().set("publishedAt", at),
                AbcDocument.class);
    }

    /**
     * Removes what is on trial, with its members.
     *
     * @return false if it was published
     */
    boolean removeTrial(String id) {
        var trial =
                query(where("_id").is(id).and("trial").is(true).and("publishedAt").exists(false));
        var isRemoved = mongo.remove(trial, AbcDocument.class).getDeletedCount() == 1;
        if (isRemoved) {
            removeMembers(id);
        }
        return isRemoved;
    }

    /** Takes a classification out of use; a second time changes nothing. */
    void retire(String id, Instant at) {
        mongo.updateFirst(
                query(where("_id").is(id).and("retiredAt").exists(false)),
                new Update().set("retiredAt", at),
                AbcDocument.class);
    }

    /**
     * @param against null if there was none in use
     */
    void keepMoves(String id, @Nullable String against, Moves<AbcClass> moves) {
        mongo.updateFirst(
                query(where("_id").is(id)),
                new Update().set("against", against).set("moves", MovePart.of(moves)),
                AbcDocument.class);
    }

    Optional<AbcMemberDocument> findMember(String classification, String customer) {
        return Optional.ofNullable(
                mongo.findById(
                        AbcMemberDocument.id(classification, customer), AbcMemberDocument.class));
    }

    boolean isUnmeasured(String classification, String customer) {
        return mongo.exists(
                query(where("_id").is(AbcMemberDocument.id(classification, customer))),
                AbcUnmeasuredDocument.class);
    }

    void removeMembers(String classification) {
        var members = query(where("classification").is(classification));
        mongo.remove(members, AbcMemberDocument.class);
        mongo.remove(members, AbcUnmeasuredDocument.class);
    }

    void keepUnmeasured(List<AbcUnmeasuredDocument> customers) {
        mongo.insert(customers, AbcUnmeasuredDocument.class);
    }

    void keepMembers(List<AbcMemberDocument> members) {
        mongo.insert(members, AbcMemberDocument.class);
    }

    List<AbcMemberDocument> membersAmong(String classification, List<String> customers) {
        return mongo.find(
                query(
                        where("_id")
                                .in(
                                        customers.stream()
                                                .map(it -> AbcMemberDocument.id(classification, it))
                                                .toList())),
                AbcMemberDocument.class);
    }

    void finish(
            String id,
            int customers,
            int unmeasured,
            String total,
            List<AbcDocument.Summary> classes) {
        mongo.updateFirst(
                query(where("_id").is(id)),
                new Update()
                        .set("finished", true)
                        .set("customers", customers)
                        .set("unmeasured", unmeasured)
                        .set("total", total)
                        .set("classes", classes),
                AbcDocument.class);
    }
}
