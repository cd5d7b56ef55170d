package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Documents as BSON (bsonspec.org, version 1.1) and back. Field names and short texts that come
 * again and again become one string each: that is half of what small documents weigh.
 */
final class DocumentBytes {

    private static final int TOO_LARGE = 10334;
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private DocumentBytes() {}

    static byte[] encode(Document document) {
        byte[] bytes = encodeReply(document);
        if (bytes.length > BsonConstants.MAX_BSON_OBJECT_SIZE) {
            throw new MongoServerError(
                    TOO_LARGE,
                    "BSONObjectTooLarge",
                    "A document of %d bytes is larger than %d"
                            .formatted(bytes.length, BsonConstants.MAX_BSON_OBJECT_SIZE));
        }
        return bytes;
    }

    /** Of any size: a reply holds many documents. */
    static byte[] encodeReply(Document document) {
        var writer = new Writer();
        writer.document(document);
        return Arrays.copyOf(writer.bytes, writer.length);
    }

    static Document decode(byte[] bytes, int offset) {
        return new Reader(bytes, offset).document();
    }

    /** The document with no fields but these. */
    static Document decodeOnly(Set<String> fields, byte[] bytes) {
        return new Reader(bytes, 0).document(fields);
    }

    private static final class Writer {

        private byte[] bytes = new byte[1024];
        private int length;

        void document(Map<?, ?> document) {
            int start = start();
            for (Map.Entry<?, ?> field : document.entrySet()) {
                element((String) field.getKey(), field.getValue());
            }
            end(start);
        }

        private void array(Collection<?> array) {
            int start = start();
            int position = 0;
            for (Object value : array) {
                element(Integer.toString(position++), value);
            }
            end(start);
        }

        private int start() {
            ensure(4);
            length += 4;
            return length - 4;
        }

        private void end(int start) {
            oneByte(0);
            INT.set(bytes, start, length - start);
        }

        private void element(String name, @Nullable Object value) {
            byte type = BsonEncoder.determineType(value);
            oneByte(type);
            name(name);
            if (value != null) {
                value(type, value);
            }
        }

        private void value(byte type, Object value) {
            switch (value) {
                case String text -> text(text);
                case Integer number -> integer(number);
                case Long number -> longInteger(number);
                case Double number -> longInteger(Double.doubleToRawLongBits(number));
                case Boolean bool -> oneByte(bool ? 1 : 0);
                case Instant instant -> longInteger(instant.toEpochMilli());
                case Map<?, ?> document -> document(document);
                case Collection<?> array -> array(array);
                case ObjectId id -> raw(id.toByteArray());
                case Decimal128 decimal -> {
                    longInteger(decimal.getLow());
                    longInteger(decimal.getHigh());
                }
                case UUID uuid -> {
                    integer(BsonConstants.LENGTH_UUID);
                    oneByte(BsonConstants.BINARY_SUBTYPE_UUID);
                    bigLong(uuid.getMostSignificantBits());
                    bigLong(uuid.getLeastSignificantBits());
                }
                case LegacyUUID legacy -> {
                    integer(BsonConstants.LENGTH_UUID);
                    oneByte(BsonConstants.BINARY_SUBTYPE_OLD_UUID);
                    longInteger(legacy.getUuid().getMostSignificantBits());
                    longInteger(legacy.getUuid().getLeastSignificantBits());
                }
                case BinData binary -> {
                    integer(binary.getData().length);
                    oneByte(BsonConstants.BINARY_SUBTYPE_GENERIC);
                    raw(binary.getData());
                }
                case BsonTimestamp timestamp -> longInteger(timestamp.getValue());
                case BsonRegularExpression regex -> {
                    name(regex.getPattern());
                    name(regex.getOptions() == null ? "" : regex.getOptions());
                }
                case BsonJavaScript script -> text(script.getCode());
                case MinKey _, MaxKey _ -> {}
                default -> throw new IllegalArgumentException("no BSON type " + type);
            }
        }

        private void text(String text) {
            int at = start();
            characters(text);
            oneByte(0);
            INT.set(bytes, at, length - at - 4);
        }

        private void name(String name) {
            if (name.indexOf(0) >= 0) {
                throw new IllegalArgumentException("a field name with a zero in it");
            }
            characters(name);
            oneByte(0);
        }

        private void characters(String text) {
            int count = text.length();
            ensure(3 * count);
            int i = 0;
            while (i < count && text.charAt(i) < 0x80) {
                bytes[length + i] = (byte) text.charAt(i);
                i++;
            }
            if (i == count) {
                length += count;
            } else {
                raw(text.getBytes(StandardCharsets.UTF_8));
            }
        }

        private void oneByte(int value) {
            ensure(1);
            bytes[length++] = (byte) value;
        }

        private void integer(int value) {
            ensure(4);
            INT.set(bytes, length, value);
            length += 4;
        }

        private void longInteger(long value) {
            ensure(8);
            LONG.set(bytes, length, value);
            length += 8;
        }

        private void bigLong(long value) {
            ensure(8);
            BIG_LONG.set(bytes, length, value);
            length += 8;
        }

        private void raw(byte[] more) {
            ensure(more.length);
            System.arraycopy(more, 0, bytes, length, more.length);
            length += more.length;
        }

