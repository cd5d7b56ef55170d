package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code $match}, {@code $sort}, {@code $skip} and {@code $limit} that a pipeline starts with.
 */
final class LeadingQuery {

    private Document filter = new Document();
    private @Nullable Document sort;
    private int skip;
    private int limit;

    /** Returns how many stages are covered by this query. */
    int read(List<Document> pipeline) {
        int stage = 0;
        while (at(pipeline, stage, "$match") instanceof Document match) {
            filter = filter.isEmpty() ? match : new Document("$and", List.of(filter, match));
            stage++;
        }
        if (at(pipeline, stage, "$sort") instanceof Document order) {
            sort = order;
            stage++;
        }
        if (at(pipeline, stage, "$skip") instanceof Number number) {
            skip = number.intValue();
            stage++;
        }
        if (at(pipeline, stage, "$limit") instanceof Number number && number.intValue() > 0) {
            limit = number.intValue();
            stage++;
        }
        return stage;
    }

    private static @Nullable Object at(List<Document> pipeline, int stage, String name) {
        return stage < pipeline.size() ? pipeline.get(stage).get(name) : null;
    }

    Document filter() {
        return filter;
    }

    @Nullable Document sort() {
        return sort;
    }

    int skip() {
        return skip;
    }

    int limit() {
        return limit;
    }
}
