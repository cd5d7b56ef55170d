package io.pondcrm.chassis.erasure;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.Collection;
import java.util.List;
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
        var removed = 0L;
        for (var places : places(mongo, pieces, ids)) {
            for (var type : members) {
                removed += mongo.remove(query(where("_id").in(places)), type).getDeletedCount();
            }
        }
        return removed;
    }

    /** Ids that customers have as members, whether they are any or not: a list for each piece. */
    public static List<List<String>> places(
            MongoOperations mongo, Class<?> pieces, Collection<String> ids) {
        var all = new Query();
        all.fields().include("_id");
        return mongo.find(all, Document.class, mongo.getCollectionName(pieces)).stream()
                .map(piece -> ids.stream().map(id -> piece.get("_id") + ":" + id).toList())
                .toList();
    }
}
