package io.pondcrm.local.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A document store that MongoDB's drivers can talk to, on 127.0.0.1 only: for trying, developing
 * and testing without MongoDB. All documents live in the heap; each acknowledged write is on disk.
 * Where the disk fails, the process halts.
 */
public final class DocumentStore implements AutoCloseable {

    private static final long COMPACT_ABOVE = 64L << 20;

    private final FileChannel lockFile;
    private final StoreBackend backend;
    private final WireServer server;

    private DocumentStore(FileChannel lockFile, StoreBackend backend, WireServer server) {
        this.lockFile = lockFile;
        this.backend = backend;
        this.server = server;
    }

    /**
     * Starts a store on what the directory holds; makes the directory if need be.
     *
     * @param port where to listen, or 0 for any free port
     * @throws IllegalStateException if another process has this directory
     * @throws IOException if the journal cannot be read, or is of another version
     */
    public static DocumentStore start(Path directory, int port) throws IOException {
        return start(directory, port, COMPACT_ABOVE);
    }

    static DocumentStore start(Path directory, int port, long compactAbove) throws IOException {
        Files.createDirectories(directory);
        FileChannel lockFile = lock(directory);
        StoreBackend backend = null;
        try {
            backend =
                    new StoreBackend(
                            directory.resolve("store.journal"), Clock.systemUTC(), compactAbove);
            return new DocumentStore(lockFile, backend, new WireServer(backend, port));
        } catch (IOException | RuntimeException e) {
            if (backend != null) {
                backend.close();
            }
            lockFile.close();
            throw e;
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        var file =
                FileChannel.open(
                        directory.resolve("store.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (tryLock(file) == null) {
            file.close();
            throw new IllegalStateException(
                    "Another process has the store in %s; stop it or choose another directory"
                            .formatted(directory.toAbsolutePath()));
        }
        return file;
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The port that clients connect to. */
    public int port() {
        return server.port();
    }

    /** What clients put into their settings; the database is theirs to add. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port();
    }

    StoreBackend backend() {
        return backend;
    }

    /** Hangs up, waits until all is on disk, and lets go of the directory. */
    @Override
    public void close() throws IOException {
        server.close();
        backend.close();
        lockFile.close();
    }
}
