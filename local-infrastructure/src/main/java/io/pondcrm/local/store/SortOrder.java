package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order a query asks for, by the same comparison as the indexes. */
final class SortOrder {

    /** One field of the order. */
    record By(String field, boolean ascending) {}

    private record Keyed(byte[] key, Slot slot) {}

    private static final byte[] NO_KEY = {};

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

    List<Slot> sorted(List<Slot> slots) {
        var keyed = new ArrayList<Keyed>(slots.size());
        for (Slot slot : slots) {
            keyed.add(new Keyed(keyOf(slot.document), slot));
        }
        keyed.sort(Comparator.comparing(Keyed::key, Arrays::compareUnsigned));
        var sorted = new ArrayList<Slot>(keyed.size());
        for (Keyed each : keyed) {
            sorted.add(each.slot());
        }
        return sorted;
    }

    List<Document> sortedDocuments(List<Document> documents) {
        return sorted(documents.stream().map(each -> new Slot(0, NO_KEY, each, 0)).toList())
                .stream()
                .map(slot -> slot.document)
                .toList();
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
