package io.pondcrm.segmentation.standing;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Tells scores, levels, stages and segments of customers, and what they were made of. */
@Component
class StandingsCollector implements Collector {

    private final MongoOperations mongo;

    StandingsCollector(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String collects() {
        return "standings";
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return Stream.concat(
                StoredRecords.of(
                        mongo,
                        StandingDocument.class,
                        where("_id").in(ids),
                        "schemeTiers",
                        "schemeStages",
                        "segmentIds"),
                StoredRecords.of(
                        mongo,
                        MergedStandingDocument.class,
                        where("_id").in(ids),
                        "schemeTiers",
                        "schemeStages",
                        "segmentIds"));
    }
}
