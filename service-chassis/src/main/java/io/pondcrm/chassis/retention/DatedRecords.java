package io.pondcrm.chassis.retention;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.retention.RetentionRule.Store;
import io.pondcrm.kernel.TypeId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;

/** Throws away documents by the moment that they hold, and before them what belongs to them. */
class DatedRecords implements Retained {

    private static final String ID = "_id";

    private final MongoOperations mongo;
    private final RetentionRule rule;

    DatedRecords(MongoOperations mongo, RetentionRule rule) {
        this.mongo = mongo;
        this.rule = rule;
    }

    @Override
    public String kind() {
        return rule.kind();
    }

    @Override
    public int forget(Instant before, int most) {
        var deleted = 0;
        for (var store : rule.stores()) {
            if (store.isDated()) {
                deleted = Math.max(deleted, forget(store, before, most));
            }
        }
        return deleted;
    }

    private int forget(Store store, Instant before, int most) {
        var due = ids(store.collection(), old(store, before), most);
        rule.stores().stream().filter(Store::isPart).forEach(part -> forgetParts(part, due, most));
        mongo.remove(
                query(new Criteria().andOperator(old(store, before), where(ID).in(due))),
                store.collection());
        return due.size();
    }

    /** In small parts: one thing may own millions of others. */
    private void forgetParts(Store part, List<?> owners, int most) {
        var theirs = where(Objects.requireNonNull(part.field())).in(owners);
        for (var ids = ids(part.collection(), theirs, most);
                !ids.isEmpty();
                ids = ids(part.collection(), theirs, most)) {
            mongo.remove(query(where(ID).in(ids)), part.collection());
        }
    }

    /** Nothing that still has something to announce. */
    private static Criteria old(Store store, Instant before) {
        var prefix = store.prefix();
        var old =
                where(Objects.requireNonNull(store.field()))
                        .lt(prefix == null ? before : TypeId.of(prefix, TypeId.firstOf(before)))
                        .and("pendingSince")
                        .exists(false)
                        .and("bulkPendingSince")
                        .exists(false);
        store.only().forEach((name, value) -> old.and(name).is(value));
        return old;
    }

    private List<Object> ids(String collection, Criteria wanted, int most) {
        var due = query(wanted).limit(most);
        due.fields().include(ID);
        return mongo.find(due, Document.class, collection).stream().map(it -> it.get(ID)).toList();
    }
}
