package io.pondcrm.feedback.tier;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.feedback.LatestWords;
import io.pondcrm.feedback.tier.domain.Tiers;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoTiers implements Tiers, Eraser, Collector {

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
        LatestWords.keep(
                mongo,
                TierDocument.class,
                Map.of("sequence", 0L),
                words.stream().map(this::stored).toList());
    }

    private LatestWords.Word stored(Word word) {
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("tier", word.tier());
        return new LatestWords.Word(
                word.customer(),
                word.scheme().equals(mainScheme) ? "" : "others." + word.scheme() + ".",
                word.sequence(),
                fields);
    }

    @Override
    public String erases() {
        return "tiers";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("_id").in(ids)), TierDocument.class).getDeletedCount();
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
        return StoredRecords.of(mongo, TierDocument.class, where("_id").in(ids));
    }
}
