package io.pondcrm.feedback.tier;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.feedback.tier.domain.Tiers;
import io.pondcrm.kernel.CustomerId;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
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
                .map(TierDocument::tier);
    }

    @Override
    public void put(CustomerId customer, String tier, long sequence) {
        try {
            mongo.insert(new TierDocument(customer.value(), tier, sequence));
        } catch (DuplicateKeyException _) {
            mongo.updateFirst(
                    query(where("_id").is(customer.value()).and("sequence").lt(sequence)),
                    new Update().set("tier", tier).set("sequence", sequence),
                    TierDocument.class);
        }
    }
}
