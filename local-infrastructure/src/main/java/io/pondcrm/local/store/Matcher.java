package io.pondcrm.local.store;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.aggregation.Expression;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A filter, read once and then asked of many documents. Values compare by the bytes of {@link
 * KeyWriter}, so a filter and an index always agree on what is equal and what is less. The core's
 * own matcher takes decimals for doubles and parses the filter for each document.
 *
 * <p>A positive condition on a field holds if any value holds it that the path leads to through
 * arrays; {@code $ne}, {@code $nin} and {@code $not} negate that as a whole (MongoDB manual, "Query
 * an Array").
 */
final class Matcher {

    private static final Object MISSING = Missing.getInstance();

    private Matcher() {}

    /** A condition on one value, which may be {@link Missing}. */
    private interface OnValue {
        boolean holds(@Nullable Object value);
    }

    static Predicate<Document> of(Document filter) {
        var all = new ArrayList<Predicate<Document>>();
        filter.forEach((key, value) -> all.add(clause(key, value)));
        return switch (all.size()) {
            case 0 -> _ -> true;
            case 1 -> all.getFirst();
            default ->
                    document -> {
                        for (Predicate<Document> each : all) {
                            if (!each.test(document)) {
                                return false;
                            }
                        }
                        return true;
                    };
        };
    }

    private static Predicate<Document> clause(String key, @Nullable Object value) {
        return switch (key) {
            case "$and" -> {
                List<Predicate<Document>> all = each(value);
                yield document -> all.stream().allMatch(one -> one.test(document));
            }
            case "$or" -> {
                List<Predicate<Document>> any = each(value);
                yield document -> any.stream().anyMatch(one -> one.test(document));
            }
            case "$nor" -> {
                List<Predicate<Document>> none = each(value);
                yield document -> none.stream().noneMatch(one -> one.test(document));
            }
            case "$expr" -> document -> Utils.isTrue(Expression.evaluateDocument(value, document));
            case "$comment" -> _ -> true;
            default -> field(IndexKeys.split(key), value);
        };
    }

    private static List<Predicate<Document>> each(@Nullable Object filters) {
        var all = new ArrayList<Predicate<Document>>();
        if (filters instanceof Collection<?> list) {
            list.forEach(filter -> all.add(of((Document) filter)));
        }
        return all;
    }

    private static Predicate<Document> field(String[] path, @Nullable Object value) {
        if (!(value instanceof Document operators) || !Filters.isOperators(operators)) {
            return value instanceof BsonRegularExpression regex
                    ? on(path, pattern(regex))
                    : on(path, equalTo(value));
        }
        var all = new ArrayList<Predicate<Document>>();
        operators.forEach((operator, operand) -> {
            if (!operator.equals("$options")) {
                all.add(operator(path, operator, operand, operators));
            }
        });
        return all.size() == 1
                ? all.getFirst()
                : document -> all.stream().allMatch(one -> one.test(document));
    }

    private static Predicate<Document> operator(
            String[] path, String operator, @Nullable Object operand, Document operators) {
        return switch (operator) {
            case "$ne" -> on(path, equalTo(operand)).negate();
            case "$nin" -> on(path, in(operand)).negate();
            case "$not" -> field(path, operand).negate();
            case "$exists" -> {
                Predicate<Document> exists = onWhole(path, value -> value != MISSING);
                yield Utils.isTrue(operand) ? exists : exists.negate();
            }
            case "$size" -> {
                double size = operand instanceof Number number ? number.doubleValue() : -1;
                yield onWhole(path, value -> value instanceof List<?> list && list.size() == size);
            }
            case "$elemMatch" -> {
                OnValue element = element((Document) Objects.requireNonNull(operand));
                yield onWhole(path, value -> value instanceof List<?> list && anyOf(list, element));
            }
            case "$all" -> all(path, operand);
            default -> on(path, onValue(operator, operand, operators));
        };
    }

    private static OnValue onValue(String operator, @Nullable Object operand, Document operators) {
        return switch (operator) {
            case "$eq" -> equalTo(operand);
            case "$in" -> in(operand);
            case "$gt" -> compared(operand, order -> order > 0, false);
            case "$gte" -> compared(operand, order -> order >= 0, true);
            case "$lt" -> compared(operand, order -> order < 0, false);
            case "$lte" -> compared(operand, order -> order <= 0, true);
            case "$regex" -> pattern(BsonRegularExpression.convertToRegularExpression(operators));
            case "$type" -> type(operand);
            case "$mod" -> modulo(operand);
            default -> throw Refusal.of("the operator " + operator);
        };
    }

    // ---- conditions on a value

    private static OnValue equalTo(@Nullable Object wanted) {
        if (wanted == null) {
            return value -> value == null || value == MISSING;
        }
        if (wanted instanceof String) {
            return wanted::equals;
        }
        byte[] key = KeyWriter.keyOf(wanted);
        return value ->
                value != null
                        && value != MISSING
                        && mayEqual(value, wanted)
                        && Arrays.equals(key, KeyWriter.keyOf(value));
    }

    /** A cheap look before the values are written out. */
    private static boolean mayEqual(Object value, Object wanted) {
        return value.getClass() == wanted.getClass()
                || value instanceof Number && wanted instanceof Number
                || value instanceof Collection && wanted instanceof Collection;
    }

    private static OnValue in(@Nullable Object operand) {
        var keys = new TreeSet<byte[]>(Arrays::compareUnsigned);
        var patterns = new ArrayList<OnValue>();
        for (Object wanted : (Collection<?>) Objects.requireNonNull(operand)) {
            if (wanted instanceof BsonRegularExpression regex) {
                patterns.add(pattern(regex));
            } else {
                keys.add(KeyWriter.keyOf(wanted));
            }
        }
        return value ->
                keys.contains(KeyWriter.keyOf(value))
                        || patterns.stream().anyMatch(each -> each.holds(value));
    }

    /** Values of another type are neither less nor more; only MinKey and MaxKey span all types. */
    private static OnValue compared(@Nullable Object bound, IntPredicate wanted, boolean orEqual) {
        if (bound == null) {
            return orEqual ? equalTo(null) : _ -> false;
        }
        byte[] key = KeyWriter.keyOf(bound);
        boolean anyType = bound instanceof MinKey || bound instanceof MaxKey;
        return value -> {
            byte[] other = KeyWriter.keyOf(value);
            return (anyType || other[0] == key[0])
                    && wanted.test(Arrays.compareUnsigned(other, key));
        };
    }

    private static OnValue pattern(BsonRegularExpression regex) {
        Pattern pattern = Pattern.compile(regex.getPattern(), flags(regex.getOptions()));
        return value ->
                value instanceof String text
                        ? pattern.matcher(text).find()
                        : value instanceof BsonRegularExpression stored
                                && stored.getPattern().equals(regex.getPattern());
    }

    private static int flags(@Nullable String options) {
        int flags = Pattern.UNICODE_CASE;
        for (char option : options == null ? new char[0] : options.toCharArray()) {
            flags |=
                    switch (option) {
                        case 'i' -> Pattern.CASE_INSENSITIVE;
                        case 'm' -> Pattern.MULTILINE;
                        case 's' -> Pattern.DOTALL;
                        case 'x' -> Pattern.COMMENTS;
                        case 'u' -> 0;
                        default -> throw Refusal.of("the pattern option " + option);
                    };
        }
        return flags;
    }

    private static OnValue type(@Nullable Object operand) {
        if (operand instanceof Collection<?> any) {
            List<OnValue> types = any.stream().map(Matcher::type).toList();
            return value -> types.stream().anyMatch(type -> type.holds(value));
        }
        String name = operand instanceof Number number ? "" + number.intValue() : "" + operand;
        return switch (name) {
            case "double", "1" -> Double.class::isInstance;
            case "string", "2" -> String.class::isInstance;
            case "object", "3" -> Map.class::isInstance;
            case "array", "4" -> Collection.class::isInstance;
            case "binData", "5" ->
                    value ->
                            value instanceof BinData
                                    || value instanceof UUID
                                    || value instanceof LegacyUUID;
            case "objectId", "7" -> ObjectId.class::isInstance;
            case "bool", "8" -> Boolean.class::isInstance;
            case "date", "9" -> Instant.class::isInstance;
            case "null", "10" -> value -> value == null;
            case "regex", "11" -> BsonRegularExpression.class::isInstance;
            case "int", "16" -> Integer.class::isInstance;
            case "timestamp", "17" -> BsonTimestamp.class::isInstance;
            case "long", "18" -> Long.class::isInstance;
            case "decimal", "19" -> Decimal128.class::isInstance;
            case "number" -> Number.class::isInstance;
            case "minKey", "-1" -> MinKey.class::isInstance;
            case "maxKey", "127" -> MaxKey.class::isInstance;
            default -> throw Refusal.of("the type '%s' in $type".formatted(name));
        };
    }

    private static OnValue modulo(@Nullable Object operand) {
        if (operand instanceof List<?> list
                && list.size() == 2
                && list.get(0) instanceof Number divisor
                && list.get(1) instanceof Number rest
                && divisor.longValue() != 0) {
            return value ->
                    value instanceof Number number
                            && number.longValue() % divisor.longValue() == rest.longValue();
        }
        throw Refusal.of("$mod without divisor and rest");
    }

    private static OnValue element(Document match) {
        if (Filters.isOperators(match) && !Filters.isJunction(match)) {
            Predicate<Document> onElement = field(new String[] {""}, match);
            return value -> onElement.test(new Document("", value));
        }
        Predicate<Document> filter = of(match);
        return value -> value instanceof Document document && filter.test(document);
    }

    private static Predicate<Document> all(String[] path, @Nullable Object operand) {
        var all = new ArrayList<Predicate<Document>>();
        if (operand instanceof Collection<?> list) {
            list.forEach(wanted -> all.add(field(path, wanted)));
        }
        return document -> !all.isEmpty() && all.stream().allMatch(one -> one.test(document));
    }

    // ---- the way to the values

    /** Holds where a value at the path, or an element of an array at the path, holds it. */
    private static Predicate<Document> on(String[] path, OnValue condition) {
        return onWhole(
                path,
                value ->
                        condition.holds(value)
                                || value instanceof List<?> list && anyOf(list, condition));
    }

    private static boolean anyOf(List<?> list, OnValue condition) {
        for (Object element : list) {
            if (condition.holds(element)) {
                return true;
            }
        }
        return false;
    }

    private static Predicate<Document> onWhole(String[] path, OnValue condition) {
        if (path.length == 1) {
            String name = path[0];
            return document -> condition.holds(document.getOrMissing(name));
        }
        return document -> follow(document, path, 0, condition);
    }

    private static boolean follow(
            @Nullable Object value, String[] path, int step, OnValue condition) {
        if (step == path.length) {
            return condition.holds(value);
        }
        if (value instanceof Document document) {
            return follow(document.getOrMissing(path[step]), path, step + 1, condition);
        }
        if (!(value instanceof List<?> list)) {
            return condition.holds(MISSING);
        }
        if (IndexKeys.isPosition(path[step])) {
            int position = Integer.parseInt(path[step]);
            if (position < list.size() && follow(list.get(position), path, step + 1, condition)) {
                return true;
            }
        }
        for (Object element : list) {
            if (element instanceof Document && follow(element, path, step, condition)) {
                return true;
            }
        }
        return false;
    }
}
