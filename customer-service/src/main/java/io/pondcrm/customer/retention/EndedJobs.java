package io.pondcrm.customer.retention;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.customer.retention.domain.DataKind;
import io.pondcrm.customer.retention.domain.Retained;
import java.time.Instant;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Jobs belong to the chassis, which keeps them until somebody says how long. */
@Component
class EndedJobs implements Retained {

    private static final String JOBS = "jobs";

    private final MongoOperations mongo;

    EndedJobs(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public DataKind kind() {
        return DataKind.ENDED_JOBS;
    }

    @Override
    public int forget(Instant before, int most) {
        var due = query(where("open").is(false).and("finishedAt").lt(before)).limit(most);
        due.fields().include("_id");
        var ids =
                mongo.find(due, Document.class, JOBS).stream()
                        .map(it -> it.getString("_id"))
                        .toList();
        mongo.remove(query(where("_id").in(ids)), JOBS);
        return ids.size();
    }
}
