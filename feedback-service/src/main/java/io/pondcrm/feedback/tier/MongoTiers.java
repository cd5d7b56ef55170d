package io.pondcrm.feedback.tier;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.feedback.tier.domain.Tiers;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

@Component
class MongoTiers implements Tiers {

    private final MongoOperations mongo;
    private final String mainScheme;

    MongoTiers(MongoOperations mongo, TierSettings settings) {
        this.mongo = mongo;
        this.mainScheme = settings.tierScheme();
    }

    @Override
    public Set<String> namesFor(CustomerId customer) {
        var document = mongo.findById(customer.value(), TierDocument.class);
        var names = new HashSet<String>();
        if (document != null) {
            var main = document.tier();
            if (main != null) {
                names.add(main);
                names.add(mainScheme + "/" + main);
            }
            var others = document.others();
            if (others != null) {
                others.forEach((scheme, other) -> {
                    if (other.tier() != null) {
                        names.add(scheme + "/" + other.tier());
                    }
                });
            }
        }
        return names;
    }

    @Override
    public void learn(Collection<Word> words) {
        if (words.isEmpty()) {
            return;
        }
        var first = mongo.bulkOps(BulkMode.UNORDERED, TierDocument.class);
        var later = mongo.bulkOps(BulkMode.UNORDERED, TierDocument.class);
        words.stream()
                .map(it -> it.customer().value())
                .distinct()
                .forEach(customer ->
                        first.upsert(
                                query(where("_id").is(customer)),
                                new Update().setOnInsert("sequence", 0L)));
        for (var word : words) {
            var place = word.scheme().equals(mainScheme) ? "" : "others." + word.scheme() + ".";
            later.updateOne(
                    query(
                            where("_id")
                                    .is(word.customer().value())
                                    .orOperator(
                                            where(place + "sequence").exists(false),
                                            where(place + "sequence").lt(word.sequence()))),
                    new Update()
                            .set(place + "tier", word.tier())
                            .set(place + "sequence", word.sequence()));
        }
        first.execute();
        later.execute();
    }
}
