package io.pondcrm.engagement.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.copies.Copies;
import io.pondcrm.chassis.copies.Copy;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.engagement.identity.domain.Identities;
import io.pondcrm.engagement.identity.domain.Identity;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

@Component
class MongoIdentities implements Identities, Copies, Eraser, Collector {

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
    public void restate(CustomerId customer, Identity.@Nullable Merge stated) {
        var others = where("mergedId").is(customer.value());
        if (stated != null) {
            others = others.and("_id").ne(stated.id());
            mongo.save(MergeDocument.of(stated));
        }
        mongo.updateMulti(query(others), Update.update("undone", true), MergeDocument.class);
    }

    @Override
    public Set<String> fields() {
        return Set.of("mergedInto");
    }

    @Override
    public List<String> idsBetween(@Nullable String after, @Nullable String until, int most) {
        var id = where("mergedId").gt(after == null ? "" : after);
        var wanted =
                query((until == null ? id : id.lte(until)).and("undone").is(false))
                        .with(Sort.by("mergedId"))
                        .limit(most);
        return mongo.find(wanted, MergeDocument.class).stream()
                .map(MergeDocument::mergedId)
                .distinct()
                .toList();
    }

    @Override
    public List<Copy> of(Collection<String> ids) {
        var standing = where("mergedId").in(ids).and("undone").is(false);
        var latest = new TreeMap<String, MergeDocument>();
        mongo.find(query(standing).with(Sort.by("_id")), MergeDocument.class)
                .forEach(it -> latest.put(it.mergedId(), it));
        return latest.values().stream()
                .map(it -> Copy.about(it.mergedId()).field("mergedInto", it.survivorId()).copy())
                .toList();
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
