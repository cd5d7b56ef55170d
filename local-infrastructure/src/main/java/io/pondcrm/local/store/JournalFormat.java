package io.pondcrm.local.store;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How the journal lies on disk: eight bytes of name and version, then records of length, CRC32C and
 * the changes of one command. A command is replayed whole or not at all.
 */
final class JournalFormat {

    static final byte[] HEADER = "PONDST01".getBytes(StandardCharsets.US_ASCII);

    /** Changes of one command beyond this size are split, so that memory stays bounded. */
    static final int LARGEST_RECORD = 32 << 20;

    private static final int PREFIX = 8;
    private static final int LARGEST_READABLE = LARGEST_RECORD + (64 << 20);

    private JournalFormat() {}

    /** Collects the changes of one record. */
    static final class RecordBuilder {

        private byte[] bytes = new byte[4096];
        private int length = PREFIX;

        void add(JournalEntry entry) {
            byte[] database = entry.database().getBytes(StandardCharsets.UTF_8);
            byte[] collection = entry.collection().getBytes(StandardCharsets.UTF_8);
            ensure(
                    17
                            + database.length
                            + collection.length
                            + entry.key().length
                            + entry.image().length);
            bytes[length++] = (byte) entry.kind().ordinal();
            addField(database);
            addField(collection);
            addField(entry.key());
            addField(entry.image());
        }

        boolean isEmpty() {
            return length == PREFIX;
        }

        int size() {
            return length;
        }

        /** Completes the record and starts the next; the buffer is valid until then. */
        ByteBuffer seal() {
            var crc = new CRC32C();
            crc.update(bytes, PREFIX, length - PREFIX);
            ByteBuffer.wrap(bytes).putInt(length - PREFIX).putInt((int) crc.getValue());
            var sealed = ByteBuffer.wrap(bytes, 0, length);
            length = PREFIX;
            return sealed;
        }

        private void addField(byte[] field) {
            ByteBuffer.wrap(bytes).putInt(length, field.length);
            System.arraycopy(field, 0, bytes, length + 4, field.length);
            length += 4 + field.length;
        }

        private void ensure(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
            }
        }
    }

    /**
     * Reads the journal up to its end or the first record that is torn or damaged.
     *
     * @return how many bytes were good
     */
    static long replay(Path file, Consumer<JournalEntry> changes) throws IOException {
        try (var in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            byte[] header = in.readNBytes(HEADER.length);
            if (!Arrays.equals(header, HEADER)) {
                if (header.length < HEADER.length) {
                    return 0;
                }
                throw new IOException(file + " is not a journal of this store's version");
            }
            long good = HEADER.length;
            while (true) {
                byte[] record = readRecord(in);
                if (record == null) {
                    return good;
                }
                readEntries(record, changes);
                good += PREFIX + record.length;
            }
        }
    }

    private static byte @Nullable [] readRecord(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            int expected = in.readInt();
            if (length <= 0 || length > LARGEST_READABLE) {
                return null;
            }
            byte[] record = in.readNBytes(length);
            var crc = new CRC32C();
            crc.update(record);
            return record.length == length && (int) crc.getValue() == expected ? record : null;
        } catch (EOFException end) {
            return null;
        }
    }

    private static void readEntries(byte[] record, Consumer<JournalEntry> changes) {
        var in = ByteBuffer.wrap(record);
        JournalEntry.Kind[] kinds = JournalEntry.Kind.values();
        while (in.hasRemaining()) {
            var kind = kinds[in.get()];
            String database = new String(readField(in), StandardCharsets.UTF_8);
            String collection = new String(readField(in), StandardCharsets.UTF_8);
            changes.accept(
                    new JournalEntry(kind, database, collection, readField(in), readField(in)));
        }
    }

    private static byte[] readField(ByteBuffer in) {
        byte[] field = new byte[in.getInt()];
        in.get(field);
        return field;
    }
}
