package io.pondcrm.segmentation.rfm;

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
 * Forgets who was where in runs of long ago, but for the run that a model scores by now. The runs'
 * cut points stay: scores of past moments are drawn by them. Members' ids begin with their run's,
 * and so are sorted by time.
 */
@Component
class OldRfmMembers implements Retained {

    private final MongoOperations mongo;

    OldRfmMembers(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String kind() {
        return "rfm-members";
    }

    @Override
    public int forget(Instant before, int most) {
        var inUse =
                mongo.findAll(RfmLatestDocument.class).stream()
                        .map(RfmLatestDocument::run)
                        .toList();
        var due =
                query(
                        where("_id")
                                .lt(TypeId.of("rfmrun", TypeId.firstOf(before)))
                                .and("run")
                                .nin(inUse));
        due.limit(most).fields().include("_id");
        var ids =
                mongo
                        .find(due, Document.class, mongo.getCollectionName(RfmMemberDocument.class))
                        .stream()
                        .map(it -> Objects.requireNonNull(it.getString("_id")))
                        .toList();
        mongo.remove(query(where("_id").in(ids)), RfmMemberDocument.class);
        return ids.size();
    }
}
