package io.pondcrm.segmentation.segment;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Who entered and left which segment when. */
@Component
class MongoSegmentChanges {

    private static final String ID = "_id";

    private final MongoOperations mongo;

    MongoSegmentChanges(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** Keeps changes; those that are kept already stay as they are. */
    void keep(List<SegmentChangeDocument> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, SegmentChangeDocument.class);
        for (var change : changes) {
            var written = new Document();
            mongo.getConverter().write(change, written);
            var ifNew = new Update();
            written.forEach((field, value) -> {
                if (!field.equals(ID)) {
                    ifNew.setOnInsert(field, value);
                }
            });
            bulk.upsert(query(where(ID).is(change.id())), ifNew);
        }
        bulk.execute();
    }

    /**
     * @param from null for as long as changes are kept
     * @param to the first moment that doesn't belong to it any more; null for now
     */
    Page<SegmentPayloads.Change> list(
            String segment, @Nullable Instant from, @Nullable Instant to, PageRequest page) {
        var wanted = where("segment").is(segment);
        if (from != null || to != null) {
            wanted = wanted.and("at");
            wanted = from == null ? wanted : wanted.gte(from);
            wanted = to == null ? wanted : wanted.lt(to);
        }
        return page.find(mongo, wanted, SegmentChangeDocument.class, SegmentPayloads.Change::of);
    }
}
