package io.pondcrm.local.store;

import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.InvalidIdFieldError;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One collection: documents in the order of their insertion and in every index. Each change is
 * checked against all indexes first, then made, then added to the journal; so a refused change
 * leaves no trace. Not safe for threads: the store's lock guards it.
 */
final class StoreCollection extends AbstractMongoCollection<Slot> {

    static final String ID = "_id";
    private static final String ID_INDEX = "_id_";
    private static final int INDEX_OPTIONS_CONFLICT = 85;
    private static final int INDEX_KEY_SPECS_CONFLICT = 86;

    private final Changes changes;
    private final AfterImage afterImage;
    private final Set<Slot> slots = new LinkedHashSet<>();
    private final List<OrderedIndex> ordered = new ArrayList<>();
    private final OrderedIndex byId;
    private long nextSequence;
    private long bytes;
    private int largest;

    /** Hears of each change that was made. */
    interface Changes {
        void happened(JournalEntry entry);
    }

    StoreCollection(
            StoreDatabase database,
            String name,
            CollectionOptions options,
            CursorRegistry cursors,
            Changes changes) {
        super(database, name, options, cursors);
        this.changes = changes;
        this.afterImage = new AfterImage(database, name, cursors);
        String idField = Objects.requireNonNullElse(options.getIdField(), ID);
        this.byId = new OrderedIndex(ID_INDEX, List.of(new IndexKey(idField, true)), true, false);
        register(byId);
    }

    private void register(OrderedIndex index) {
        ordered.add(index);
        getIndexes().add(index);
    }

    // ---- reading

    /** The documents that match, in order, after {@code skip} and up to {@code limit} (0: all). */
    List<Document> find(Document filter, @Nullable Document sort, int skip, int limit) {
        return documents(select(filter, sort, skip, limit));
    }

    /** As {@link #find(Document, Document, int, int)}, reduced to the fields asked for. */
    List<Document> find(
            Document filter,
            @Nullable Document sort,
            int skip,
            int limit,
            @Nullable Document projection) {
        List<Document> found = find(filter, sort, skip, limit);
        return projection == null || projection.isEmpty() ? found : project(found, projection);
    }

    private List<Document> project(List<Document> documents, Document projection) {
        return matchDocumentsFromStream(
                        new Document(), documents.stream(), 0, 0, 0, null, projection)
                .collectDocuments();
    }

    @Nullable Document projected(@Nullable Document document, @Nullable Document projection) {
        return document == null || projection == null || projection.isEmpty()
                ? document
                : project(List.of(document), projection).getFirst();
    }

    List<Slot> select(Document filter, @Nullable Document sort, int skip, int limit) {
        SortOrder order = SortOrder.of(sort);
        Predicate<Document> matcher = Matcher.of(filter);
        int wanted = limit > 0 ? skip + limit : Integer.MAX_VALUE;
        List<Slot> found;
        List<Planner.Plan> plans =
                filter.isEmpty() && order == null
                        ? List.of()
                        : Planner.plan(ordered, filter, order, limit > 0);
        boolean inOrder = order == null;
        if (plans.isEmpty()) {
            found = new ArrayList<>();
            take(natural(sort), matcher, inOrder ? wanted : Integer.MAX_VALUE, found, null);
        } else {
            inOrder |= plans.size() == 1 && plans.getFirst().ordered() == Planner.Ordered.ALL;
            found = read(plans, matcher, order, wanted);
        }
        if (!inOrder && order != null && found.size() > 1) {
            found = order.sorted(found, Slot::document);
        }
        int from = Math.min(skip, found.size());
        int to = (int) Math.min(found.size(), (long) wanted);
        return from == 0 && to == found.size() ? found : found.subList(from, to);
    }

    private List<Slot> read(
            List<Planner.Plan> plans,
            Predicate<Document> matcher,
            @Nullable SortOrder order,
            int wanted) {
        var found = new ArrayList<Slot>();
        boolean mayRepeat = plans.size() > 1 || plans.getFirst().index().isMultikey();
        Set<Slot> seen = mayRepeat ? Collections.newSetFromMap(new IdentityHashMap<>()) : null;
        for (Planner.Plan plan : plans) {
            boolean whole = order == null || plan.ordered() == Planner.Ordered.ALL;
            boolean each = plan.ordered() == Planner.Ordered.EACH_INTERVAL;
            int planStart = found.size();
            List<Planner.Interval> intervals =
                    plan.backwards() ? plan.intervals().reversed() : plan.intervals();
            for (Planner.Interval interval : intervals) {
                int start = whole ? planStart : found.size();
                int most = whole || each ? wanted : Integer.MAX_VALUE;
                Collection<Slot> range =
                        plan.index().between(interval.from(), interval.to(), plan.backwards());
                take(range, matcher, most - (found.size() - start), found, seen);
                if (whole && found.size() - planStart >= wanted) {
                    break;
                }
            }
            if (order == null && found.size() >= wanted) {
                break;
            }
        }
        return found;
    }

