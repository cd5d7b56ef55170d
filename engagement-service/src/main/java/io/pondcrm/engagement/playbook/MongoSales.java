package io.pondcrm.engagement.playbook;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.engagement.playbook.domain.Sale;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * The sales of late. News of a sale and of the entry before it travel on two topics, so that the
 * sale may be heard of first: it is kept as long as an entry before it may still come.
 */
@Component
class MongoSales implements Eraser, Collector {

    private final MongoOperations mongo;
    private final OutboxWriter outbox;

    MongoSales(MongoOperations mongo, OutboxWriter outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
    }

    /** Keeps sales; what is told again stays as it was told first. */
    void keepAll(List<Sale> sales) {
        outbox.insertAll(
                sales.stream().map(SaleDocument::of).toList(),
                sales.stream().map(_ -> List.<OutboxEntry>of()).toList());
    }

    /** What these customers bought after a moment. */
    List<Sale> listAfter(Collection<CustomerId> customers, Instant moment) {
        return mongo
                .find(
                        query(
                                where("customerId")
                                        .in(customers.stream().map(CustomerId::value).toList())
                                        .and("occurredAt")
                                        .gt(moment)),
                        SaleDocument.class)
                .stream()
                .map(SaleDocument::toDomain)
                .toList();
    }

    @Override
    public String erases() {
        return "sales";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("customerId").in(ids)), SaleDocument.class)
                .getDeletedCount();
    }

    @Override
    public String collects() {
        return erases();
    }

    @Override
    public Origin origin() {
        return Origin.OBSERVED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(mongo, SaleDocument.class, where("customerId").in(ids));
    }
}
