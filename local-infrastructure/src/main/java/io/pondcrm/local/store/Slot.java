package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.Document;

/**
 * The place of one document in a collection. Documents are never changed, only exchanged: replies,
 * cursors and the compaction read them without the lock.
 */
final class Slot {

    final long sequence;
    final byte[] idKey;
    Document document;
    int bytes;

    Slot(long sequence, byte[] idKey, Document document, int bytes) {
        this.sequence = sequence;
        this.idKey = idKey;
        this.document = document;
        this.bytes = bytes;
    }
}