    private void take(
            Collection<Slot> candidates,
            Predicate<Document> matcher,
            int most,
            List<Slot> found,
            @Nullable Set<Slot> seen) {
        int taken = 0;
        Iterator<Slot> next = candidates.iterator();
        while (taken < most && next.hasNext()) {
            Slot slot = next.next();
            if (matcher.test(slot.document()) && (seen == null || seen.add(slot))) {
                found.add(slot);
                taken++;
            }
        }
    }

    private Collection<Slot> natural(@Nullable Document sort) {
        return isNaturalDescending(sort) ? ((LinkedHashSet<Slot>) slots).reversed() : slots;
    }

    private List<Document> documents(List<Slot> found) {
        var documents = new ArrayList<Document>(found.size());
        for (Slot slot : found) {
            documents.add(slot.document());
        }
        return documents;
    }

    /** Which index serves a query; empty where all documents are looked at. For tests. */
    List<String> indexesFor(Document filter, @Nullable Document sort, int limit) {
        return Planner.plan(ordered, filter, SortOrder.of(sort), limit > 0).stream()
                .map(plan -> plan.index().getName())
                .toList();
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            @Nullable Document fieldSelector) {
        return new QueryResult(find(query, orderBy, numberToSkip, limit, fieldSelector));
    }

    @Override
    public int count() {
        return slots.size();
    }

    @Override
    public int count(@Nullable Document query, int skip, int limit) {
        if (query == null || query.isEmpty()) {
            int left = Math.max(0, slots.size() - skip);
            return limit > 0 ? Math.min(limit, left) : left;
        }
        return select(query, null, Math.max(0, skip), Math.max(0, limit)).size();
    }

    // ---- changing

    /** Inserts and returns what was stored: with {@code _id} made up and first where needed. */
    Document insert(Document document) {
        Document stored = withIdFirst(document);
        checkId(stored.get(getIdField()));
        byte[] image = DocumentBytes.encode(stored);
        var keys = new ArrayList<List<byte[]>>(ordered.size());
        for (OrderedIndex index : ordered) {
            List<byte[]> indexKeys = index.keysOf(stored);
            index.check(indexKeys, null, this);
            keys.add(indexKeys);
        }
        byte[] idKey = keys.getFirst().getFirst();
        Slot slot = new Slot(nextSequence++, idKey, image);
        slots.add(slot);
        for (int i = 0; i < ordered.size(); i++) {
            ordered.get(i).put(keys.get(i), slot);
        }
        bytes += image.length;
        largest = Math.max(largest, image.length);
        happened(JournalEntry.Kind.PUT, idKey, image);
        return stored;
    }

    /** What an update did. */
    record Updated(int matched, int modified, @Nullable Object upsertedId) {}

    Updated update(
            Document filter,
            Document update,
            @Nullable Object arrayFilters,
            boolean multi,
            boolean upsert) {
        List<Slot> matched = select(filter, null, 0, multi ? 0 : 1);
        if (matched.isEmpty() && upsert) {
            Document inserted = insert(afterImage.ofUpsert(filter, update, arrayFilters));
            return new Updated(0, 0, inserted.get(ID));
        }
        int modified = 0;
        for (Slot slot : matched) {
            if (change(slot, filter, update, arrayFilters)) {
                modified++;
            }
        }
        return new Updated(matched.size(), modified, null);
    }

    private boolean change(
            Slot slot, Document filter, Document update, @Nullable Object arrayFilters) {
        Document before = slot.document();
        Document after = afterImage.of(before, filter, update, arrayFilters);
        if (after == before) {
            return false;
        }
        replace(slot, after);
        return true;
    }

    private void replace(Slot slot, Document after) {
        Document before = slot.document();
        byte[] image = DocumentBytes.encode(after);
        record Move(OrderedIndex index, List<byte[]> from, List<byte[]> to) {}
        var moves = new ArrayList<Move>();
        for (OrderedIndex index : ordered) {
            if (!index.looksUntouched(before, after)) {
                List<byte[]> to = index.keysOf(after);
                index.check(to, slot, this);
                moves.add(new Move(index, index.keysOf(before), to));
            }
        }
        for (Move move : moves) {
            move.index().remove(move.from(), slot);
            move.index().put(move.to(), slot);
        }
        bytes += image.length - slot.bytes();
        largest = Math.max(largest, image.length);
        slot.exchange(image);
        happened(JournalEntry.Kind.PUT, slot.idKey, image);
    }

