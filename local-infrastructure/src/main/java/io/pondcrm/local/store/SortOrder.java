package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The order a query asks for, by the same comparison as the indexes. */
final class SortOrder {

    /** One field of the order. */
    record By(String field, boolean ascending) {}

    private final List<By> fields;
    private final List<IndexKeys> keys;

    private SortOrder(List<By> fields) {
        this.fields = fields;
        this.keys =
                fields.stream()
                        .map(by ->
                                new IndexKeys(
                                        List.of(by.field()), new boolean[] {by.ascending()}, false))
                        .toList();
    }

    /** Returns null where the query leaves the order open; {@code $natural} is no order. */
    static @Nullable SortOrder of(@Nullable Document sort) {
        if (sort == null || sort.isEmpty() || sort.containsKey("$natural")) {
            return null;
        }
        var fields = new ArrayList<By>();
        sort.forEach((field, direction) -> {
            if (!(direction instanceof Number number) || Math.abs(number.intValue()) != 1) {
                throw Refusal.of("the sort direction of '" + field + "'");
            }
            fields.add(new By(field, number.intValue() > 0));
        });
        return new SortOrder(fields);
    }

    List<By> fields() {
        return fields;
    }

    /** The same things, in the order of their documents. */
    <T> List<T> sorted(List<T> things, Function<T, Document> document) {
        record Keyed<T>(byte[] key, T thing) {}
        var keyed = new ArrayList<Keyed<T>>(things.size());
        for (T thing : things) {
            keyed.add(new Keyed<>(keyOf(document.apply(thing)), thing));
        }
        keyed.sort(Comparator.comparing(Keyed::key, Arrays::compareUnsigned));
        var sorted = new ArrayList<T>(keyed.size());
        for (Keyed<T> each : keyed) {
            sorted.add(each.thing());
        }
        return sorted;
    }

    List<Document> sortedDocuments(List<Document> documents) {
        return sorted(documents, Function.identity());
    }

    /** Of an array counts what comes first in this direction: the least, or descending the most. */
    private byte[] keyOf(Document document) {
        if (keys.size() == 1) {
            return keys.getFirst().of(document).getFirst();
        }
        var writer = new KeyWriter();
        for (IndexKeys each : keys) {
            writer.append(each.of(document).getFirst());
        }
        return writer.toBytes();
    }
}
