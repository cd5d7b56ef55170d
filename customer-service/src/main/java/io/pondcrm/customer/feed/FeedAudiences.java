package io.pondcrm.customer.feed;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Which partner systems ever knew a customer: when the customer is gone, those have to be told,
 * whatever else is left of it.
 */
@Component
class FeedAudiences {

    private static final String COLLECTION = "feed_audiences";
    private static final String SYSTEMS = "systems";

    private final MongoOperations mongo;

    FeedAudiences(MongoOperations mongo) {
        this.mongo = mongo;
    }

    Map<String, Set<String>> of(Collection<String> customers) {
        var found = new HashMap<String, Set<String>>();
        mongo.find(query(where("_id").in(customers)), Document.class, COLLECTION)
                .forEach(it ->
                        found.put(
                                it.getString("_id"),
                                Set.copyOf(it.getList(SYSTEMS, String.class, List.of()))));
        return found;
    }

    /** Safe to repeat, in any order. */
    void remember(Map<String, Set<String>> systems) {
        var known = of(systems.keySet());
        var updates = new ArrayList<WriteModel<Document>>();
        systems.forEach((customer, its) -> {
            if (!known.getOrDefault(customer, Set.of()).containsAll(its)) {
                updates.add(
                        new UpdateOneModel<>(
                                Filters.eq("_id", customer),
                                Updates.addEachToSet(SYSTEMS, List.copyOf(its)),
                                new UpdateOptions().upsert(true)));
            }
        });
        if (!updates.isEmpty()) {
            mongo.execute(
                    COLLECTION,
                    audiences ->
                            audiences.bulkWrite(updates, new BulkWriteOptions().ordered(false)));
        }
    }
}
