package io.pondcrm.customer.quality;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.Indexes;
import io.pondcrm.customer.quality.FindingDocument.State;
import io.pondcrm.customer.quality.domain.Defect;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** All findings. */
@Component
class MongoFindings implements InitializingBean {

    private final MongoOperations mongo;

    MongoFindings(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void afterPropertiesSet() {
        var findings = mongo.getCollection("quality_findings");
        findings.createIndex(Indexes.ascending("customerId", "_id"));
        findings.createIndex(Indexes.ascending("kind", "_id"));
        findings.createIndex(Indexes.ascending("state", "_id"));
    }

    Optional<FindingDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, FindingDocument.class));
    }

    /** Takes down what a run found of these customers, and that it found nothing else of them. */
    void see(String runId, Map<CustomerId, List<Defect>> found, Instant now) {
        var isAnything = found.values().stream().anyMatch(it -> !it.isEmpty());
        if (isAnything) {
            var bulk = mongo.bulkOps(BulkMode.UNORDERED, FindingDocument.class);
            found.forEach((customer, defects) -> {
                for (var defect : defects) {
                    bulk.upsert(
                            query(where("_id").is(FindingDocument.idOf(customer, defect))),
                            new Update()
                                    .setOnInsert("customerId", customer.value())
                                    .setOnInsert("kind", defect.kind())
                                    .setOnInsert("field", defect.field())
                                    .setOnInsert("foundAt", now)
                                    .set("state", State.OPEN)
                                    .set("runId", runId)
                                    .set("changedAt", now));
                }
            });
            bulk.execute();
        }
        mongo.updateMulti(
                query(
                        where("customerId")
                                .in(values(found.keySet()))
                                .and("state")
                                .in(State.OPEN, State.REVERTED)
                                .and("runId")
                                .ne(runId)),
                new Update().set("state", State.GONE).set("changedAt", now),
                FindingDocument.class);
    }

    private static List<String> values(Collection<CustomerId> ids) {
        return ids.stream().map(CustomerId::value).toList();
    }

    /** Moves one on, unless somebody else did. */
    boolean move(FindingDocument seen, State next, byte @Nullable [] fix, Instant now) {
        return mongo.updateFirst(
                                query(
                                        where("_id")
                                                .is(seen.id())
                                                .and("state")
                                                .is(seen.state())
                                                .and("changedAt")
                                                .is(seen.changedAt())),
                                new Update()
                                        .set("state", next)
                                        .set("fix", fix)
                                        .set("changedAt", now),
                                FindingDocument.class)
                        .getMatchedCount()
                == 1;
    }
}
