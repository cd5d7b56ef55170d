package io.pondcrm.local.store;

/**
 * One change as the journal keeps it.
 *
 * @param key of a document: its {@code _id} as {@link KeyWriter} writes it; of an index or a
 *     renamed collection: the name
 * @param image BSON of the document or the index description after the change, or empty
 */
record JournalEntry(Kind kind, String database, String collection, byte[] key, byte[] image) {

    private static final byte[] NOTHING = new byte[0];

    /** What happened. The position of a constant is its code on disk. */
    enum Kind {
        PUT,
        DELETE,
        CREATE_COLLECTION,
        DROP_COLLECTION,
        CREATE_INDEX,
        DROP_INDEX,
        RENAME_COLLECTION
    }

    static JournalEntry about(Kind kind, String database, String collection) {
        return new JournalEntry(kind, database, collection, NOTHING, NOTHING);
    }

    static JournalEntry about(Kind kind, String database, String collection, byte[] key) {
        return new JournalEntry(kind, database, collection, key, NOTHING);
    }
}
