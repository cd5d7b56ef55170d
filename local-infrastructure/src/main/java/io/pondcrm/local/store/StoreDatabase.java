package io.pondcrm.local.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexNotFoundException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One database: its collections and their indexes, and the commands on them. */
final class StoreDatabase extends AbstractMongoDatabase<Slot> {

    private static final int NAMESPACE_NOT_FOUND = 26;

    private final Map<String, StoreCollection> byName = new TreeMap<>();
    private final StoreCollection.Changes changes;
    private final ReadCommands reads;
    private final WriteCommands writes;

    StoreDatabase(
            String name,
            CursorRegistry registry,
            Cursors cursors,
            StoreCollection.Changes changes) {
        super(name, registry);
        this.changes = changes;
        this.reads = new ReadCommands(this, cursors);
        this.writes = new WriteCommands(this);
        initializeNamespacesAndIndexes();
        // The core's own list of indexes stays empty; it only must be there for a rename.
        indexes.set(openOrCreateCollection("system.indexes", CollectionOptions.withoutIdField()));
    }

    @Override
    public Document handleCommand(
            Channel channel,
            String command,
            Document request,
            DatabaseResolver databases,
            Oplog oplog) {
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "find" -> reads.find(request);
            case "count" -> reads.count(request);
            case "distinct" -> reads.distinct(request);
            case "aggregate" -> reads.aggregate(request, databases, oplog);
            case "insert" -> writes.insert(request);
            case "update" -> writes.update(request);
            case "delete" -> writes.delete(request);
            case "findandmodify" -> writes.findAndModify(request);
            case "createindexes" -> createIndexes(request);
            case "listindexes" -> listIndexes(request);
            case "dropindexes" -> dropIndexes(request);
            case "listcollections" -> listCollections(request);
            default -> super.handleCommand(channel, command, request, databases, oplog);
        };
    }

    // ---- collections

    @Nullable StoreCollection find(String collection) {
        return (StoreCollection) resolveCollection(collection, false);
    }

    StoreCollection findOrCreate(String collection) {
        return (StoreCollection) resolveOrCreateCollection(collection);
    }

    Collection<StoreCollection> all() {
        return byName.values();
    }

    String namespace(String collection) {
        return getFullCollectionNamespace(collection);
    }

    @Override
    public boolean isEmpty() {
        return byName.isEmpty();
    }

    @Override
    protected StoreCollection openOrCreateCollection(String name, CollectionOptions options) {
        if (isSystem(name)) {
            return new StoreCollection(this, name, options, cursorRegistry, _ -> {});
        }
        var collection = new StoreCollection(this, name, options, cursorRegistry, changes);
        byName.put(name, collection);
        changes.happened(
                JournalEntry.about(JournalEntry.Kind.CREATE_COLLECTION, databaseName, name));
        return collection;
    }

    private static boolean isSystem(String name) {
        return name.startsWith("system.");
    }

    @Override
    public void dropCollection(String name, Oplog oplog) {
        StoreCollection dropped = byName.remove(name);
        if (dropped != null) {
            dropped.drop();
            unregisterCollection(name);
            changes.happened(
                    JournalEntry.about(JournalEntry.Kind.DROP_COLLECTION, databaseName, name));
        }
    }

    @Override
    public void drop(Oplog oplog) {
        List.copyOf(byName.keySet()).forEach(name -> dropCollection(name, oplog));
    }

    @Override
    public void moveCollection(
            MongoDatabase oldDatabase, MongoCollection<?> collection, String newName) {
        if (oldDatabase != this) {
            throw Refusal.of("renaming a collection into another database");
        }
        String oldName = collection.getCollectionName();
        StoreCollection moved = byName.remove(oldName);
        super.moveCollection(oldDatabase, collection, newName);
        byName.put(newName, Objects.requireNonNull(moved));
        changes.happened(
                JournalEntry.about(
                        JournalEntry.Kind.RENAME_COLLECTION,
                        databaseName,
                        oldName,
                        newName.getBytes(StandardCharsets.UTF_8)));
    }

    private Document listCollections(Document request) {
        var matcher = new DefaultQueryMatcher();
        Document filter = Filters.checked(request.get("filter"));
        var found = new ArrayList<Document>();
        for (String name : byName.keySet()) {
            var description =
                    new Document("name", name)
                            .append("type", "collection")
                            .append("options", new Document())
                            .append("info", new Document("readOnly", false))
                            .append(
                                    "idIndex",
                                    new Document("v", 2)
                                            .append("key", new Document("_id", 1))
                                            .append("name", "_id_"));
            if (matcher.matches(description, filter)) {
                found.add(description);
            }
        }
        return reads.cursors()
                .first(namespace("$cmd.listCollections"), found, found.size(), true, 0);
    }

    // ---- indexes

    /** The core calls this for {@code _id} only, whose index every collection has anyway. */
    @Override
    protected void addIndex(Document indexDescription) {}

    @Override
    protected Index<Slot> openOrCreateUniqueIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        throw new UnsupportedOperationException("createIndexes() does it");
    }

    private Document createIndexes(Document request) {
        String name = Options.text(request, "createIndexes");
        boolean created = find(name) == null;
        List<OrderedIndex> wanted =
                Options.documents(request, "indexes").stream().map(StoreDatabase::toIndex).toList();
        StoreCollection collection = findOrCreate(name);
        int before = collection.getNumIndexes();
        wanted.forEach(collection::createIndex);
        return new Document("numIndexesBefore", before)
                .append("numIndexesAfter", collection.getNumIndexes())
                .append("createdCollectionAutomatically", created)
                .append("ok", 1.0);
    }

    static OrderedIndex toIndex(Document description) {
        Options.checkIndex(description);
        if (!(description.get("key") instanceof Document key) || key.isEmpty()) {
            throw Refusal.of("an index without fields");
        }
        var fields = new ArrayList<IndexKey>();
        key.forEach((field, direction) -> {
            if (!(direction instanceof Number number)
                    || number.doubleValue() == 0
                    || field.contains("$")) {
                throw Refusal.of("an index of kind '%s'".formatted(direction));
            }
            fields.add(new IndexKey(field, number.doubleValue() > 0));
        });
        return new OrderedIndex(
                Options.text(description, "name"),
                fields,
                Options.isTrue(description.get("unique")),
                Options.isTrue(description.get("sparse")));
    }

    private Document listIndexes(Document request) {
        StoreCollection collection = existing(Options.text(request, "listIndexes"));
        List<Document> indexes = collection.indexDescriptions();
        return reads.cursors()
                .first(namespace(collection.getCollectionName()), indexes, indexes.size(), true, 0);
    }

    private Document dropIndexes(Document request) {
        StoreCollection collection = existing(Options.text(request, "dropIndexes"));
        int before = collection.getNumIndexes();
        Object wanted = request.get("index");
        List<String> names =
                collection.orderedIndexes().stream()
                        .filter(index -> !collection.isIdIndex(index))
                        .filter(index ->
                                "*".equals(wanted)
                                        || index.getName().equals(wanted)
                                        || wanted instanceof Collection<?> list
                                                && list.contains(index.getName())
                                        || wanted instanceof Document key && isOn(index, key))
                        .map(OrderedIndex::getName)
                        .toList();
        if (names.isEmpty() && !"*".equals(wanted)) {
            throw new IndexNotFoundException("index not found with name [" + wanted + "]");
        }
        names.forEach(collection::dropIndex);
        return new Document("nIndexesWas", before).append("ok", 1.0);
    }

    private static boolean isOn(OrderedIndex index, Document key) {
        return new DefaultQueryMatcher().matchesValue(index.toIndexDescription().get("key"), key);
    }

    private StoreCollection existing(String name) {
        StoreCollection collection = find(name);
        if (collection == null) {
            throw new MongoServerError(
                    NAMESPACE_NOT_FOUND,
                    "NamespaceNotFound",
                    "ns does not exist: " + namespace(name));
        }
        return collection;
    }

    @Override
    protected long getFileSize() {
        return 0;
    }

    @Override
    protected long getStorageSize() {
        return 0;
    }
}
