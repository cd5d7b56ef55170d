package io.pondcrm.local.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append-only file that survives a crash. Changes are added under the store's lock; one thread
 * writes whatever has gathered while the disk was busy, forces it to disk and then lets the answers
 * go that waited for it.
 */
final class Journal implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private record Waiting(long position, Runnable action) {}

    private record Replacement(Path file, FileChannel channel, long copied) {}

    private final Path file;
    private final Object monitor = new Object();
    private final JournalFormat.RecordBuilder record = new JournalFormat.RecordBuilder();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final Thread writer;

    private FileChannel channel;
    private byte[] pending = new byte[1 << 16];
    private byte[] writing = new byte[1 << 16];
    private int pendingLength;
    private long appended;
    private volatile long durable;

    /** Positions count all bytes ever appended; the file starts at this one. */
    private volatile long start;

    private boolean closing;
    private boolean replacing;
    private @Nullable Replacement replacement;

    private Journal(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.appended = size;
        this.durable = size;
        this.writer = Thread.ofPlatform().name("store-journal").unstarted(this::write);
    }

    /** Opens the file at its end and starts to write. */
    static Journal open(Path file) throws IOException {
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (channel.size() == 0) {
            channel.write(ByteBuffer.wrap(JournalFormat.HEADER));
            channel.force(true);
            forceDirectory(file);
        }
        channel.position(channel.size());
        var journal = new Journal(file, channel, channel.size());
        journal.writer.start();
        return journal;
    }

    /** Adds a change to the record of the command that runs. Needs the store's lock. */
    void add(JournalEntry entry) {
        record.add(entry);
        if (record.size() > JournalFormat.LARGEST_RECORD) {
            commit();
        }
    }

    /**
     * Hands over what was added. Needs the store's lock.
     *
     * @return the position up to which the disk must be, before anybody may hear of the changes
     */
    long commit() {
        synchronized (monitor) {
            if (!record.isEmpty()) {
                ByteBuffer sealed = record.seal();
                int length = sealed.remaining();
                if (pendingLength + length > pending.length) {
                    pending =
                            Arrays.copyOf(
                                    pending, Math.max(2 * pending.length, pendingLength + length));
                }
                sealed.get(pending, pendingLength, length);
                pendingLength += length;
                appended += length;
                monitor.notifyAll();
            }
            return appended;
        }
    }

    /** Runs the action as soon as all up to the position is on disk: at once, or by the writer. */
    void whenDurable(long position, Runnable action) {
        if (durable < position) {
            synchronized (monitor) {
                if (durable < position) {
                    waiting.add(new Waiting(position, action));
                    return;
                }
            }
        }
        action.run();
    }

    /** Bytes on disk and on their way there. */
    long size() {
        synchronized (monitor) {
            return appended - start;
        }
    }

    private void write() {
        try {
            while (writeNext()) {
                // goes on until closed
            }
            channel.force(true);
            channel.close();
        } catch (Throwable failure) {
            halt("the journal cannot be written", failure);
        }
    }

    private boolean writeNext() throws IOException, InterruptedException {
        int length;
        long target;
        Replacement ready;
        synchronized (monitor) {
            while (pendingLength == 0 && !closing && replacement == null) {
                monitor.wait();
            }
            if (pendingLength == 0 && closing) {
                return false;
            }
            byte[] full = pending;
            pending = writing;
            writing = full;
            length = pendingLength;
            pendingLength = 0;
            target = appended;
            ready = replacement;
            replacement = null;
        }
        if (length > 0) {
            writeFully(channel, ByteBuffer.wrap(writing, 0, length));
            channel.force(false);
            release(target);
        }
        if (writing.length > 4 << 20) {
            writing = new byte[1 << 16];
        }
        if (ready != null) {
            install(ready);
        }
        return true;
    }

    private void release(long target) {
        List<Runnable> released = new ArrayList<>();
        synchronized (monitor) {
            durable = target;
            monitor.notifyAll();
            while (!waiting.isEmpty() && waiting.peek().position() <= target) {
                released.add(waiting.remove().action());
            }
        }
        for (Runnable action : released) {
            try {
                action.run();
            } catch (RuntimeException e) {
                log.warn("An answer could not be sent", e);
            }
        }
    }

    /**
     * Writes the image to a new file and has it take this file's place, while changes go on being
     * appended. Returns when that is done; not to be called under the store's lock.
     *
     * @param covers the position at which the image was taken
     */
    void replaceBy(StoreImage image, long covers) throws IOException, InterruptedException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        FileChannel out = writeImage(next, image);
        try {
            synchronized (monitor) {
                while (durable < covers && !closing) {
                    monitor.wait();
                }
            }
            long copied = copy(covers, durable, out);
            out.force(false);
            synchronized (monitor) {
                if (closing) {
                    out.close();
                    Files.deleteIfExists(next);
                    return;
                }
                replacement = new Replacement(next, out, copied);
                replacing = true;
                monitor.notifyAll();
                while (replacing && !closing) {
                    monitor.wait();
                }
            }
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    /** Writes a journal of nothing but the image and puts it at the place of the old one. */
    static void rewrite(Path file, StoreImage image) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = writeImage(next, image)) {
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(file);
    }

    private static FileChannel writeImage(Path next, StoreImage image) throws IOException {
        var out =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            writeFully(out, ByteBuffer.wrap(JournalFormat.HEADER));
            var builder = new JournalFormat.RecordBuilder();
            image.writeTo(entry -> {
                builder.add(entry);
                if (builder.size() > 1 << 20) {
                    writeFully(out, builder.seal());
                }
            });
            if (!builder.isEmpty()) {
                writeFully(out, builder.seal());
            }
            return out;
        } catch (RuntimeException e) {
            out.close();
            throw e;
        }
    }

    /** Runs in the writer: nothing is appended meanwhile, so the rest to copy is all there is. */
    private void install(Replacement ready) throws IOException {
        copy(ready.copied(), durable, ready.channel());
        ready.channel().force(true);
        Files.move(
                ready.file(),
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(file);
        channel.close();
        synchronized (monitor) {
            channel = ready.channel();
            start = durable - channel.size();
            channel.position(channel.size());
            replacing = false;
            monitor.notifyAll();
        }
        log.info("Journal compacted to {} bytes", ready.channel().size());
    }

    private long copy(long from, long to, FileChannel out) throws IOException {
        long offset = from - start;
        long end = to - start;
        while (offset < end) {
            offset += channel.transferTo(offset, end - offset, out);
        }
        return to;
    }

    static void forceDirectory(Path file) throws IOException {
        try (var directory =
                FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static void writeFully(FileChannel out, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Better no store than one that acknowledges what it may have lost. */
    static void halt(String why, Throwable failure) {
        System.err.println("PondCRM store stops: " + why + ": " + failure);
        Runtime.getRuntime().halt(74);
    }

    /** Waits until all that was handed over is on disk. */
    @Override
    public void close() {
        synchronized (monitor) {
            closing = true;
            monitor.notifyAll();
        }
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
