package io.pondcrm.customer.privacy;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Tells what somebody demanded before, and what came of it. */
@Component
class RequestsCollector implements Collector {

    private final MongoOperations mongo;

    RequestsCollector(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String collects() {
        return "data-subject-requests";
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(
                mongo,
                RequestDocument.class,
                where("selves").in(ids),
                "open",
                "receipt",
                "statement",
                "key",
                "sealedUntil");
    }
}
