package io.pondcrm.customer.view;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.customer.view.domain.ViewPart;
import io.pondcrm.customer.view.domain.ViewParts;
import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoViewParts implements ViewParts, Eraser, Collector {

    private static final int DUPLICATE_KEY = 11_000;

    private final MongoOperations mongo;

    MongoViewParts(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void putAll(List<ViewPart> parts) {
        var latest = new LinkedHashMap<String, ViewPart>();
        for (var part : parts) {
            latest.merge(
                    part.customer() + " " + ViewDocument.keyOf(part),
                    part,
                    (known, said) -> said.isNewerThan(known) ? said : known);
        }
        if (latest.isEmpty()) {
            return;
        }
        // First for customers of whom nothing is known, then for the others: an upsert that finds
        // its document with newer words in it stumbles over the id, and so does one that comes
        // second in a race for a new document. The second pass tells the two apart.
        write(List.copyOf(latest.values()), true);
    }

    private void write(List<ViewPart> parts, boolean upsert) {
        var models = new ArrayList<WriteModel<Document>>(parts.size());
        for (var part : parts) {
            models.add(update(part, upsert));
        }
        var refused = new ArrayList<ViewPart>();
        mongo.execute(
                ViewDocument.class,
                views -> {
                    try {
                        return views.bulkWrite(models, new BulkWriteOptions().ordered(false));
                    } catch (MongoBulkWriteException partly) {
                        for (var error : partly.getWriteErrors()) {
                            if (error.getCode() != DUPLICATE_KEY) {
                                throw partly;
                            }
                            refused.add(parts.get(error.getIndex()));
                        }
                        return null;
                    }
                });
        if (upsert && !refused.isEmpty()) {
            write(refused, false);
        }
    }

    /** Only if nothing as new is there. */
    private WriteModel<Document> update(ViewPart part, boolean upsert) {
        var field = "parts." + ViewDocument.keyOf(part);
        var stored = new Document();
        mongo.getConverter().write(ViewDocument.of(part), stored);
        stored.remove("_class");
        return new UpdateOneModel<>(
                Filters.and(
                        Filters.eq("_id", part.customer().value()),
                        Filters.not(Filters.gte(field + ".sequence", part.sequence()))),
                Updates.set(field, stored),
                new UpdateOptions().upsert(upsert));
    }

    @Override
    public List<ViewPart> of(CustomerId customer) {
        var view = mongo.findById(customer.value(), ViewDocument.class);
        return view == null ? List.of() : view.toDomain();
    }

    @Override
    public String erases() {
        return "view";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("_id").in(ids)), ViewDocument.class).getDeletedCount();
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
        return StoredRecords.of(mongo, ViewDocument.class, where("_id").in(ids), "sequence");
    }
}
