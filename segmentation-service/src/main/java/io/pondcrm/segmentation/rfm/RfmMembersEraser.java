package io.pondcrm.segmentation.rfm;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.erasure.Eraser;
import java.util.Collection;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Throws away customers' places in RFM runs; runs keep their counts. */
@Component
class RfmMembersEraser implements Eraser {

    private final MongoOperations mongo;

    RfmMembersEraser(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String erases() {
        return "rfm-members";
    }

    /** There are few runs and many members: their ids are made of both. */
    @Override
    public long erase(Collection<String> ids) {
        var all = new Query();
        all.fields().include("_id");
        var erased = 0L;
        for (var one :
                mongo.find(all, Document.class, mongo.getCollectionName(RfmRunDocument.class))) {
            var members = ids.stream().map(id -> one.get("_id") + ":" + id).toList();
            erased +=
                    mongo.remove(query(where("_id").in(members)), RfmMemberDocument.class)
                            .getDeletedCount();
        }
        return erased;
    }
}
