package io.pondcrm.customer.transaction;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Tells what somebody bought and gave back. */
@Component
class TransactionsCollector implements Collector {

    private final MongoOperations mongo;

    TransactionsCollector(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String collects() {
        return "transactions";
    }

    @Override
    public Origin origin() {
        return Origin.OBSERVED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(
                mongo,
                TransactionDocument.class,
                where("customerId").in(ids),
                "number",
                "netMinor",
                "batch");
    }
}
