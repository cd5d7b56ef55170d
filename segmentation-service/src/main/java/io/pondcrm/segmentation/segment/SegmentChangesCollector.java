package io.pondcrm.segmentation.segment;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Tells which segments customers entered and left. */
@Component
class SegmentChangesCollector implements Collector {

    private final MongoOperations mongo;

    SegmentChangesCollector(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String collects() {
        return "segment-changes";
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(mongo, SegmentChangeDocument.class, where("customer").in(ids));
    }
}
