package io.pondcrm.local.store;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which options of which command the store honors, or may leave alone without changing a result.
 */
final class Options {

    private static final Set<String> EVERYWHERE =
            Set.of(
                    "$db",
                    "lsid",
                    "$clusterTime",
                    "$readPreference",
                    "readConcern",
                    "writeConcern",
                    "maxTimeMS",
                    "comment",
                    "apiVersion",
                    "apiStrict",
                    "apiDeprecationErrors");

    private static final Map<String, Set<String>> BY_COMMAND =
            Map.ofEntries(
                    Map.entry(
                            "find",
                            Set.of(
                                    "filter",
                                    "sort",
                                    "projection",
                                    "hint",
                                    "skip",
                                    "limit",
                                    "batchSize",
                                    "singleBatch",
                                    "noCursorTimeout",
                                    "allowDiskUse",
                                    "allowPartialResults")),
                    Map.entry(
                            "aggregate",
                            Set.of(
                                    "pipeline",
                                    "cursor",
                                    "hint",
                                    "allowDiskUse",
                                    "bypassDocumentValidation")),
                    Map.entry("count", Set.of("query", "limit", "skip", "hint")),
                    Map.entry("distinct", Set.of("key", "query", "hint")),
                    Map.entry("insert", Set.of("documents", "ordered", "bypassDocumentValidation")),
                    Map.entry("update", Set.of("updates", "ordered", "bypassDocumentValidation")),
                    Map.entry("delete", Set.of("deletes", "ordered")),
                    Map.entry(
                            "findandmodify",
                            Set.of(
                                    "query",
                                    "sort",
                                    "remove",
                                    "update",
                                    "new",
                                    "fields",
                                    "upsert",
                                    "arrayFilters",
                                    "hint",
                                    "bypassDocumentValidation")),
                    Map.entry("create", Set.of()),
                    Map.entry("createindexes", Set.of("indexes", "commitQuorum")),
                    Map.entry("dropindexes", Set.of("index")),
                    Map.entry("drop", Set.of()),
                    Map.entry("dropdatabase", Set.of()),
                    Map.entry("renamecollection", Set.of("to", "dropTarget")),
                    Map.entry("listindexes", Set.of("cursor")),
                    Map.entry(
                            "listcollections",
                            Set.of("filter", "nameOnly", "authorizedCollections", "cursor")),
                    Map.entry("listdatabases", Set.of("filter", "nameOnly")),
                    Map.entry("getmore", Set.of("collection", "batchSize")),
                    Map.entry("killcursors", Set.of("cursors")));

    private static final Set<String> WITHOUT_OPTIONS =
            Set.of(
                    "ping",
                    "buildinfo",
                    "serverstatus",
                    "whatsmyuri",
                    "connectionstatus",
                    "hostinfo",
                    "getlog",
                    "getcmdlineopts",
                    "getfreemonitoringstatus",
                    "endsessions",
                    "dbstats",
                    "collstats",
                    "validate");

    private static final Set<String> OF_UPDATE =
            Set.of("q", "u", "multi", "upsert", "arrayFilters", "hint");
    private static final Set<String> OF_DELETE = Set.of("q", "limit", "hint");
    private static final Set<String> OF_INDEX =
            Set.of("key", "name", "unique", "sparse", "background", "v", "ns");

    private Options() {}

    /** The core logs requests it does not know, with all they hold; so they do not reach it. */
    static boolean isCommand(String command) {
        String name = command.toLowerCase(Locale.ROOT);
        return BY_COMMAND.containsKey(name) || WITHOUT_OPTIONS.contains(name);
    }

    static void check(String command, Document request) {
        if (request.containsKey("startTransaction") || request.containsKey("autocommit")) {
            throw Refusal.of("transactions");
        }
        if (request.containsKey("txnNumber")) {
            throw Refusal.of("retryable writes (set retryWrites=false)");
        }
        Set<String> known = BY_COMMAND.get(command.toLowerCase(Locale.ROOT));
        if (known != null) {
            check(request, known, command);
        }
    }

    static void checkUpdate(Document update) {
        check(update, OF_UPDATE, "update");
    }

    static void checkDelete(Document delete) {
        check(delete, OF_DELETE, "delete");
    }

    static void checkIndex(Document index) {
        check(index, OF_INDEX, "createIndexes");
    }

    private static void check(Document options, Set<String> known, String command) {
        options.forEach((name, value) -> {
            if (!known.contains(name)
                    && !EVERYWHERE.contains(name)
                    && !name.equalsIgnoreCase(command)
                    && value != null
                    && !Boolean.FALSE.equals(value)) {
                throw Refusal.of("the option '%s' of %s".formatted(name, command));
            }
        });
    }

    static boolean isTrue(@Nullable Object value) {
        return Utils.isTrue(value);
    }

    static int number(@Nullable Object value, int otherwise) {
        return value instanceof Number number ? number.intValue() : otherwise;
    }

    static String text(Document request, String name) {
        if (request.get(name) instanceof String text) {
            return text;
        }
        throw Refusal.of("a command without a text as '%s'".formatted(name));
    }

    static List<?> list(Document request, String name) {
        if (request.get(name) instanceof List<?> list) {
            return list;
        }
        throw Refusal.of("a command without '%s'".formatted(name));
    }

    static List<Document> documents(Document request, String name) {
        List<?> list = list(request, name);
        var documents = new ArrayList<Document>(list.size());
        for (Object each : list) {
            documents.add((Document) each);
        }
        return documents;
    }
}
