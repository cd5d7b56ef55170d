package io.pondcrm.local.store;

import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.exception.NoSuchCommandException;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All databases behind one lock. A command runs under the lock and leaves its changes with the
 * journal; encoding the answer and waiting for the disk happen outside.
 */
final class StoreBackend extends AbstractMongoBackend {

    private static final Logger log = LoggerFactory.getLogger(StoreBackend.class);

    /** That of MongoDB 5.0; the driver in use needs 8 or more. */
    private static final int WIRE_VERSION = 13;

    private static final int LARGEST_WRITE_BATCH = 100_000;
    private static final int UNKNOWN_ERROR = 8;
    private static final int GARBAGE_FACTOR = 4;
    private static final int KEY_AND_NAMES = 100;

    /**
     * What to answer, and how far the disk must be first: also a read must not show, and an error
     * not betray, what a crash could take back.
     */
    record Answer(Document reply, long position) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, StoreDatabase> byName = new TreeMap<>();
    private final Cursors cursors;
    private final Path file;
    private final long compactAbove;
    private final AtomicBoolean compacting = new AtomicBoolean();
    private final Journal journal;
    private boolean replaying = true;
    private volatile long compactAt;
    private volatile @Nullable Thread compaction;

    StoreBackend(Path file, Clock clock, long compactAbove) throws IOException {
        super(clock);
        this.file = file;
        this.compactAbove = compactAbove;
        this.compactAt = compactAbove;
        this.cursors = new Cursors(clock);
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".new"));
        if (Files.exists(file)) {
            restore();
        }
        this.journal = Journal.open(file);
        this.replaying = false;
    }

    Journal journal() {
        return journal;
    }

    // ---- commands

    Answer execute(Channel channel, String database, String command, Document request) {
        String name = command.toLowerCase(Locale.ROOT);
        if (name.equals("hello") || name.equals("ismaster")) {
            return new Answer(hello(), 0);
        }
        Document reply;
        long position;
        lock.lock();
        try {
            reply = answer(channel, database, command, request);
            position = journal.commit();
        } finally {
            lock.unlock();
        }
        compactIfWorthwhile();
        return new Answer(reply, position);
    }

    private Document answer(Channel channel, String database, String command, Document request) {
        try {
            Options.check(command, request);
            return handleCommand(channel, database, command, request);
        } catch (MongoServerException e) {
            log.debug("{} refused: {}", command, e.getMessageWithoutErrorCode());
            return error(e);
        } catch (RuntimeException e) {
            log.warn("{} failed", command, e);
            return error(new MongoServerError(UNKNOWN_ERROR, "UnknownError", String.valueOf(e)));
        }
    }

    private static Document error(MongoServerException e) {
        var reply = new Document("ok", 0.0).append("errmsg", e.getMessageWithoutErrorCode());
        if (e instanceof MongoServerError known) {
            reply.append("code", known.getCode());
            reply.putIfNotNull("codeName", known.getCodeName());
        }
        return reply;
    }

    /** A standalone server without sessions: drivers then send neither transactions nor retries. */
    private Document hello() {
        return new Document("helloOk", true)
                .append("ismaster", true)
                .append("isWritablePrimary", true)
                .append("maxBsonObjectSize", BsonConstants.MAX_BSON_OBJECT_SIZE)
                .append("maxMessageSizeBytes", MongoWireProtocolHandler.MAX_MESSAGE_SIZE_BYTES)
                .append("maxWriteBatchSize", LARGEST_WRITE_BATCH)
                .append("localTime", getClock().instant())
                .append("minWireVersion", 0)
                .append("maxWireVersion", WIRE_VERSION)
                .append("readOnly", false)
                .append("ok", 1.0);
    }

    @Override
    public Document handleCommand(
            Channel channel, String database, String command, Document request) {
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "listdatabases" -> listDatabases(request);
            case "getmore" ->
                    cursors.next(
                            database + "." + request.get("collection"),
                            ((Number) request.values().iterator().next()).longValue(),
                            Options.number(request.get("batchSize"), 0));
            case "killcursors" -> killCursors(request);
            default -> {
                if (!Options.isCommand(command)) {
                    throw new NoSuchCommandException(command);
                }
                yield super.handleCommand(channel, database, command, request);
            }
        };
    }

    private Document killCursors(Document request) {
        var killed = new ArrayList<Long>();
        var unknown = new ArrayList<Long>();
        for (Object id : Options.list(request, "cursors")) {
            (cursors.kill((Long) id) ? killed : unknown).add((Long) id);
        }
        return new Document("cursorsKilled", killed)
                .append("cursorsNotFound", unknown)
                .append("cursorsAlive", List.of())
                .append("cursorsUnknown", List.of())
                .append("ok", 1.0);
    }

    private Document listDatabases(Document request) {
        if (!Filters.checked(request.get("filter")).isEmpty()) {
            throw Refusal.of("a filter of listDatabases");
        }
        long total = 0;
        var databases = new ArrayList<Document>();
        for (StoreDatabase database : byName.values()) {
            if (!database.isEmpty()) {
                long bytes = database.all().stream().mapToLong(StoreCollection::bytes).sum();
                total += bytes;
                databases.add(
                        new Document("name", database.getDatabaseName())
                                .append("sizeOnDisk", bytes)
                                .append("empty", false));
            }
        }
        return new Document("databases", databases).append("totalSize", total).append("ok", 1.0);
    }

    @Override
    protected StoreDatabase openOrCreateDatabase(String name) {
        return byName.computeIfAbsent(
                name, _ -> new StoreDatabase(name, getCursorRegistry(), cursors, this::happened));
    }

    @Override
    public void dropDatabase(String name) {
        super.dropDatabase(name);
        byName.remove(name);
    }

    private void happened(JournalEntry entry) {
        if (!replaying) {
            journal.add(entry);
        }
    }

    // ---- replay

    private void restore() throws IOException {
        var replay = new Replay();
        long good = JournalFormat.replay(file, replay::apply);
        cutAfter(good);
        replay.createIndexes();
        long live = live();
        if (good > GARBAGE_FACTOR / 2 * live + (1 << 20)) {
            Journal.rewrite(file, image());
        }
        log.info(
                "{} documents restored from a journal of {} bytes",
                byName.values().stream()
                        .flatMap(database -> database.all().stream())
                        .mapToInt(StoreCollection::count)
                        .sum(),
                good);
    }

    /** What a crash left half-written was acknowledged to nobody; it is set aside all the same. */
    private void cutAfter(long good) throws IOException {
        long size = Files.size(file);
        if (size == good) {
            return;
        }
        log.warn("The journal's last {} of {} bytes are torn and are cut off", size - good, size);
        Path aside = file.resolveSibling(file.getFileName() + ".cut");
        Path whole = file.resolveSibling(file.getFileName() + ".whole");
        try (var torn = FileChannel.open(file, StandardOpenOption.READ);
                var out =
                        FileChannel.open(
                                whole,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE)) {
            torn.transferTo(good, size - good, out);
        }
        Files.move(
                whole, aside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var truncated = new RandomAccessFile(file.toFile(), "rw")) {
            truncated.setLength(good);
            truncated.getFD().sync();
        }
    }

    /** Indexes are built once, when all documents are there. */
    private final class Replay {

        private final Map<StoreCollection, Map<String, Document>> indexes = new IdentityHashMap<>();

        void apply(JournalEntry entry) {
            var database = (StoreDatabase) resolveDatabase(entry.database());
            String name = entry.collection();
            switch (entry.kind()) {
                case PUT -> database.findOrCreate(name).restore(entry.key(), entry.image());
                case DELETE -> database.findOrCreate(name).forget(entry.key());
                case CREATE_COLLECTION -> database.findOrCreate(name);
                case DROP_COLLECTION -> {
                    indexes.remove(database.findOrCreate(name));
                    database.dropCollection(name, oplog);
                }
                case CREATE_INDEX ->
                        indexes.computeIfAbsent(
                                        database.findOrCreate(name), _ -> new LinkedHashMap<>())
                                .put(text(entry), DocumentBytes.decode(entry.image(), 0));
                case DROP_INDEX ->
                        indexes.getOrDefault(database.findOrCreate(name), new LinkedHashMap<>())
                                .remove(text(entry));
                case RENAME_COLLECTION ->
                        database.moveCollection(database, database.findOrCreate(name), text(entry));
            }
        }

        private static String text(JournalEntry entry) {
            return new String(entry.key(), StandardCharsets.UTF_8);
        }

        void createIndexes() {
            indexes.forEach((collection, descriptions) ->
                    collection.restoreIndexes(
                            descriptions.values().stream().map(StoreDatabase::toIndex).toList()));
        }
    }

    // ---- compaction

    private StoreImage image() {
        return new StoreImage(
                byName.values().stream()
                        .flatMap(database -> database.all().stream())
                        .map(StoreCollection::image)
                        .toList());
    }

    private long live() {
        long live = 0;
        for (StoreDatabase database : byName.values()) {
            for (StoreCollection collection : database.all()) {
                live += collection.bytes() + (long) KEY_AND_NAMES * collection.count();
            }
        }
        return live;
    }

    private void compactIfWorthwhile() {
        if (journal.size() < compactAt || !compacting.compareAndSet(false, true)) {
            return;
        }
        lock.lock();
        try {
            compactAt = Math.max(compactAbove, GARBAGE_FACTOR * live());
            if (journal.size() < compactAt) {
                compacting.set(false);
                return;
            }
        } finally {
            lock.unlock();
        }
        compaction = Thread.ofPlatform().name("store-compaction").daemon().start(this::compact);
    }

    private void compact() {
        try {
            StoreImage image;
            long covers;
            lock.lock();
            try {
                image = image();
                covers = journal.commit();
            } finally {
                lock.unlock();
            }
            journal.replaceBy(image, covers);
        } catch (IOException | RuntimeException e) {
            log.warn("The journal could not be compacted and goes on growing", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            compacting.set(false);
        }
    }

    @Override
    public void close() {
        journal.close();
        Thread running = compaction;
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        super.close();
    }
}
