package io.pondcrm.customer.view;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.customer.view.domain.Timeline;
import io.pondcrm.customer.view.domain.TimelineEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoTimeline implements Timeline, InitializingBean, Eraser, Collector {

    private static final int DUPLICATE_KEY = 11_000;

    private final MongoOperations mongo;

    MongoTimeline(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void afterPropertiesSet() {
        mongo.getCollection("timeline").createIndex(Indexes.ascending("customerId", "at", "_id"));
    }

    @Override
    public void addAll(List<TimelineEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var documents = new ArrayList<Document>(entries.size());
        for (var entry : entries) {
            var document = new Document();
            mongo.getConverter().write(TimelineDocument.of(entry), document);
            documents.add(document);
        }
        mongo.execute(
                TimelineDocument.class,
                timeline -> {
                    try {
                        return timeline.insertMany(
                                documents, new InsertManyOptions().ordered(false));
                    } catch (MongoBulkWriteException partly) {
                        // An event that arrived before is there already: that is what ids are for.
                        if (partly.getWriteConcernError() != null
                                || partly.getWriteErrors().stream()
                                        .anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                            throw partly;
                        }
                        return null;
                    }
                });
    }

    @Override
    public String erases() {
        return "timeline";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("customerId").in(ids)), TimelineDocument.class)
                .getDeletedCount();
    }

    @Override
    public String collects() {
        return erases();
    }

    @Override
    public Origin origin() {
        return Origin.OBSERVED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(mongo, TimelineDocument.class, where("customerId").in(ids));
    }
}