        private void ensure(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
            }
        }
    }

    /** Reads one or more values from a message or a record of the journal. */
    static final class Reader {

        private static final int LONGEST_SHARED = 40;

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        int position() {
            return at;
        }

        int integer() {
            at += 4;
            return (int) INT.get(bytes, at - 4);
        }

        byte oneByte() {
            return bytes[at++];
        }

        /** A text that ends with a zero. */
        String name() {
            int start = at;
            while (bytes[at] != 0) {
                at++;
            }
            String name = Shared.NAMES.text(bytes, start, at - start);
            at++;
            return name;
        }

        Document document() {
            int end = at + integer() - 1;
            var document = new Document();
            while (at < end) {
                byte type = bytes[at++];
                String name = name();
                if (document.put(name, value(type)) != null) {
                    throw new IllegalArgumentException("a document with a field twice");
                }
            }
            at++;
            return document;
        }

        Document document(Set<String> fields) {
            int end = at + integer() - 1;
            var document = new Document();
            while (at < end) {
                byte type = bytes[at++];
                String name = name();
                if (fields.contains(name)) {
                    document.put(name, value(type));
                } else {
                    skip(type);
                }
            }
            at++;
            return document;
        }

        private List<@Nullable Object> array() {
            int end = at + integer() - 1;
            var array = new ArrayList<@Nullable Object>();
            while (at < end) {
                byte type = bytes[at++];
                while (bytes[at++] != 0) {
                    // the position, which is the order anyway
                }
                array.add(value(type));
            }
            at++;
            return array;
        }

        private @Nullable Object value(byte type) {
            return switch (type) {
                case BsonConstants.TYPE_DOUBLE -> Double.longBitsToDouble(longInteger());
                case BsonConstants.TYPE_UTF8_STRING -> text();
                case BsonConstants.TYPE_EMBEDDED_DOCUMENT -> document();
                case BsonConstants.TYPE_ARRAY -> array();
                case BsonConstants.TYPE_DATA -> binary();
                case BsonConstants.TYPE_UNDEFINED, BsonConstants.TYPE_NULL -> null;
                case BsonConstants.TYPE_OBJECT_ID ->
                        new ObjectId(raw(BsonConstants.LENGTH_OBJECTID));
                case BsonConstants.TYPE_BOOLEAN -> bytes[at++] != 0;
                case BsonConstants.TYPE_UTC_DATETIME -> Instant.ofEpochMilli(longInteger());
                case BsonConstants.TYPE_REGEX -> new BsonRegularExpression(name(), name());
                case BsonConstants.TYPE_INT32 -> integer();
                case BsonConstants.TYPE_TIMESTAMP -> new BsonTimestamp(longInteger());
                case BsonConstants.TYPE_INT64 -> longInteger();
                case BsonConstants.TYPE_DECIMAL128 -> new Decimal128(longInteger(), longInteger());
                case BsonConstants.TYPE_MAX_KEY -> MaxKey.getInstance();
                case BsonConstants.TYPE_MIN_KEY -> MinKey.getInstance();
                case BsonConstants.TYPE_JAVASCRIPT_CODE -> new BsonJavaScript(text());
                default -> throw new IllegalArgumentException("BSON type " + type);
            };
        }

        private void skip(byte type) {
            switch (type) {
                case BsonConstants.TYPE_UTF8_STRING -> at += (int) INT.get(bytes, at) + 4;
                case BsonConstants.TYPE_EMBEDDED_DOCUMENT, BsonConstants.TYPE_ARRAY ->
                        at += (int) INT.get(bytes, at);
                default -> value(type);
            }
        }

        private Object binary() {
            int size = integer();
            byte subtype = bytes[at++];
            switch (subtype) {
                case BsonConstants.BINARY_SUBTYPE_UUID -> {
                    at += 16;
                    return new UUID(
                            (long) BIG_LONG.get(bytes, at - 16),
                            (long) BIG_LONG.get(bytes, at - 8));
                }
                case BsonConstants.BINARY_SUBTYPE_OLD_UUID -> {
                    return new LegacyUUID(longInteger(), longInteger());
                }
                case BsonConstants.BINARY_SUBTYPE_GENERIC -> {
                    return new BinData(raw(size));
                }
                default -> throw Refusal.of("binary values of subtype " + subtype);
            }
        }

        private String text() {
            int size = integer() - 1;
            String text =
                    size <= LONGEST_SHARED
                            ? Shared.TEXTS.text(bytes, at, size)
                            : new String(bytes, at, size, StandardCharsets.UTF_8);
            at += size + 1;
            return text;
        }

        private long longInteger() {
            at += 8;
            return (long) LONG.get(bytes, at - 8);
        }

        private byte[] raw(int size) {
            at += size;
            return Arrays.copyOfRange(bytes, at - size, at);
        }
    }

    /** Remembers one text per slot; threads may overwrite each other, that only costs a string. */
    private static final class Shared {

        static final Shared NAMES = new Shared();
        static final Shared TEXTS = new Shared();

        private static final int SLOTS = 1 << 13;

        private final @Nullable String[] slots = new @Nullable String[SLOTS];

        String text(byte[] bytes, int start, int size) {
            int hash = size;
            for (int i = start; i < start + size; i++) {
                hash = 31 * hash + bytes[i];
            }
            int slot = (hash ^ hash >>> 15) & SLOTS - 1;
            String known = slots[slot];
            if (known != null && isSame(known, bytes, start, size)) {
                return known;
            }
            String text = new String(bytes, start, size, StandardCharsets.UTF_8);
            slots[slot] = text;
            return text;
        }

        /** Only for ASCII: a byte of another character is negative and equals none. */
        private static boolean isSame(String known, byte[] bytes, int start, int size) {
            if (known.length() != size) {
                return false;
            }
            for (int i = 0; i < size; i++) {
                if (known.charAt(i) != bytes[start + i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
