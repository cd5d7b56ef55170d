package io.pondcrm.local.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has the core work out what a document becomes by an update. The core changes documents in place
 * and inside a collection; so this is a collection of at most one document, which is a copy.
 */
final class AfterImage extends AbstractMongoCollection<Integer> {

    private static final Integer ONLY = 0;

    private @Nullable Document before;
    private @Nullable Document after;

    AfterImage(MongoDatabase database, String name, CursorRegistry cursors) {
        super(database, name, CollectionOptions.withDefaults(), cursors);
    }

    /**
     * What the document becomes, or the very same object where nothing changes.
     *
     * @param filter finds the element of an array that a {@code $} in the update stands for
     */
    Document of(Document document, Document filter, Object update, @Nullable Object arrayFilters) {
        Document command = command(filter, update, arrayFilters);
        before = document.clone();
        after = document;
        run(command);
        return after;
    }

    /** What an upsert that found nothing inserts. */
    Document ofUpsert(Document filter, Object update, @Nullable Object arrayFilters) {
        before = null;
        after = null;
        run(command(filter, update, arrayFilters).append("upsert", true));
        return Objects.requireNonNull(after);
    }

    private static Document command(Document filter, Object update, @Nullable Object arrayFilters) {
        var command = new Document("query", filter).append("update", update).append("new", true);
        if (arrayFilters != null) {
            command.append("arrayFilters", arrayFilters);
        }
        return command;
    }

    private void run(Document command) {
        try {
            findAndModify(command);
        } catch (FindAndModifyPlanExecutorError error) {
            MongoServerError cause = error.getCause();
            throw cause;
        }
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            Document fieldSelector) {
        return new QueryResult(before == null ? List.of() : List.of(before));
    }

    @Override
    protected Integer findDocumentPosition(Document document) {
        return ONLY;
    }

    @Override
    protected void handleUpdate(Integer position, Document oldDocument, Document newDocument) {
        after = newDocument;
    }

    @Override
    public void addDocument(Document document) {
        after = document;
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected QueryResult matchDocuments(
            Document query,
            Document orderBy,
            int numberToSkip,
            int numberToReturn,
            int batchSize,
            Document fieldSelector) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected Document getDocument(Integer position) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected int getDataSize() {
        return 0;
    }

    @Override
    protected Integer addDocumentInternal(Document document) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void removeDocument(Integer position) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected Stream<DocumentWithPosition<Integer>> streamAllDocumentsWithPosition() {
        return Stream.empty();
    }

    @Override
    public int count() {
        return before == null ? 0 : 1;
    }
}
