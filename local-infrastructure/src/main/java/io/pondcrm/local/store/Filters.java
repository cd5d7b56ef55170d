package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which filters the store understands; all others are refused before a document is looked at. */
final class Filters {

    private static final Set<String> JUNCTIONS = Set.of("$and", "$or", "$nor");
    private static final Set<String> OPERATORS =
            Set.of(
                    "$eq",
                    "$ne",
                    "$gt",
                    "$gte",
                    "$lt",
                    "$lte",
                    "$in",
                    "$nin",
                    "$not",
                    "$exists",
                    "$type",
                    "$regex",
                    "$options",
                    "$mod",
                    "$size",
                    "$all",
                    "$elemMatch");
    private static final Set<String> REFERENCE = Set.of("$ref", "$id", "$db");
    private static final Set<String> LISTS = Set.of("$in", "$nin", "$all");

    private Filters() {}

    /** Whether this value of a field is a set of operators and not a document to compare with. */
    static boolean isOperators(Document value) {
        return !value.isEmpty()
                && value.keySet().iterator().next().startsWith("$")
                && !REFERENCE.contains(value.keySet().iterator().next());
    }

    static boolean isJunction(Document value) {
        return JUNCTIONS.contains(value.keySet().iterator().next());
    }

    static Document checked(@Nullable Object filter) {
        if (filter == null) {
            return new Document();
        }
        if (!(filter instanceof Document document)) {
            throw Refusal.of("a filter that is no document");
        }
        check(document);
        return document;
    }

    private static void check(Document filter) {
        filter.forEach((key, value) -> {
            if (JUNCTIONS.contains(key)) {
                checkJunction(key, value);
            } else if (key.startsWith("$")) {
                if (!key.equals("$expr") && !key.equals("$comment")) {
                    throw Refusal.of("the operator " + key);
                }
            } else {
                checkField(value);
            }
        });
    }

    private static void checkJunction(String key, @Nullable Object value) {
        if (!(value instanceof Collection<?> all)
                || all.isEmpty()
                || !all.stream().allMatch(Document.class::isInstance)) {
            throw Refusal.of(key + " without a list of filters");
        }
        all.forEach(each -> check((Document) each));
    }

    private static void checkField(@Nullable Object value) {
        if (value instanceof Document document && isOperators(document)) {
            document.forEach(Filters::checkOperator);
            checkRegex(document);
        }
    }

    private static void checkOperator(String operator, @Nullable Object operand) {
        if (!OPERATORS.contains(operator)) {
            throw Refusal.of("the operator " + operator);
        }
        if (LISTS.contains(operator) && !(operand instanceof Collection)) {
            throw Refusal.of(operator + " without a list");
        }
        if (operator.equals("$all") && operand instanceof Collection<?> all) {
            all.forEach(Filters::checkField);
        }
        if (operator.equals("$not")) {
            checkField(operand);
        }
        if (operator.equals("$elemMatch")) {
            if (!(operand instanceof Document match)) {
                throw Refusal.of("$elemMatch without a filter");
            }
            if (isOperators(match) && !isJunction(match)) {
                checkField(match);
            } else {
                check(match);
            }
        }
    }

    /** The core would pass over what stands beside {@code $regex}. */
    private static void checkRegex(Document operators) {
        if (operators.containsKey("$regex")
                && operators.size() > (operators.containsKey("$options") ? 2 : 1)) {
            throw Refusal.of("other operators beside $regex on one field (join them by $and)");
        }
        if (operators.containsKey("$options") && !operators.containsKey("$regex")) {
            throw Refusal.of("$options without $regex");
        }
    }
}
