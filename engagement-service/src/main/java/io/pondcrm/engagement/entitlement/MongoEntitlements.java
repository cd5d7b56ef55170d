package io.pondcrm.engagement.entitlement;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.engagement.entitlement.EntitlementsDocument.HeldPart;
import io.pondcrm.engagement.entitlement.domain.Entitlements;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** What all customers are entitled to. */
@Component
class MongoEntitlements implements Entitlements, Eraser, Collector {

    private final MongoOperations mongo;

    MongoEntitlements(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public boolean isHeld(CustomerId customer, String benefit, Instant at) {
        var document = mongo.findById(customer.value(), EntitlementsDocument.class);
        return document != null && document.held().anyMatch(it -> it.gives(benefit, at));
    }

    /** First an empty document for whoever has none, then each word where it is the newest. */
    @Override
    public void learn(Collection<Word> words) {
        if (words.isEmpty()) {
            return;
        }
        var first = mongo.bulkOps(BulkMode.UNORDERED, EntitlementsDocument.class);
        words.stream()
                .map(it -> it.customer().value())
                .distinct()
                .forEach(customer ->
                        first.upsert(
                                query(where("_id").is(customer)),
                                new Update().setOnInsert("schemes", Map.of())));
        var later = mongo.bulkOps(BulkMode.UNORDERED, EntitlementsDocument.class);
        for (var word : latest(words)) {
            var place = "schemes." + word.scheme() + ".";
            later.updateOne(
                    query(
                            where("_id")
                                    .is(word.customer().value())
                                    .orOperator(
                                            where(place + "sequence").exists(false),
                                            where(place + "sequence").lt(word.sequence()))),
                    new Update()
                            .set(place + "sequence", word.sequence())
                            .set(place + "held", word.held().stream().map(HeldPart::of).toList()));
        }
        first.execute();
        later.execute();
    }

    private static Collection<Word> latest(Collection<Word> words) {
        var latest = new LinkedHashMap<String, Word>();
        for (var word : words) {
            latest.merge(
                    word.customer() + "/" + word.scheme(),
                    word,
                    (known, said) -> said.sequence() > known.sequence() ? said : known);
        }
        return latest.values();
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
