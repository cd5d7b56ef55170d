package io.pondcrm.customer.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.SealedRecords;
import io.pondcrm.chassis.access.SealedRecords.Part;
import io.pondcrm.chassis.sealing.SubjectKeys;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Tells of whom we thought that they are one person, and what each was like before. */
@Component
class MergesCollector implements Collector {

    private final MongoOperations mongo;
    private final SubjectKeys keys;

    MergesCollector(MongoOperations mongo, SubjectKeys keys) {
        this.mongo = mongo;
        this.keys = keys;
    }

    @Override
    public String collects() {
        return "merges";
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return SealedRecords.of(
                mongo,
                keys,
                MergeDocument.class,
                new Criteria().orOperator(where("survivorId").in(ids), where("mergedId").in(ids)),
                List.of(
                        new Part("before", SealedSnapshots.FIELD, "survivorId"),
                        new Part("after", SealedSnapshots.FIELD, "survivorId"),
                        new Part("mergedBefore", SealedSnapshots.FIELD, "mergedId")),
                "open");
    }
}
