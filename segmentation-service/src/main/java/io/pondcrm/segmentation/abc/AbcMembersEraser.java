package io.pondcrm.segmentation.abc;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.erasure.Eraser;
import java.util.Collection;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Throws away customers' places in classifications, which keep their counts and sums. */
@Component
class AbcMembersEraser implements Eraser {

    private final MongoOperations mongo;

    AbcMembersEraser(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String erases() {
        return "abc-members";
    }

    /** There are few classifications and many members: their ids are made of both. */
    @Override
    public long erase(Collection<String> ids) {
        var all = new Query();
        all.fields().include("_id");
        var erased = 0L;
        for (var one :
                mongo.find(all, Document.class, mongo.getCollectionName(AbcDocument.class))) {
            var members = ids.stream().map(id -> one.get("_id") + ":" + id).toList();
            erased +=
                    mongo.remove(query(where("_id").in(members)), AbcMemberDocument.class)
                            .getDeletedCount();
            erased +=
                    mongo.remove(query(where("_id").in(members)), AbcUnmeasuredDocument.class)
                            .getDeletedCount();
        }
        return erased;
    }
}
