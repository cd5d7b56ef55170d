package io.pondcrm.customer.profile;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.sealing.SubjectKeys;
import java.util.Collection;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Throws away customers, and their keys before: from then on no copy of them can be read, wherever
 * it lies. Nobody can make a key for them again.
 */
@Component
class CustomersEraser implements Eraser {

    private final MongoOperations mongo;
    private final SubjectKeys keys;

    CustomersEraser(MongoOperations mongo, SubjectKeys keys) {
        this.mongo = mongo;
        this.keys = keys;
    }

    @Override
    public String erases() {
        return "profiles";
    }

    @Override
    public long erase(Collection<String> ids) {
        keys.destroyAll(ids);
        return mongo.remove(query(where("_id").in(ids)), CustomerDocument.class).getDeletedCount();
    }
}
