package io.pondcrm.feedback.tier;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.feedback.tier.domain.Tiers;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.Optional;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

@Component
class MongoTiers implements Tiers {

    private final MongoOperations mongo;

    MongoTiers(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Optional<String> find(CustomerId customer) {
        return Optional.ofNullable(mongo.findById(customer.value(), TierDocument.class))
                .flatMap(it -> Optional.ofNullable(it.tier()));
    }

    @Override
    public void learn(Collection<Word> words) {
        if (words.isEmpty()) {
            return;
        }
        var first = mongo.bulkOps(BulkMode.UNORDERED, TierDocument.class);
        var later = mongo.bulkOps(BulkMode.UNORDERED, TierDocument.class);
        for (var word : words) {
            first.upsert(
                    query(where("_id").is(word.customer().value())),
                    new Update()
                            .setOnInsert("tier", word.tier())
                            .setOnInsert("sequence", word.sequence()));
            later.updateOne(
                    query(
                            where("_id")
                                    .is(word.customer().value())
                                    .and("sequence")
                                    .lt(word.sequence())),
                    new Update().set("tier", word.tier()).set("sequence", word.sequence()));
        }
        first.execute();
        later.execute();
    }
}
