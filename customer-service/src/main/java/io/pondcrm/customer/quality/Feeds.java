package io.pondcrm.customer.quality;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** What arrived of customers, from where and when. Counts only, never content. */
@Component
class Feeds {

    /** By collection: what its feeds are called, and in which field their origin stands. */
    private static final List<Kind> KINDS =
            List.of(
                    new Kind("transactions", "system", "recordedAt"),
                    new Kind("interactions", "system", "recordedAt"),
                    new Kind("submissions", "intake", "receivedAt"));

    private record Kind(String collection, String origin, String at) {}

    /**
     * @param feed such as {@code transactions:shop}
     */
    record Arrivals(String feed, long rows, Instant lastAt) {}

    private final MongoOperations mongo;

    Feeds(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** By customer id, what arrived under that id; who has nothing is absent. */
    Map<String, List<Arrivals>> of(Collection<String> customers) {
        var found = new HashMap<String, List<Arrivals>>();
        for (var kind : KINDS) {
            var groups =
                    mongo.getCollection(kind.collection())
                            .aggregate(
                                    List.of(
                                            Aggregates.match(Filters.in("customerId", customers)),
                                            Aggregates.group(
                                                    new Document("customer", "$customerId")
                                                            .append("origin", "$" + kind.origin()),
                                                    Accumulators.sum("rows", 1),
                                                    Accumulators.max("last", "$" + kind.at()))));
            for (var group : groups) {
                var key = group.get("_id", Document.class);
                found.computeIfAbsent(key.getString("customer"), _ -> new ArrayList<>())
                        .add(
                                new Arrivals(
                                        kind.collection() + ":" + key.getString("origin"),
                                        group.get("rows", Number.class).longValue(),
                                        group.get("last", Date.class).toInstant()));
            }
        }
        return found;
    }
}
