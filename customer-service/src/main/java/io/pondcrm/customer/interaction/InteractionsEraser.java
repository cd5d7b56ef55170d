package io.pondcrm.customer.interaction;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.sealing.SubjectKeys;
import java.util.Collection;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Throws away what people did, also before we knew that it was them: their marks lose their keys.
 */
@Component
class InteractionsEraser implements Eraser {

    private final MongoOperations mongo;
    private final SubjectKeys keys;

    InteractionsEraser(MongoOperations mongo, SubjectKeys keys) {
        this.mongo = mongo;
        this.keys = keys;
    }

    @Override
    public String erases() {
        return "interactions";
    }

    /** A visitor's document is what leads to the rest, so it goes last. */
    @Override
    public long erase(Collection<String> ids) {
        var visitors =
                mongo.find(query(where("customerId").in(ids)), VisitorDocument.class).stream()
                        .map(VisitorDocument::key)
                        .toList();
        visitors.forEach(keys::destroy);
        var erased = remove("customerId", ids, InteractionDocument.class);
        if (!visitors.isEmpty()) {
            erased += remove("unlinked", visitors, InteractionDocument.class);
            erased += remove("_id", visitors, VisitorDocument.class);
        }
        return erased;
    }

    private long remove(String field, Collection<String> values, Class<?> document) {
        return mongo.remove(query(where(field).in(values)), document).getDeletedCount();
    }
}
