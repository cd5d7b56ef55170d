package io.pondcrm.feedback.merge;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.copies.Copies;
import io.pondcrm.chassis.copies.Copy;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.feedback.merge.domain.Merge;
import io.pondcrm.feedback.merge.domain.MergeLinks;
import io.pondcrm.feedback.merge.domain.Merges;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

@Component
class MongoMerges implements Merges, Copies, Eraser, Collector {

    private final MongoOperations mongo;

    MongoMerges(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** One round trip where nobody was merged; one more for each link of the longest chain. */
    @Override
    public MergeLinks linksOf(Collection<CustomerId> customers) {
        var merges = new LinkedHashMap<String, Merge>();
        var known = new HashSet<String>();
        var next = customers.stream().map(CustomerId::value).collect(Collectors.toSet());
        while (!next.isEmpty()) {
            known.addAll(next);
            var found = mongo.find(query(where("customers").in(next)), MergeDocument.class);
            found.forEach(it -> merges.put(it.id(), it.toDomain()));
            next =
                    found.stream()
                            .flatMap(it -> it.customers().stream())
                            .filter(it -> !known.contains(it))
                            .collect(Collectors.toSet());
        }
        return new MergeLinks(merges.values());
    }

    @Override
    public void begin(Merge merge) {
        insert(MergeDocument.standing(merge));
    }

    @Override
    public void end(Merge merge) {
        if (!insert(MergeDocument.ended(merge))) {
            mongo.updateFirst(
                    query(where("_id").is(merge.id())),
                    new Update().set("customers", List.of()),
                    MergeDocument.class);
        }
    }

    /**
     * @return false if the merge was heard of before
     */
    private boolean insert(MergeDocument merge) {
        try {
            mongo.insert(merge);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    @Override
    public void restate(CustomerId customer, @Nullable Merge standing) {
        var others = where("mergedId").is(customer.value());
        if (standing != null) {
            others = others.and("_id").ne(standing.id());
            mongo.save(MergeDocument.standing(standing));
        }
        mongo.updateMulti(
                query(others), new Update().set("customers", List.of()), MergeDocument.class);
    }

    @Override
    public Set<String> fields() {
        return Set.of("mergedInto");
    }

    @Override
    public List<String> idsBetween(@Nullable String after, @Nullable String until, int most) {
        var id = where("mergedId").gt(after == null ? "" : after);
        var wanted =
                query((until == null ? id : id.lte(until)).and("customers").ne(List.of()))
                        .with(Sort.by("mergedId"))
                        .limit(most);
        return mongo.find(wanted, MergeDocument.class).stream()
                .map(MergeDocument::mergedId)
                .distinct()
                .toList();
    }

    @Override
    public List<Copy> of(Collection<String> ids) {
        var standing = where("mergedId").in(ids).and("customers").ne(List.of());
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
        return mongo.remove(
                        query(
                                new Criteria()
                                        .orOperator(
                                                where("survivorId").in(ids),
                                                where("mergedId").in(ids))),
                        MergeDocument.class)
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
        return StoredRecords.of(
                mongo,
                MergeDocument.class,
                new Criteria().orOperator(where("survivorId").in(ids), where("mergedId").in(ids)));
    }
}
