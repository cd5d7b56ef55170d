package io.pondcrm.customer.intake;

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

/** Tells what somebody answered in forms. */
@Component
class SubmissionsCollector implements Collector {

    private final MongoOperations mongo;
    private final SubjectKeys keys;

    SubmissionsCollector(MongoOperations mongo, SubjectKeys keys) {
        this.mongo = mongo;
        this.keys = keys;
    }

    @Override
    public String collects() {
        return "submissions";
    }

    @Override
    public Origin origin() {
        return Origin.GIVEN;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return SealedRecords.of(
                mongo,
                keys,
                SubmissionDocument.class,
                where("customerId").in(ids),
                List.of(new Part("answers", MongoIntakes.ANSWERS, "customerId")));
    }
}
