package io.pondcrm.engagement.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.engagement.identity.domain.Identities;
import io.pondcrm.engagement.identity.domain.Identity;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

@Component
class MongoIdentities implements Identities, Eraser, Collector {

    private final MongoOperations mongo;

    MongoIdentities(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** One look for whoever was never merged, one more for each link of a chain. */
    @Override
    public Identity of(CustomerId customer) {
        var ids = new HashSet<>(Set.of(customer.value()));
        List<MergeDocument> found;
        do {
            found = mongo.find(query(touching(ids)), MergeDocument.class);
        } while (ids.addAll(
                found.stream().flatMap(it -> Stream.of(it.survivorId(), it.mergedId())).toList()));
        return new Identity(customer, found.stream().map(MergeDocument::toDomain).toList());
    }

    private static Criteria touching(Set<String> ids) {
        return new Criteria().orOperator(where("survivorId").in(ids), where("mergedId").in(ids));
    }

    @Override
    public void follow(List<Identity.Merge> merges) {
        for (var merge : merges) {
            try {
                mongo.insert(MergeDocument.of(merge));
            } catch (DuplicateKeyException _) {
                if (merge.isUndone()) {
                    mongo.updateFirst(
                            query(where("_id").is(merge.id())),
                            Update.update("undone", true),
                            MergeDocument.class);
                }
            }
        }
    }

    @Override
    public String erases() {
        return "merges";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(touching(Set.copyOf(ids))), MergeDocument.class)
                .getDeletedCount();
    }

    @Override
    public String collects() {
        return erases();
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(mongo, MergeDocument.class, touching(Set.copyOf(ids)));
    }
}
