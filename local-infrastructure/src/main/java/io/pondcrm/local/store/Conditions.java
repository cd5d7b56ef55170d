package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every document that a filter matches must fulfil, as far as an index can use it. Whatever is
 * not understood here is left out: the filter itself is always checked again on each document.
 */
final class Conditions {

    /** One condition; those of the same {@code $elemMatch} speak of one array element. */
    sealed interface Condition {
        int element();
    }

    record Equal(@Nullable Object value, int element) implements Condition {}

    record In(List<@Nullable Object> values, int element) implements Condition {}

    record Range(
            @Nullable Object above,
            boolean orAtLow,
            @Nullable Object below,
            boolean orAtHigh,
            int element)
            implements Condition {}

    record StartsWith(String start, int element) implements Condition {}

    record Present(int element) implements Condition {}

    private final Map<String, List<Condition>> byField = new HashMap<>();
    private final List<List<Document>> alternatives = new ArrayList<>();
    private int elements;

    static Conditions of(Document filter) {
        var conditions = new Conditions();
        conditions.read(filter, "", 0);
        return conditions;
    }

    List<Condition> on(String field) {
        return byField.getOrDefault(field, List.of());
    }

    /** The branches of the first {@code $or}; empty where there is none. */
    List<Document> alternatives() {
        return alternatives.isEmpty() ? List.of() : alternatives.getFirst();
    }

    /** These and what one branch of the {@code $or} adds. */
    Conditions and(Document branch) {
        var both = new Conditions();
        byField.forEach(
                (field, conditions) -> both.byField.put(field, new ArrayList<>(conditions)));
        both.elements = elements;
        both.read(branch, "", 0);
        both.alternatives.clear();
        return both;
    }

    private void read(Document filter, String prefix, int element) {
        filter.forEach((key, value) -> {
            if (key.equals("$and") && value instanceof Collection<?> all) {
                all.forEach(each -> read((Document) each, prefix, element));
            } else if (key.equals("$or") && value instanceof Collection<?> any) {
                readAlternatives(any, prefix, element);
            } else if (!key.startsWith("$")) {
                readField(prefix + key, value, element);
            }
        });
    }

    private void readAlternatives(Collection<?> any, String prefix, int element) {
        if (any.size() == 1) {
            read((Document) any.iterator().next(), prefix, element);
        } else if (prefix.isEmpty()) {
            alternatives.add(any.stream().map(Document.class::cast).toList());
        }
    }

    private void readField(String field, @Nullable Object value, int element) {
        if (value instanceof BsonRegularExpression regex) {
            addStart(field, regex, element);
        } else if (value instanceof Document document && Filters.isOperators(document)) {
            readOperators(field, document, element);
        } else if (isOneValue(value)) {
            add(field, new Equal(value, element));
        }
    }

    private void readOperators(String field, Document operators, int element) {
        if (operators.containsKey("$regex")) {
            addStart(field, BsonRegularExpression.convertToRegularExpression(operators), element);
        }
        operators.forEach((operator, value) -> {
            switch (operator) {
                case "$eq" -> {
                    if (isOneValue(value)) {
                        add(field, new Equal(value, element));
                    }
                }
                case "$gt" -> addLow(field, value, false, element);
                case "$gte" -> addLow(field, value, true, element);
                case "$lt" -> addHigh(field, value, false, element);
                case "$lte" -> addHigh(field, value, true, element);
                case "$in" -> addIn(field, (Collection<?>) value, element);
                case "$all" -> addFirstOfAll(field, (Collection<?>) value, element);
                case "$exists" -> {
                    if (Boolean.TRUE.equals(value)) {
                        add(field, new Present(element));
                    }
                }
                case "$elemMatch" -> readElement(field, (Document) value);
                default -> {}
            }
        });
    }

    private void readElement(String field, Document match) {
        int element = ++elements;
        if (Filters.isOperators(match)) {
            readOperators(field, match, element);
        } else {
            read(match, field + ".", element);
        }
    }

    private void addLow(String field, @Nullable Object value, boolean orAt, int element) {
        if (isBound(value)) {
            add(field, new Range(value, orAt, null, false, element));
        }
    }

    private void addHigh(String field, @Nullable Object value, boolean orAt, int element) {
        if (isBound(value)) {
            add(field, new Range(null, false, value, orAt, element));
        }
    }

    private void addIn(String field, Collection<?> values, int element) {
        for (Object value : values) {
            if (!isOneValue(value) || value instanceof BsonRegularExpression) {
                return;
            }
        }
        add(field, new In(new ArrayList<>(values), element));
    }

    private void addFirstOfAll(String field, Collection<?> values, int element) {
        for (Object value : values) {
            if (isOneValue(value)
                    && !(value instanceof BsonRegularExpression)
                    && !(value instanceof Document)) {
                add(field, new Equal(value, element));
                return;
            }
        }
    }

    private void addStart(String field, BsonRegularExpression regex, int element) {
        String start = AnchoredPattern.startOf(regex.getPattern(), regex.getOptions());
        if (!start.isEmpty()) {
            add(field, new StartsWith(start, element));
        }
    }

    private void add(String field, Condition condition) {
        byField.computeIfAbsent(field, _ -> new ArrayList<>()).add(condition);
    }

    private static boolean isOneValue(@Nullable Object value) {
        return !(value instanceof Collection);
    }

    private static boolean isBound(@Nullable Object value) {
        return value != null
                && !(value instanceof Collection)
                && !(value instanceof Document)
                && !(value instanceof MinKey)
                && !(value instanceof MaxKey)
                && !(value instanceof BsonRegularExpression);
    }
}
