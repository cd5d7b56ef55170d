package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which updates the store understands; all others are refused, also where nothing matches. */
final class Updates {

    private static final Set<String> OPERATORS =
            Set.of(
                    "$set",
                    "$unset",
                    "$inc",
                    "$mul",
                    "$min",
                    "$max",
                    "$push",
                    "$pull",
                    "$pullAll",
                    "$pop",
                    "$addToSet",
                    "$setOnInsert",
                    "$rename",
                    "$currentDate");

    private Updates() {}

    static Document checked(@Nullable Object update, boolean multi) {
        if (!(update instanceof Document document)) {
            throw Refusal.of("update pipelines");
        }
        long operators = document.keySet().stream().filter(key -> key.startsWith("$")).count();
        if (operators == 0 && multi) {
            throw Refusal.of("replacing many documents by one");
        }
        if (operators != 0 && operators != document.size()) {
            throw Refusal.of("fields beside update operators");
        }
        if (operators != 0) {
            document.forEach(Updates::checkOperator);
        }
        return document;
    }

    private static void checkOperator(String operator, @Nullable Object fields) {
        if (!OPERATORS.contains(operator)) {
            throw Refusal.of("the update operator " + operator);
        }
        if (!(fields instanceof Document)) {
            throw Refusal.of(operator + " without fields");
        }
    }
}
