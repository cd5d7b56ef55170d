package io.pondcrm.segmentation.benefit;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Tells what customers are entitled to. */
@Component
class EntitlementsCollector implements Collector {

    private final MongoOperations mongo;

    EntitlementsCollector(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String collects() {
        return "entitlements";
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(mongo, EntitlementDocument.class, where("_id").in(ids), "dueAt");
    }
}
