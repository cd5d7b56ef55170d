package io.pondcrm.customer.privacy;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Tells who saw or changed data of somebody in this service, and what for. */
@Component
class AuditCollector implements Collector {

    /** The chain's own, and whom else an answer named. */
    private static final Set<String> MACHINES =
            Set.of("_id", "key", "seal", "customers", "resource", "traceId");

    private final MongoOperations mongo;

    AuditCollector(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String collects() {
        return "audit-trail";
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return mongo.stream(query(where("customers").in(ids)), Document.class, "auditEvents")
                .map(it -> StoredRecords.told(it, MACHINES));
    }
}
