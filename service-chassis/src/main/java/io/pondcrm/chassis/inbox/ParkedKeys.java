package io.pondcrm.chassis.inbox;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Customers with an event in a dead-letter topic: their later events wait behind it, so that order
 * holds.
 */
class ParkedKeys {

    private static final String COLLECTION = "parkedKeys";

    private final MongoOperations mongo;
    private final Clock clock;

    ParkedKeys(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    Set<String> among(String group, String topic, Collection<String> keys) {
        var parked = new HashSet<String>();
        var ids = keys.stream().map(key -> id(group, topic, key)).toList();
        for (var document : mongo.find(query(where("_id").in(ids)), Document.class, COLLECTION)) {
            parked.add(document.getString("key"));
        }
        return parked;
    }

    void park(String group, String topic, String key, String reason) {
        mongo.upsert(
                query(where("_id").is(id(group, topic, key))),
                new Update()
                        .setOnInsert("key", key)
                        .setOnInsert("reason", reason)
                        .setOnInsert("since", clock.instant()),
                COLLECTION);
    }

    void free(String group, String topic, Collection<String> keys) {
        var ids = keys.stream().map(key -> id(group, topic, key)).toList();
        mongo.remove(query(where("_id").in(ids)), COLLECTION);
    }

    long count() {
        return mongo.getCollection(COLLECTION).countDocuments();
    }

    private static String id(String group, String topic, String key) {
        return group + "|" + topic + "|" + key;
    }
}
