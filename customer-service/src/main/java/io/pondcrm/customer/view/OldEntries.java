package io.pondcrm.customer.view;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.customer.retention.domain.DataKind;
import io.pondcrm.customer.retention.domain.Retained;
import io.pondcrm.kernel.TypeId;
import java.time.Instant;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Takes old entries off timelines: their ids are their events', and sorted by their time. */
@Component
class OldEntries implements Retained {

    private final MongoOperations mongo;

    OldEntries(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public DataKind kind() {
        return DataKind.TIMELINE;
    }

    @Override
    public int forget(Instant before, int most) {
        var due =
                query(where("_id").lt(TypeId.of("evt", TypeId.firstOf(before))))
                        .with(Sort.by("_id"))
                        .limit(most);
        var ids =
                mongo.find(due, TimelineDocument.class).stream().map(TimelineDocument::id).toList();
        mongo.remove(query(where("_id").in(ids)), TimelineDocument.class);
        return ids.size();
    }
}
