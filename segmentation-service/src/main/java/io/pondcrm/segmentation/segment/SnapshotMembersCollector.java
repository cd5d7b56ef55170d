package io.pondcrm.segmentation.segment;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.erasure.Members;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Tells in which kept segments customers are. */
@Component
class SnapshotMembersCollector implements Collector {

    private final MongoOperations mongo;

    SnapshotMembersCollector(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String collects() {
        return "snapshot-members";
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return Members.places(mongo, SnapshotDocument.class, ids).stream()
                .flatMap(places ->
                        StoredRecords.of(
                                mongo, SnapshotMemberDocument.class, where("_id").in(places)));
    }
}
