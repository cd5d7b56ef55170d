package io.pondcrm.customer.transaction;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.erasure.Anonymization;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Leaves of purchases what was sold, where, on which day and for how much: nobody's. Neither the
 * number by which a partner knows it is left, nor the id that events named.
 */
@Component
class TransactionsEraser implements Eraser {

    private final MongoOperations mongo;

    TransactionsEraser(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String erases() {
        return "transactions";
    }

    @Override
    public long erase(Collection<String> ids) {
        return Anonymization.replace(
                mongo, "transactions", where("customerId").in(ids), TransactionsEraser::left);
    }

    private static Optional<Document> left(Document sold, String name) {
        var system = sold.getString("system");
        return Optional.of(
                new Document("_id", "txn_" + name)
                        .append("version", 1L)
                        .append("number", TransactionDocument.numberOf(system, name))
                        .append("customerId", CustomerId.NOBODY.value())
                        .append("system", system)
                        .append("externalId", name)
                        .append("type", sold.get("type"))
                        .append("occurredAt", Anonymization.dayOf(sold.getDate("occurredAt")))
                        .append("channel", sold.get("channel"))
                        .append("lines", sold.get("lines"))
                        .append("currency", sold.get("currency"))
                        .append("total", sold.get("total"))
                        .append("netMinor", sold.get("netMinor"))
                        .append("recordedAt", Anonymization.dayOf(sold.getDate("recordedAt")))
                        .append("_class", TransactionDocument.ALIAS));
    }
}
