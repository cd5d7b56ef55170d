package io.pondcrm.chassis.erasure;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.Collection;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Customers' places in something that has few pieces and many members, such as runs or snapshots: a
 * member's id is {@code piece:customer}, so that no index over customers is needed.
 */
public final class Members {

    private Members() {}

    /**
     * Removes customers from all pieces, which keep their counts and sums.
     *
     * @param pieces what the members belong to
     * @param ids of the customers
     * @param members the types of documents that are removed
     * @return how many there were
     */
    public static long remove(
            MongoOperations mongo, Class<?> pieces, Collection<String> ids, Class<?>... members) {
        var all = new Query();
        all.fields().include("_id");
        var removed = 0L;
        for (var piece : mongo.find(all, Document.class, mongo.getCollectionName(pieces))) {
            var places = ids.stream().map(id -> piece.get("_id") + ":" + id).toList();
            for (var type : members) {
                removed += mongo.remove(query(where("_id").in(places)), type).getDeletedCount();
            }
        }
        return removed;
    }
}
