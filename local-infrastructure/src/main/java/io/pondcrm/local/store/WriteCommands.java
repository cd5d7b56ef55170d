package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that change documents. Each row stands alone: its error does not undo another. */
final class WriteCommands {

    private static final Logger log = LoggerFactory.getLogger(WriteCommands.class);
    private static final int UNKNOWN_ERROR = 8;
    private static final int INVALID_NAMESPACE = 73;

    private final StoreDatabase database;

    WriteCommands(StoreDatabase database) {
        this.database = database;
    }

    Document insert(Document request) {
        StoreCollection collection = target(request, "insert");
        List<Document> documents = Options.documents(request, "documents");
        var errors =
                eachRow(request, documents.size(), row -> collection.insert(documents.get(row)));
        int inserted =
                Options.isTrue(request.getOrDefault("ordered", true)) && !errors.isEmpty()
                        ? Options.number(errors.getFirst().get("index"), 0)
                        : documents.size() - errors.size();
        return reply(new Document("n", inserted), errors);
    }

    Document update(Document request) {
        StoreCollection collection = target(request, "update");
        List<Document> updates = Options.documents(request, "updates");
        var upserted = new ArrayList<Document>();
        int[] matchedModified = new int[2];
        var errors =
                eachRow(
                        request,
                        updates.size(),
                        row -> {
                            Document update = updates.get(row);
                            Options.checkUpdate(update);
                            boolean multi = Options.isTrue(update.get("multi"));
                            StoreCollection.Updated done =
                                    collection.update(
                                            Filters.checked(update.get("q")),
                                            Updates.checked(update.get("u"), multi),
                                            update.get("arrayFilters"),
                                            multi,
                                            Options.isTrue(update.get("upsert")));
                            matchedModified[0] += done.matched();
                            matchedModified[1] += done.modified();
                            if (done.upsertedId() != null) {
                                upserted.add(
                                        new Document("index", row)
                                                .append("_id", done.upsertedId()));
                            }
                        });
        var reply =
                new Document("n", matchedModified[0] + upserted.size())
                        .append("nModified", matchedModified[1]);
        if (!upserted.isEmpty()) {
            reply.append("upserted", upserted);
        }
        return reply(reply, errors);
    }

    Document delete(Document request) {
        StoreCollection collection = target(request, "delete");
        List<Document> deletes = Options.documents(request, "deletes");
        int[] deleted = new int[1];
        var errors =
                eachRow(
                        request,
                        deletes.size(),
                        row -> {
                            Document delete = deletes.get(row);
                            Options.checkDelete(delete);
                            deleted[0] +=
                                    collection.delete(
                                            Filters.checked(delete.get("q")),
                                            Options.number(delete.get("limit"), 0));
                        });
        return reply(new Document("n", deleted[0]), errors);
    }

    Document findAndModify(Document request) {
        String command = request.keySet().iterator().next();
        StoreCollection collection = target(request, command);
        Filters.checked(request.get("query"));
        ReadCommands.checkProjection((Document) request.get("fields"));
        if (!Options.isTrue(request.get("remove"))) {
            Updates.checked(request.get("update"), false);
        } else if (request.get("update") != null) {
            throw Refusal.of("remove and update in one findAndModify");
        }
        return collection.findAndModify(request);
    }

    private StoreCollection target(Document request, String command) {
        String name = String.valueOf(request.get(command));
        if (name.startsWith("system.")) {
            throw new MongoServerError(
                    INVALID_NAMESPACE, "InvalidNamespace", "cannot write to " + name);
        }
        return database.findOrCreate(name);
    }

    private static List<Document> eachRow(Document request, int rows, IntConsumer action) {
        boolean ordered = Options.isTrue(request.getOrDefault("ordered", true));
        var errors = new ArrayList<Document>();
        for (int row = 0; row < rows; row++) {
            try {
                action.accept(row);
            } catch (MongoServerException e) {
                errors.add(error(row, e));
            } catch (RuntimeException e) {
                log.warn("A row could not be written", e);
                errors.add(
                        error(
                                row,
                                new MongoServerError(
                                        UNKNOWN_ERROR, "UnknownError", String.valueOf(e))));
            }
            if (ordered && !errors.isEmpty()) {
                break;
            }
        }
        return errors;
    }

    private static Document error(int row, MongoServerException e) {
        var error = new Document("index", row);
        if (e instanceof MongoServerError known) {
            error.append("code", known.getCode());
            error.putIfNotNull("codeName", known.getCodeName());
        } else {
            error.append("code", UNKNOWN_ERROR);
        }
        return error.append("errmsg", e.getMessageWithoutErrorCode());
    }

    private static Document reply(Document reply, List<Document> errors) {
        if (!errors.isEmpty()) {
            reply.append("writeErrors", errors);
        }
        return reply.append("ok", 1.0);
    }
}
