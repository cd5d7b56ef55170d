package io.pondcrm.engagement.playbook;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Tells which playbooks ran for customers. */
@Component
class EnrolmentsCollector implements Collector {

    private final MongoOperations mongo;

    EnrolmentsCollector(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String collects() {
        return "enrolments";
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(mongo, EnrolmentDocument.class, where("customerId").in(ids));
    }
}
