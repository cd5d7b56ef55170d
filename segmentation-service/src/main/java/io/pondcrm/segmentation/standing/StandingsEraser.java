package io.pondcrm.segmentation.standing;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.erasure.Eraser;
import java.util.Collection;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Throws away what was told and concluded of customers, those put aside by a merge included. */
@Component
class StandingsEraser implements Eraser {

    private final MongoOperations mongo;

    StandingsEraser(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String erases() {
        return "standings";
    }

    @Override
    public long erase(Collection<String> ids) {
        var theirs = query(where("_id").in(ids));
        return mongo.remove(theirs, MergedStandingDocument.class).getDeletedCount()
                + mongo.remove(theirs, StandingDocument.class).getDeletedCount();
    }
}
