package io.pondcrm.feedback.entitlement;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.feedback.LatestWords;
import io.pondcrm.feedback.entitlement.domain.Entitlement;
import io.pondcrm.feedback.entitlement.domain.Entitlements;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** What all customers are entitled to. */
@Component
class MongoEntitlements implements Entitlements, Eraser, Collector {

    private final MongoOperations mongo;

    MongoEntitlements(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<Entitlement> listHeld(CustomerId customer, Instant at) {
        var document = mongo.findById(customer.value(), EntitlementsDocument.class);
        return document == null
                ? List.of()
                : document.toDomain().stream().filter(it -> it.holdsAt(at)).toList();
    }

    @Override
    public void learn(Collection<Word> words) {
        LatestWords.keep(
                mongo,
                EntitlementsDocument.class,
                Map.of("schemes", Map.of()),
                words.stream()
                        .map(it ->
                                new LatestWords.Word(
                                        it.customer(),
                                        "schemes." + it.scheme() + ".",
                                        it.sequence(),
                                        Map.of(
                                                "held",
                                                it.held().stream()
                                                        .map(EntitlementsDocument.HeldPart::of)
                                                        .toList())))
                        .toList());
    }

    @Override
    public String erases() {
        return "entitlements";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("_id").in(ids)), EntitlementsDocument.class)
                .getDeletedCount();
    }

    @Override
    public String collects() {
        return erases();
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(mongo, EntitlementsDocument.class, where("_id").in(ids));
    }
}
