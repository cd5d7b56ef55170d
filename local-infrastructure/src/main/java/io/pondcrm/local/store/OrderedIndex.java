package io.pondcrm.local.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An ordered index over one or more fields. Not safe for threads: the store's lock guards it.
 *
 * <p>The core's own methods to fill and ask an index are refused, because {@link StoreCollection}
 * checks all indexes before it changes the first.
 */
final class OrderedIndex extends Index<Slot> {

    private final boolean unique;
    private final boolean[] ascending;
    private final IndexKeys keys;
    private final List<String> firstNames;
    private final TreeMap<byte[], Slot> entries = new TreeMap<>(Arrays::compareUnsigned);

    OrderedIndex(String name, List<IndexKey> fields, boolean unique, boolean sparse) {
        super(name, fields, sparse);
        this.unique = unique;
        this.ascending = new boolean[fields.size()];
        for (int part = 0; part < ascending.length; part++) {
            ascending[part] = fields.get(part).isAscending();
        }
        this.keys = new IndexKeys(keys(), ascending, sparse);
        this.firstNames =
                keys().stream().map(field -> IndexKeys.split(field)[0]).distinct().toList();
    }

    /** The fields of a document that tell its keys. */
    List<String> firstNames() {
        return firstNames;
    }

    int parts() {
        return ascending.length;
    }

    String field(int part) {
        return getKeys().get(part).getKey();
    }

    boolean isAscending(int part) {
        return ascending[part];
    }

    boolean isMultikey(int part) {
        return keys.isMultikey(part);
    }

    boolean isMultikey() {
        return keys.isMultikey();
    }

    @Override
    public boolean isSparse() {
        return super.isSparse();
    }

    @Override
    public boolean isUnique() {
        return unique;
    }

    List<byte[]> keysOf(Document document) {
        return keys.of(document);
    }

    /** Whether both have the same keys for sure, as far as a quick look tells. */
    boolean looksUntouched(Document before, Document after) {
        for (String name : firstNames) {
            Object old = before.getOrMissing(name);
            Object now = after.getOrMissing(name);
            if (!Objects.equals(old, now)) {
                return false;
            }
        }
        return true;
    }

    /** Throws if another document than the given one holds one of these keys. */
    void check(List<byte[]> wanted, @Nullable Slot own, MongoCollection<?> collection) {
        if (!unique) {
            return;
        }
        for (byte[] key : wanted) {
            Slot holder = entries.get(key);
            if (holder != null && holder != own) {
                throw new DuplicateKeyError(collection, getName() + " dup key: " + fieldNames());
            }
        }
    }

    /** Names only: a message that may reach a log holds no personal data. */
    private String fieldNames() {
        return keys().stream()
                .map(field -> field + ": ?")
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    void put(List<byte[]> added, Slot slot) {
        for (byte[] key : added) {
            entries.put(entryKey(key, slot), slot);
        }
    }

    void remove(List<byte[]> removed, Slot slot) {
        for (byte[] key : removed) {
            entries.remove(entryKey(key, slot));
        }
    }

    private byte[] entryKey(byte[] key, Slot slot) {
        if (unique) {
            return key;
        }
        byte[] entry = Arrays.copyOf(key, key.length + 8);
        for (int i = 0; i < 8; i++) {
            entry[key.length + i] = (byte) (slot.sequence >>> (56 - 8 * i));
        }
        return entry;
    }

    @Nullable Slot find(byte[] key) {
        return entries.get(key);
    }

    /** The documents between two keys in the order of the index, or backwards. */
    Collection<Slot> between(byte[] from, byte[] to, boolean backwards) {
        if (Arrays.compareUnsigned(from, to) >= 0) {
            return List.of();
        }
        var range = entries.subMap(from, true, to, false);
        return (backwards ? range.descendingMap() : range).values();
    }

    @Override
    public long getCount() {
        return entries.size();
    }

    @Override
    public long getDataSize() {
        return 0;
    }

    @Override
    public void drop() {
        entries.clear();
    }

    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Slot getPosition(Document document) {
        throw notThisWay();
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Slot> collection) {
        throw notThisWay();
    }

    @Override
    public void add(Document document, Slot position, MongoCollection<Slot> collection) {
        throw notThisWay();
    }

    @Override
    public Slot remove(Document document) {
        throw notThisWay();
    }

    @Override
    public Iterable<Slot> getPositions(Document query) {
        throw notThisWay();
    }

    @Override
    public void checkUpdate(
            Document oldDocument, Document newDocument, MongoCollection<Slot> collection) {
        throw notThisWay();
    }

    @Override
    public void updateInPlace(
            Document oldDocument,
            Document newDocument,
            Slot position,
            MongoCollection<Slot> collection) {
        throw notThisWay();
    }

    private static UnsupportedOperationException notThisWay() {
        return new UnsupportedOperationException("only StoreCollection fills and asks an index");
    }
}
