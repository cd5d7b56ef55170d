package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The place of one document in a collection. It lies there as BSON: a tree of maps takes four to
 * five times as much. The documents read last are kept as trees for a while, because a query reads
 * each one that it returns twice, and an update reads what was found.
 */
final class Slot {

    /**
     * A tree and what it was read from. Stores and threads share the places: an entry never
     * changes, counts only for the very bytes that it was read from, and losing one costs another
     * reading.
     */
    private record Read(byte[] image, Document document) {}

    private static final int PLACES = 1 << 12;
    private static final @Nullable Read[] RECENT = new @Nullable Read[PLACES];

    final long sequence;
    final byte[] idKey;
    private byte[] image;

    Slot(long sequence, byte[] idKey, byte[] image) {
        this.sequence = sequence;
        this.idKey = idKey;
        this.image = image;
    }

    /** The document; it must not be changed. */
    Document document() {
        int place = System.identityHashCode(this) & PLACES - 1;
        Read recent = RECENT[place];
        if (recent != null && recent.image() == image) {
            return recent.document();
        }
        Document document = DocumentBytes.decode(image, 0);
        RECENT[place] = new Read(image, document);
        return document;
    }

    byte[] image() {
        return image;
    }

    int bytes() {
        return image.length;
    }

    /** Puts other contents in this place. */
    void exchange(byte[] other) {
        this.image = other;
    }
}
