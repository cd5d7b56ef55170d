package io.pondcrm.local.store;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.aggregation.Expression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The stages {@code $project} and {@code $addFields}. The core's own take a dotted name for a name
 * and write into documents that the store holds; these follow dots through documents and arrays,
 * and make new documents.
 */
final class Shape {

    private static final String ID = StoreCollection.ID;

    private Shape() {}

    static UnaryOperator<Document> addFields(Document specification) {
        var computed = new LinkedHashMap<String, @Nullable Object>();
        flatten("", specification, computed);
        return document -> compute(document, document, computed);
    }

    /** The document with one field more, which is taken as it is. */
    static Document with(Document document, String path, Object value) {
        return put(document, IndexKeys.split(path), 0, value);
    }

    static UnaryOperator<Document> project(Document specification) {
        if (specification.isEmpty()) {
            throw Refusal.of("an empty $project");
        }
        var flat = new LinkedHashMap<String, @Nullable Object>();
        flatten("", specification, flat);
        var included = new ArrayList<String>();
        var excluded = new ArrayList<String>();
        var computed = new LinkedHashMap<String, @Nullable Object>();
        flat.forEach((path, value) -> {
            if (!(value instanceof Number) && !(value instanceof Boolean)) {
                computed.put(path, value);
            } else {
                (Options.isTrue(value) ? included : excluded).add(path);
            }
        });
        boolean inclusive = !included.isEmpty() || !computed.isEmpty();
        boolean withId = !excluded.contains(ID);
        if (!inclusive) {
            Map<String, Object> tree = tree(excluded);
            return document -> without(document, tree);
        }
        excluded.remove(ID);
        if (!excluded.isEmpty()) {
            throw Refusal.of("a $project that includes and excludes");
        }
        if (withId && !computed.containsKey(ID)) {
            included.add(ID);
        }
        Map<String, Object> tree = tree(included);
        return document -> compute(only(document, tree), document, computed);
    }

    private static void flatten(
            String prefix, Document specification, Map<String, @Nullable Object> flat) {
        specification.forEach((name, value) -> {
            if (value instanceof Document nested
                    && !nested.isEmpty()
                    && !nested.keySet().iterator().next().startsWith("$")) {
                flatten(prefix + name + ".", nested, flat);
            } else {
                flat.put(prefix + name, value);
            }
        });
    }

    private static final Object WHOLE = new Object();

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(List<String> paths) {
        var root = new LinkedHashMap<String, Object>();
        for (String path : paths) {
            String[] names = IndexKeys.split(path);
            Map<String, Object> at = root;
            for (int i = 0; i < names.length - 1; i++) {
                Object next = at.computeIfAbsent(names[i], _ -> new LinkedHashMap<>());
                if (next == WHOLE) {
                    throw Refusal.of("a $project whose paths collide at " + path);
                }
                at = (Map<String, Object>) next;
            }
            if (at.put(names[names.length - 1], WHOLE) != null) {
                throw Refusal.of("a $project whose paths collide at " + path);
            }
        }
        return root;
    }

    private static Document only(Document document, Map<String, Object> tree) {
        var kept = new Document();
        document.forEach((name, value) -> {
            Object branch = tree.get(name);
            if (branch == WHOLE) {
                kept.put(name, value);
            } else if (branch != null) {
                Object inside = onlyInside(value, branch);
                if (!(inside instanceof Missing)) {
                    kept.put(name, inside);
                }
            }
        });
        return kept;
    }

    @SuppressWarnings("unchecked")
    private static Object onlyInside(@Nullable Object value, Object branch) {
        if (value instanceof Document document) {
            return only(document, (Map<String, Object>) branch);
        }
        if (value instanceof List<?> list) {
            var kept = new ArrayList<Object>();
            for (Object element : list) {
                Object inside = onlyInside(element, branch);
                if (!(inside instanceof Missing)) {
                    kept.add(inside);
                }
            }
            return kept;
        }
        return Missing.getInstance();
    }

    private static Document without(Document document, Map<String, Object> tree) {
        var kept = new Document();
        document.forEach((name, value) -> {
            Object branch = tree.get(name);
            if (branch != WHOLE) {
                kept.put(name, branch == null ? value : withoutInside(value, branch));
            }
        });
        return kept;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object withoutInside(@Nullable Object value, Object branch) {
        if (value instanceof Document document) {
            return without(document, (Map<String, Object>) branch);
        }
        if (value instanceof List<?> list) {
            var kept = new ArrayList<@Nullable Object>();
            list.forEach(element -> kept.add(withoutInside(element, branch)));
            return kept;
        }
        return value;
    }

    private static Document compute(
            Document into, Document source, Map<String, @Nullable Object> computed) {
        Document result = into;
        for (var entry : computed.entrySet()) {
            Object value = evaluate(entry.getValue(), source);
            result = put(result, IndexKeys.split(entry.getKey()), 0, value);
        }
        return result;
    }

    private static @Nullable Object evaluate(@Nullable Object expression, Document source) {
        if (!(expression instanceof List<?> list)) {
            return Expression.evaluateDocument(expression, source);
        }
        var values = new ArrayList<@Nullable Object>();
        for (Object each : list) {
            Object value = evaluate(each, source);
            values.add(value instanceof Missing ? null : value);
        }
        return values;
    }

    private static Document put(
            Document document, String[] path, int step, @Nullable Object value) {
        var copy = new Document(document);
        String name = path[step];
        if (step < path.length - 1) {
            copy.put(name, putInside(copy.get(name), path, step + 1, value));
        } else if (value instanceof Missing) {
            copy.remove(name);
        } else {
            copy.put(name, value);
        }
        return copy;
    }

    private static Object putInside(
            @Nullable Object inside, String[] path, int step, @Nullable Object value) {
        if (inside instanceof List<?> list) {
            var changed = new ArrayList<Object>();
            list.forEach(element -> changed.add(putInside(element, path, step, value)));
            return changed;
        }
        return put(
                inside instanceof Document document ? document : new Document(), path, step, value);
    }
}
