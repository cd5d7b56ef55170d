package io.pondcrm.segmentation.abc;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.erasure.Members;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Tells the class of customers in each classification. */
@Component
class AbcMembersCollector implements Collector {

    private final MongoOperations mongo;

    AbcMembersCollector(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String collects() {
        return "abc-members";
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return Members.places(mongo, AbcDocument.class, ids).stream()
                .flatMap(places ->
                        Stream.concat(
                                StoredRecords.of(
                                        mongo, AbcMemberDocument.class, where("_id").in(places)),
                                StoredRecords.of(
                                        mongo,
                                        AbcUnmeasuredDocument.class,
                                        where("_id").in(places))));
    }
}
