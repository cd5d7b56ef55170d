package io.pondcrm.chassis.access;

import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Documents told as they lie in the store, without what only machines need: versions, outboxes,
 * type names, and bytes. For features that keep nothing sealed.
 */
public final class StoredRecords {

    private static final Set<String> OF_MACHINES =
            Set.of(
                    "_class",
                    "version",
                    "outbox",
                    "pendingSince",
                    "bulkPendingSince",
                    "changedBy",
                    "twin");

    private StoredRecords() {}

    /**
     * Documents, one at a time.
     *
     * @param whose which of them
     * @param leftOut names of fields that tell nothing of the person, at any depth
     */
    public static Stream<Map<String, Object>> of(
            MongoOperations mongo, Class<?> type, Criteria whose, String... leftOut) {
        var without = Set.of(leftOut);
        return mongo.stream(new Query(whose), Document.class, mongo.getCollectionName(type))
                .map(it -> told(it, without));
    }

    /** One document, as {@link #of} tells it. */
    public static Map<String, Object> told(Document document, Set<String> leftOut) {
        var told = new LinkedHashMap<String, Object>();
        document.forEach((name, held) -> {
            var value = isLeftOut(name, leftOut) ? null : told(held, leftOut);
            if (value != null) {
                told.put(name.equals("_id") ? "id" : name, value);
            }
        });
        return told;
    }

    private static boolean isLeftOut(String name, Set<String> leftOut) {
        return OF_MACHINES.contains(name) || leftOut.contains(name);
    }

    private static @Nullable Object told(@Nullable Object held, Set<String> leftOut) {
        return switch (held) {
            case null -> null;
            case Document nested -> told(nested, leftOut);
            case Collection<?> many -> all(many, leftOut);
            case Date moment -> moment.toInstant().toString();
            case Decimal128 amount -> amount.bigDecimalValue().toPlainString();
            case Binary _ -> null;
            case byte[] _ -> null;
            case String text -> text;
            case Number number -> number;
            case Boolean truth -> truth;
            default -> held.toString();
        };
    }

    private static List<Object> all(Collection<?> many, Set<String> leftOut) {
        return many.stream()
                .<Object>mapMulti((it, next) -> {
                    var value = told(it, leftOut);
                    if (value != null) {
                        next.accept(value);
                    }
                })
                .toList();
    }
}
