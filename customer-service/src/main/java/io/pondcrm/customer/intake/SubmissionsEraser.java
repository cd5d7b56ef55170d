package io.pondcrm.customer.intake;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.erasure.Eraser;
import java.util.Collection;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Throws away what somebody answered in forms. */
@Component
class SubmissionsEraser implements Eraser {

    private final MongoOperations mongo;

    SubmissionsEraser(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String erases() {
        return "submissions";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("customerId").in(ids)), SubmissionDocument.class)
                .getDeletedCount();
    }
}
