package io.pondcrm.engagement.message;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Tells what was sent to customers, and what became of it. */
@Component
class MessagesCollector implements Collector {

    private final MongoOperations mongo;

    MessagesCollector(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String collects() {
        return "messages";
    }

    @Override
    public Origin origin() {
        return Origin.OBSERVED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(
                mongo, MessageDocument.class, where("customerId").in(ids), "copyCount");
    }
}
