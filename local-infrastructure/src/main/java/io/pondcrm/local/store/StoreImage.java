package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Everything in the store at one moment, held by references, so that it is cheap to take. */
record StoreImage(List<CollectionImage> collections) {

    /** One collection; a document's BSON is never changed, so it needs no copy. */
    record CollectionImage(
            String database, String name, List<Document> indexes, List<Stored> documents) {}

    record Stored(byte[] key, byte[] image) {}

    void writeTo(Consumer<JournalEntry> out) {
        for (CollectionImage collection : collections) {
            out.accept(
                    JournalEntry.about(
                            JournalEntry.Kind.CREATE_COLLECTION,
                            collection.database(),
                            collection.name()));
            for (Stored stored : collection.documents()) {
                out.accept(
                        new JournalEntry(
                                JournalEntry.Kind.PUT,
                                collection.database(),
                                collection.name(),
                                stored.key(),
                                stored.image()));
            }
            for (Document index : collection.indexes()) {
                out.accept(
                        new JournalEntry(
                                JournalEntry.Kind.CREATE_INDEX,
                                collection.database(),
                                collection.name(),
                                Options.text(index, "name").getBytes(StandardCharsets.UTF_8),
                                DocumentBytes.encode(index)));
            }
        }
    }
}
