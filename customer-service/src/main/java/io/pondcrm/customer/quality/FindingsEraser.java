package io.pondcrm.customer.quality;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.erasure.Eraser;
import java.util.Collection;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Throws away what was found of somebody, and of whom they were a double. */
@Component
class FindingsEraser implements Eraser {

    private final MongoOperations mongo;

    FindingsEraser(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String erases() {
        return "quality-findings";
    }

    @Override
    public long erase(Collection<String> ids) {
        return remove("customerId", ids) + remove("field", ids);
    }

    private long remove(String field, Collection<String> ids) {
        return mongo.remove(query(where(field).in(ids)), FindingDocument.class).getDeletedCount();
    }
}
