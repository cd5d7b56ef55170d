package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CursorNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left of answers that were too long for one batch. A cursor shows the documents as they
 * were when the query ran. Guarded by the store's lock.
 */
final class Cursors {

    private static final int FIRST_BATCH = 101;
    private static final int LARGEST_BATCH_BYTES = 12 << 20;
    private static final Duration IDLE = Duration.ofMinutes(10);

    private static final class Open {
        final List<Document> documents;
        final int largest;
        int next;
        Instant used;

        Open(List<Document> documents, int largest, int next, Instant used) {
            this.largest = largest;
            this.documents = documents;
            this.next = next;
            this.used = used;
        }
    }

    private final InstantSource clock;
    private final Map<Long, Open> open = new HashMap<>();
    private long lastId;

    Cursors(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The first batch of an answer; what does not fit stays here under the id in the reply.
     *
     * @param largest bytes of the largest document at most, or 0 where that is not known
     */
    Document first(
            String namespace,
            List<Document> documents,
            int batchSize,
            boolean single,
            int largest) {
        int end = batchEnd(documents, 0, batchSize < 0 ? FIRST_BATCH : batchSize, largest);
        long id = 0;
        if (end < documents.size() && !single) {
            Instant now = clock.instant();
            open.values().removeIf(cursor -> cursor.used.plus(IDLE).isBefore(now));
            id = ++lastId;
            open.put(id, new Open(documents, largest, end, now));
        }
        return reply(namespace, "firstBatch", documents.subList(0, end), id);
    }

    /**
     * @param batchSize 0 for as many as fit into a reply
     */
    Document next(String namespace, long id, int batchSize) {
        Open cursor = open.get(id);
        if (cursor == null) {
            throw new CursorNotFoundException(id);
        }
        int start = cursor.next;
        int end =
                batchEnd(
                        cursor.documents,
                        start,
                        batchSize > 0 ? batchSize : Integer.MAX_VALUE,
                        cursor.largest);
        cursor.next = end;
        cursor.used = clock.instant();
        boolean last = end == cursor.documents.size();
        if (last) {
            open.remove(id);
        }
        return reply(namespace, "nextBatch", cursor.documents.subList(start, end), last ? 0 : id);
    }

    boolean kill(long id) {
        return open.remove(id) != null;
    }

    private static int batchEnd(List<Document> documents, int start, int most, int largest) {
        int count = Math.min(most, documents.size() - start);
        if (largest > 0 && (long) largest * count < LARGEST_BATCH_BYTES) {
            return start + count;
        }
        int end = start;
        long bytes = 0;
        while (end < documents.size() && end - start < most) {
            bytes += roughBytes(documents.get(end));
            if (bytes > LARGEST_BATCH_BYTES && end > start) {
                break;
            }
            end++;
        }
        return end;
    }

    private static long roughBytes(Object value) {
        return switch (value) {
            case String string -> 16 + 3L * string.length();
            case Document document -> {
                long bytes = 8;
                for (var entry : document.entrySet()) {
                    bytes += entry.getKey().length() + 2;
                    bytes += entry.getValue() == null ? 0 : roughBytes(entry.getValue());
                }
                yield bytes;
            }
            case Collection<?> array -> {
                long bytes = 8;
                for (Object element : array) {
                    bytes += 8 + (element == null ? 0 : roughBytes(element));
                }
                yield bytes;
            }
            case BinData binary -> 16 + binary.getData().length;
            default -> 17;
        };
    }

    private static Document reply(String namespace, String name, List<Document> batch, long id) {
        var cursor = new Document("id", id).append("ns", namespace).append(name, batch);
        return new Document("cursor", cursor).append("ok", 1.0);
    }
}
