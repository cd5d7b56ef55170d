package io.pondcrm.segmentation.benefit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.erasure.Eraser;
import java.util.Collection;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Throws away what customers were entitled to. */
@Component
class EntitlementsEraser implements Eraser {

    private final MongoOperations mongo;

    EntitlementsEraser(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String erases() {
        return "entitlements";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("_id").in(ids)), EntitlementDocument.class)
                .getDeletedCount();
    }
}
