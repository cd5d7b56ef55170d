package io.pondcrm.customer.imports.domain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Records as they lie in the store until their turn comes: compressed, with line numbers. */
public final class PackedRecords {

    private PackedRecords() {}

    /** Compresses records. */
    public static byte[] pack(List<RawRecord> records) {
        var packed = new ByteArrayOutputStream(32 * 1024);
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var out =
                new DataOutputStream(new DeflaterOutputStream(packed, deflater, 16 * 1024))) {
            out.writeInt(records.size());
            for (var damaged : records) {
                out.writeLong(damaged.line());
                var damage = damaged.damage();
                out.writeByte(damage == null ? '-' : damage.letter());
                out.writeInt(damaged.bytes().length);
                out.write(damaged.bytes());
            }
        } catch (IOException inMemoryOnly) {
            throw new UncheckedIOException(inMemoryOnly);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    /** Undoes {@link #pack}. */
    public static List<RawRecord> unpack(byte[] packed) {
        try (var in =
                new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)))) {
            var count = in.readInt();
            var records = new ArrayList<RawRecord>(count);
            for (var index = 0; index < count; index++) {
                var line = in.readLong();
                var damage = RawRecord.Damage.of(in.readByte());
                records.add(new RawRecord(line, in.readNBytes(in.readInt()), damage));
            }
            return records;
        } catch (IOException brokenInStore) {
            throw new UncheckedIOException(brokenInStore);
        }
    }
}
