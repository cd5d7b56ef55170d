package io.pondcrm.suite;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/**
 * Reads what the embedded store has on disk, with the database that each byte belongs to: every
 * change of every document since the journal was last rewritten, not only what is there now.
 */
final class StoreFiles {

    private static final int HEADER = 8;

    private StoreFiles() {}

    /**
     * @param entries takes a database's name and the bytes of a key and a document
     * @return how many bytes were read: all, but for what is being written at this moment
     */
    static long read(Path journal, BiConsumer<String, byte[]> entries) throws IOException {
        long read = HEADER;
        try (var in =
                new DataInputStream(
                        new BufferedInputStream(Files.newInputStream(journal), 1 << 20))) {
            in.skipNBytes(HEADER);
            while (true) {
                var length = in.readInt();
                in.readInt();
                var record = in.readNBytes(length);
                if (record.length < length) {
                    return read;
                }
                entriesOf(ByteBuffer.wrap(record), entries);
                read += 8 + length;
            }
        } catch (EOFException _) {
            return read;
        }
    }

    private static void entriesOf(ByteBuffer record, BiConsumer<String, byte[]> entries) {
        while (record.hasRemaining()) {
            record.get();
            var database = new String(field(record), StandardCharsets.UTF_8);
            field(record);
            entries.accept(database, field(record));
            entries.accept(database, field(record));
        }
    }

    private static byte[] field(ByteBuffer record) {
        var field = new byte[record.getInt()];
        record.get(field);
        return field;
    }
}