    /** Deletes what matches, at most {@code limit} (0: all), and returns how many that were. */
    int delete(Document filter, int limit) {
        List<Slot> matched = List.copyOf(select(filter, null, 0, limit));
        matched.forEach(this::remove);
        return matched.size();
    }

    private void remove(Slot slot) {
        for (OrderedIndex index : ordered) {
            index.remove(index.keysOf(slot.document()), slot);
        }
        slots.remove(slot);
        bytes -= slot.bytes();
        happened(JournalEntry.Kind.DELETE, slot.idKey, new byte[0]);
    }

    @Override
    public Document findAndModify(Document command) {
        Document filter = Filters.checked(command.get("query"));
        Document sort = (Document) command.get("sort");
        List<Slot> found = select(filter, sort, 0, 1);
        boolean returnNew = Boolean.TRUE.equals(command.get("new"));
        var outcome = new Document("n", 1);
        Document returned = null;
        if (Options.isTrue(command.get("remove"))) {
            if (found.isEmpty()) {
                outcome.put("n", 0);
            } else {
                returned = found.getFirst().document();
                remove(found.getFirst());
            }
        } else {
            Document update = Updates.checked(command.get("update"), false);
            Object arrayFilters = command.get("arrayFilters");
            outcome.append("updatedExisting", !found.isEmpty());
            if (!found.isEmpty()) {
                Slot slot = found.getFirst();
                Document before = slot.document();
                change(slot, filter, update, arrayFilters);
                returned = returnNew ? slot.document() : before;
            } else if (Options.isTrue(command.get("upsert"))) {
                Document inserted = insert(afterImage.ofUpsert(filter, update, arrayFilters));
                outcome.append("upserted", inserted.get(ID));
                returned = returnNew ? inserted : null;
            } else {
                outcome.put("n", 0);
            }
        }
        return new Document("lastErrorObject", outcome)
                .append("value", projected(returned, (Document) command.get("fields")))
                .append("ok", 1.0);
    }

    private Document withIdFirst(Document document) {
        String idField = getIdField();
        if (!document.isEmpty() && document.keySet().iterator().next().equals(idField)) {
            return document;
        }
        Object id = document.containsKey(idField) ? document.get(idField) : new ObjectId();
        var ordered = new Document(idField, id);
        document.forEach(ordered::putIfAbsent);
        return ordered;
    }

    private static void checkId(@Nullable Object id) {
        if (id instanceof Collection || id instanceof BsonRegularExpression) {
            throw new InvalidIdFieldError("The '_id' value cannot be an array or a pattern");
        }
    }

    private void happened(JournalEntry.Kind kind, byte[] key, byte[] image) {
        changes.happened(
                new JournalEntry(kind, getDatabaseName(), getCollectionName(), key, image));
    }

    // ---- indexes

    /** Returns false where the very same index is there already. */
    boolean createIndex(OrderedIndex index) {
        for (OrderedIndex existing : ordered) {
            boolean sameFields = describe(existing.getKeys()).equals(describe(index.getKeys()));
            boolean sameOptions =
                    existing == byId
                            || existing.isUnique() == index.isUnique()
                                    && existing.isSparse() == index.isSparse();
            if (sameFields && (existing == byId || existing.getName().equals(index.getName()))) {
                if (sameOptions) {
                    return false;
                }
                throw conflict(INDEX_OPTIONS_CONFLICT, "IndexOptionsConflict", index);
            }
            if (existing.getName().equals(index.getName())) {
                throw conflict(INDEX_KEY_SPECS_CONFLICT, "IndexKeySpecsConflict", index);
            }
            if (sameFields) {
                throw conflict(INDEX_OPTIONS_CONFLICT, "IndexOptionsConflict", index);
            }
        }
        fill(List.of(index));
        register(index);
        happened(
                JournalEntry.Kind.CREATE_INDEX,
                index.getName().getBytes(StandardCharsets.UTF_8),
                DocumentBytes.encode(index.toIndexDescription()));
        return true;
    }

    /** Reads each document once, and of it only what the indexes need. */
    private void fill(List<OrderedIndex> indexes) {
        var fields = new HashSet<String>();
        indexes.forEach(index -> fields.addAll(index.firstNames()));
        for (Slot slot : slots) {
            Document document = DocumentBytes.decodeOnly(fields, slot.image());
            for (OrderedIndex index : indexes) {
                List<byte[]> keys = index.keysOf(document);
                index.check(keys, null, this);
                index.put(keys, slot);
            }
        }
    }

    private static List<String> describe(List<IndexKey> keys) {
        return keys.stream().map(key -> key.getKey() + (key.isAscending() ? " 1" : " -1")).toList();
    }

