package io.pondcrm.local.store;

import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that read documents. */
final class ReadCommands {

    private final StoreDatabase database;
    private final Cursors cursors;

    ReadCommands(StoreDatabase database, Cursors cursors) {
        this.database = database;
        this.cursors = cursors;
    }

    Cursors cursors() {
        return cursors;
    }

    Document find(Document request) {
        String name = name(request, "find");
        Document filter = Filters.checked(request.get("filter"));
        Document sort = (Document) request.get("sort");
        Document projection = (Document) request.get("projection");
        checkProjection(projection);
        SortOrder.of(sort);
        int skip = Options.number(request.get("skip"), 0);
        int limit = Options.number(request.get("limit"), 0);
        int batchSize = Options.number(request.get("batchSize"), -1);
        boolean single = Options.isTrue(request.get("singleBatch")) || limit < 0;
        StoreCollection collection = database.find(name);
        List<Document> found =
                collection == null
                        ? List.of()
                        : collection.find(filter, sort, skip, Math.abs(limit), projection);
        int largest = collection == null ? 0 : collection.largest();
        return cursors.first(database.namespace(name), found, batchSize, single, largest);
    }

    /** The core passes over what it does not know here, and takes the first element for a match. */
    static void checkProjection(@Nullable Document projection) {
        if (projection == null) {
            return;
        }
        boolean slices = false;
        boolean includes = false;
        for (var entry : projection.entrySet()) {
            String field = entry.getKey();
            Object value = entry.getValue();
            if (field.contains("$")) {
                throw Refusal.of("the projection of '%s'".formatted(field));
            }
            if (value instanceof Document operator) {
                String name = operator.isEmpty() ? "" : operator.keySet().iterator().next();
                if (operator.size() != 1 || !name.equals("$elemMatch") && !name.equals("$slice")) {
                    throw Refusal.of("expressions in the projection of '%s'".formatted(field));
                }
                slices |= name.equals("$slice");
                includes |= name.equals("$elemMatch");
            } else if (value instanceof Number || value instanceof Boolean) {
                includes |= Options.isTrue(value);
            } else {
                throw Refusal.of("expressions in the projection of '%s'".formatted(field));
            }
        }
        if (slices && !includes) {
            throw Refusal.of("$slice in a projection that includes no field");
        }
    }

    Document count(Document request) {
        Document filter = Filters.checked(request.get("query"));
        StoreCollection collection = database.find(name(request, "count"));
        int counted =
                collection == null
                        ? 0
                        : collection.count(
                                filter,
                                Options.number(request.get("skip"), 0),
                                Options.number(request.get("limit"), 0));
        return new Document("n", counted).append("ok", 1.0);
    }

    Document distinct(Document request) {
        Filters.checked(request.get("query"));
        StoreCollection collection = database.find(name(request, "distinct"));
        return collection == null
                ? new Document("values", List.of()).append("ok", 1.0)
                : collection.handleDistinct(request);
    }

    Document aggregate(Document request, DatabaseResolver databases, Oplog oplog) {
        String name = name(request, "aggregate");
        List<Document> pipeline = Options.documents(request, "pipeline");
        Pipelines.check(pipeline);
        if (!(request.get("cursor") instanceof Document cursor)) {
            throw Refusal.of("aggregate without a cursor");
        }
        StoreCollection collection = database.find(name);
        List<Document> result =
                new PipelineRun(database, databases, oplog).on(collection, pipeline);
        int batchSize = Options.number(cursor.get("batchSize"), -1);
        return cursors.first(database.namespace(name), result, batchSize, false, 0);
    }

    private static String name(Document request, String command) {
        if (request.values().iterator().next() instanceof String name) {
            return name;
        }
        throw Refusal.of(command + " on a whole database");
    }
}
