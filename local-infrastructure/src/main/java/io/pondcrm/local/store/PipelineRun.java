package io.pondcrm.local.store;

import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.backend.aggregation.Expression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run of an aggregation pipeline. What it starts with is asked as a query, so that an index can
 * serve it; stages where the core falls short are done here, the others by the core.
 */
final class PipelineRun {

    private static final Set<String> LOOKUP_BY_PIPELINE = Set.of("from", "let", "pipeline", "as");

    private final StoreDatabase database;
    private final DatabaseResolver databases;
    private final Oplog oplog;

    PipelineRun(StoreDatabase database, DatabaseResolver databases, Oplog oplog) {
        this.database = database;
        this.databases = databases;
        this.oplog = oplog;
    }

    List<Document> on(@Nullable StoreCollection collection, List<Document> pipeline) {
        var query = new LeadingQuery();
        int consumed = query.read(pipeline);
        List<Document> source =
                collection == null
                        ? List.of()
                        : collection.find(
                                query.filter(), query.sort(), query.skip(), query.limit());
        return on(source, collection, pipeline.subList(consumed, pipeline.size()));
    }

    private List<Document> on(
            List<Document> source, @Nullable StoreCollection collection, List<Document> stages) {
        List<Document> documents = source;
        var forCore = new ArrayList<Document>();
        for (Document stage : stages) {
            UnaryOperator<List<Document>> own = own(stage, collection);
            if (own == null) {
                forCore.add(stage);
            } else {
                documents = own.apply(byCore(documents, collection, forCore));
                forCore.clear();
            }
        }
        return byCore(documents, collection, forCore);
    }

    private List<Document> byCore(
            List<Document> documents, @Nullable StoreCollection collection, List<Document> stages) {
        if (stages.isEmpty()) {
            return documents;
        }
        Aggregation aggregation =
                Aggregation.fromPipeline(
                        List.copyOf(stages), databases, database, collection, oplog);
        return aggregation.runStages(documents.stream());
    }

    private @Nullable UnaryOperator<List<Document>> own(
            Document stage, @Nullable StoreCollection collection) {
        String name = stage.keySet().iterator().next();
        Object value = Objects.requireNonNull(stage.get(name));
        return switch (name) {
            case "$match" -> {
                Predicate<Document> matcher = Matcher.of((Document) value);
                yield documents -> documents.stream().filter(matcher).toList();
            }
            case "$sort" -> {
                SortOrder order = Objects.requireNonNull(SortOrder.of((Document) value));
                yield order::sortedDocuments;
            }
            case "$project" -> each(Shape.project((Document) value));
            case "$addFields" -> each(Shape.addFields((Document) value));
            case "$lookup" -> {
                Document lookup = (Document) value;
                yield each(
                        lookup.containsKey("pipeline")
                                ? lookupByPipeline(lookup)
                                : lookupByField(lookup));
            }
            case "$facet" -> documents -> facets((Document) value, documents, collection);
            default -> null;
        };
    }

    private static UnaryOperator<List<Document>> each(UnaryOperator<Document> one) {
        return documents -> documents.stream().map(one).toList();
    }

    private List<Document> facets(
            Document facets, List<Document> documents, @Nullable StoreCollection collection) {
        var result = new Document();
        facets.forEach((name, stages) ->
                result.put(name, on(documents, collection, Aggregation.parse(stages))));
        return List.of(result);
    }

    private UnaryOperator<Document> lookupByField(Document lookup) {
        if (lookup.size() != 4) {
            throw Refusal.of(
                    "a $lookup with other options than from, localField, foreignField, as");
        }
        StoreCollection from = database.find(Options.text(lookup, "from"));
        String[] local = IndexKeys.split(Options.text(lookup, "localField"));
        String foreign = Options.text(lookup, "foreignField");
        String as = Options.text(lookup, "as");
        return document -> {
            var wanted = new ArrayList<@Nullable Object>();
            values(document, local, 0, wanted);
            if (wanted.isEmpty()) {
                wanted.add(null);
            }
            Document filter =
                    wanted.size() == 1
                            ? new Document(foreign, new Document("$eq", wanted.getFirst()))
                            : new Document(foreign, new Document("$in", wanted));
            List<Document> found = from == null ? List.of() : from.find(filter, null, 0, 0);
            return Shape.with(document, as, found);
        };
    }

    /** The core's expressions find the variable {@code $$name} as a field {@code $name}. */
    private UnaryOperator<Document> lookupByPipeline(Document lookup) {
        if (!LOOKUP_BY_PIPELINE.containsAll(lookup.keySet())) {
            throw Refusal.of("a $lookup by pipeline and by field at once");
        }
        StoreCollection from = database.find(Options.text(lookup, "from"));
        List<Document> stages = Aggregation.parse(lookup.get("pipeline"));
        String as = Options.text(lookup, "as");
        var variables = new Document();
        if (lookup.get("let") instanceof Document let) {
            variables.putAll(let);
        }
        return document -> {
            var values = new Document();
            variables.forEach((name, expression) ->
                    values.put("$" + name, Expression.evaluateDocument(expression, document)));
            List<Document> source =
                    from == null
                            ? List.of()
                            : from.find(new Document(), null, 0, 0).stream()
                                    .map(each -> both(each, values))
                                    .toList();
            List<Document> found =
                    on(source, from, stages).stream().map(each -> without(each, values)).toList();
            return Shape.with(document, as, found);
        };
    }

    private static Document both(Document one, Document other) {
        var both = new Document(one);
        both.putAll(other);
        return both;
    }

    private static Document without(Document document, Document names) {
        var rest = new Document(document);
        names.keySet().forEach(rest::remove);
        return rest;
    }

    private static void values(
            @Nullable Object at, String[] path, int step, List<@Nullable Object> found) {
        if (at instanceof Collection<?> list) {
            list.forEach(element -> values(element, path, step, found));
        } else if (step == path.length) {
            found.add(at);
        } else if (at instanceof Document document && document.containsKey(path[step])) {
            values(document.get(path[step]), path, step + 1, found);
        }
    }
}