    private MongoServerError conflict(int code, String name, OrderedIndex index) {
        return new MongoServerError(
                code,
                name,
                "An index that differs from '%s' has its name or its fields in %s"
                        .formatted(index.getName(), getFullName()));
    }

    /** All index descriptions, the one of {@code _id} first. */
    List<Document> indexDescriptions() {
        return ordered.stream()
                .map(index -> {
                    Document description = index.toIndexDescription();
                    if (index == byId || !index.isUnique()) {
                        description.remove("unique");
                    }
                    return description;
                })
                .toList();
    }

    boolean isIdIndex(OrderedIndex index) {
        return index == byId;
    }

    List<OrderedIndex> orderedIndexes() {
        return List.copyOf(ordered);
    }

    @Override
    public void dropIndex(String indexName) {
        ordered.removeIf(index -> index != byId && index.getName().equals(indexName));
        getIndexes().removeIf(index -> index != byId && index.getName().equals(indexName));
        happened(
                JournalEntry.Kind.DROP_INDEX,
                indexName.getBytes(StandardCharsets.UTF_8),
                new byte[0]);
    }

    @Override
    public void addIndex(Index<Slot> index) {
        createIndex((OrderedIndex) index);
    }

    @Override
    public void drop() {
        slots.clear();
        ordered.forEach(OrderedIndex::drop);
    }

    // ---- replay and compaction

    /** Puts back what the journal holds; indexes other than that of {@code _id} come later. */
    void restore(byte[] key, byte[] image) {
        largest = Math.max(largest, image.length);
        Slot slot = byId.find(key);
        if (slot == null) {
            slot = new Slot(nextSequence++, key, image);
            slots.add(slot);
            byId.put(List.of(key), slot);
            bytes += image.length;
        } else {
            bytes += image.length - slot.bytes();
            slot.exchange(image);
        }
    }

    void forget(byte[] key) {
        Slot slot = byId.find(key);
        if (slot != null) {
            byId.remove(List.of(key), slot);
            slots.remove(slot);
            bytes -= slot.bytes();
        }
    }

    /** Fills the indexes that the journal describes, when all documents are there. */
    void restoreIndexes(List<OrderedIndex> indexes) {
        fill(indexes);
        indexes.forEach(this::register);
    }

    StoreImage.CollectionImage image() {
        var stored = new ArrayList<StoreImage.Stored>(slots.size());
        for (Slot slot : slots) {
            stored.add(new StoreImage.Stored(slot.idKey, slot.image()));
        }
        List<Document> descriptions =
                ordered.stream()
                        .filter(index -> index != byId)
                        .map(OrderedIndex::toIndexDescription)
                        .toList();
        return new StoreImage.CollectionImage(
                getDatabaseName(), getCollectionName(), descriptions, stored);
    }

    /** What the largest document took that was ever here. */
    int largest() {
        return largest;
    }

    /** What the documents take as BSON. */
    long bytes() {
        return bytes;
    }

    // ---- what the core asks of a collection

    @Override
    public void addDocument(Document document) {
        insert(document);
    }

    @Override
    public void removeDocument(Document document) {
        delete(new Document(getIdField(), document.get(getIdField())), 1);
    }

    @Override
    public int deleteDocuments(Document selector, int limit, Oplog oplog) {
        return delete(selector, limit);
    }

    @Override
    public Document updateDocuments(
            Document selector,
            Document update,
            ArrayFilters arrayFilters,
            boolean isMulti,
            boolean isUpsert,
            Oplog oplog) {
        if (!arrayFilters.isEmpty()) {
            throw Refusal.of("array filters here");
        }
        Updated updated = update(selector, update, null, isMulti, isUpsert);
        return new Document("n", updated.matched()).append("nModified", updated.modified());
    }

    @Override
    protected QueryResult matchDocuments(
            Document query,
            Document orderBy,
            int numberToSkip,
            int numberToReturn,
            int batchSize,
            Document fieldSelector) {
        throw new UnsupportedOperationException("queryDocuments() does it");
    }

    @Override
    protected Document getDocument(Slot position) {
        return position.document();
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw new UnsupportedOperationException("insert() and replace() count");
    }

    @Override
    protected int getDataSize() {
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    @Override
    protected Slot addDocumentInternal(Document document) {
        throw new UnsupportedOperationException("insert() does it");
    }

    @Override
    protected void removeDocument(Slot position) {
        remove(position);
    }

    @Override
    protected void handleUpdate(Slot position, Document oldDocument, Document newDocument) {
        throw new UnsupportedOperationException("replace() does it");
    }

    @Override
    protected Stream<DocumentWithPosition<Slot>> streamAllDocumentsWithPosition() {
        return slots.stream().map(slot -> new DocumentWithPosition<>(slot.document(), slot));
    }
}
