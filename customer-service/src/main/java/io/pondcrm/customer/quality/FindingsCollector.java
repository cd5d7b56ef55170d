package io.pondcrm.customer.quality;

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
import org.springframework.stereotype.Component;

/** Tells what we found wrong in data of somebody, and how we put it right. */
@Component
class FindingsCollector implements Collector {

    private final MongoOperations mongo;
    private final SubjectKeys keys;

    FindingsCollector(MongoOperations mongo, SubjectKeys keys) {
        this.mongo = mongo;
        this.keys = keys;
    }

    @Override
    public String collects() {
        return "quality-findings";
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
                FindingDocument.class,
                where("customerId").in(ids),
                List.of(new Part("fix", FixFindings.FIELD, "customerId")));
    }
}
