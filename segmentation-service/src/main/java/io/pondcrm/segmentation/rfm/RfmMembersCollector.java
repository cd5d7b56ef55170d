package io.pondcrm.segmentation.rfm;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.erasure.Members;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Tells the class of customers in each RFM run. */
@Component
class RfmMembersCollector implements Collector {

    private final MongoOperations mongo;

    RfmMembersCollector(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String collects() {
        return "rfm-members";
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return Members.places(mongo, RfmRunDocument.class, ids).stream()
                .flatMap(places ->
                        StoredRecords.of(mongo, RfmMemberDocument.class, where("_id").in(places)));
    }
}
