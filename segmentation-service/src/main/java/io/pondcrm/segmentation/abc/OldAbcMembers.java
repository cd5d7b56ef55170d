package io.pondcrm.segmentation.abc;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.retention.Retained;
import io.pondcrm.kernel.TypeId;
import java.time.Instant;
import java.util.Objects;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Forgets who was where in classifications of long ago, but for the one in use. Members' ids begin
 * with their classification's, and so are sorted by time.
 */
@Component
class OldAbcMembers implements Retained {

    private final MongoOperations mongo;
    private final MongoAbc abc;

    OldAbcMembers(MongoOperations mongo, MongoAbc abc) {
        this.mongo = mongo;
        this.abc = abc;
    }

    @Override
    public String kind() {
        return "abc-members";
    }

    @Override
    public int forget(Instant before, int most) {
        var inUse = abc.findLatest(null).map(AbcDocument::id).orElse("");
        return Math.max(
                forget(AbcMemberDocument.class, inUse, before, most),
                forget(AbcUnmeasuredDocument.class, inUse, before, most));
    }

    private int forget(Class<?> members, String inUse, Instant before, int most) {
        var due =
                query(
                        where("_id")
                                .lt(TypeId.of("abc", TypeId.firstOf(before)))
                                .and("classification")
                                .ne(inUse));
        due.limit(most).fields().include("_id");
        var ids =
                mongo.find(due, Document.class, mongo.getCollectionName(members)).stream()
                        .map(it -> Objects.requireNonNull(it.getString("_id")))
                        .toList();
        mongo.remove(query(where("_id").in(ids)), members);
        return ids.size();
    }
}
