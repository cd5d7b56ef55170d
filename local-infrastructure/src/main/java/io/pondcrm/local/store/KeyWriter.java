package io.pondcrm.local.store;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as bytes whose unsigned order is the order of the values, so that an index compares
 * arrays of bytes and a prefix of a compound key is a prefix of the bytes. The order is that of
 * MongoDB's "BSON comparison order"; strings compare by code point.
 *
 * <p>Each value is self-delimiting and starts with a tag from {@link #LOWEST} to {@link #HIGHEST};
 * inverted (descending) ones do too, so {@code prefix + 0xFF} lies above all that continue a
 * prefix.
 */
final class KeyWriter {

    static final byte ABOVE_ALL = (byte) 0xFF;

    /** What an empty array leaves in an index: below null, and equal to no value. */
    static final Object EMPTY_ARRAY = new Object();

    static final int LOWEST = 0x02;
    static final int HIGHEST = 0xFD;

    private static final int MIN_KEY = LOWEST;
    private static final int EMPTY = 0x0A;
    private static final int NULL = 0x10;
    private static final int NUMBER = 0x20;
    private static final int STRING = 0x30;
    private static final int DOCUMENT = 0x38;
    private static final int ARRAY = 0x40;
    private static final int BINARY = 0x48;
    private static final int LEGACY_UUID = 0x4A;
    private static final int UUID_TAG = 0x4C;
    private static final int OBJECT_ID = 0x50;
    private static final int BOOLEAN = 0x58;
    private static final int DATE = 0x60;
    private static final int TIMESTAMP = 0x68;
    private static final int REGEX = 0x70;
    private static final int CODE = 0x74;
    private static final int MAX_KEY = 0x7E;

    private static final int END = 0x00;
    private static final int ESCAPE = 0x01;
    private static final int EXACT = 0x80;
    private static final int A_LITTLE_LESS = 0x40;
    private static final int A_LITTLE_MORE = 0xC0;
    private static final long LARGEST_EXACT_LONG = 1L << 53;

    private byte[] bytes = new byte[96];
    private int length;

    /** The key of one value alone, ascending. */
    static byte[] keyOf(@Nullable Object value) {
        return new KeyWriter().value(value, true).toBytes();
    }

    KeyWriter startWith(byte[] prefix) {
        length = 0;
        append(prefix);
        return this;
    }

    KeyWriter clear() {
        length = 0;
        return this;
    }

    KeyWriter value(@Nullable Object value, boolean ascending) {
        int from = length;
        write(value);
        return ascending ? this : invertFrom(from);
    }

    /** The start that all values of the same type as this one share, and no others. */
    KeyWriter typeOf(Object value, boolean ascending) {
        int from = length;
        write(value);
        length = from + 1;
        return ascending ? this : invertFrom(from);
    }

    /** The start that all strings share which begin with these characters. */
    KeyWriter stringsStartingWith(String start, boolean ascending) {
        int from = length;
        append(STRING);
        writeCharacters(start);
        return ascending ? this : invertFrom(from);
    }

    KeyWriter append(byte[] more) {
        ensure(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    KeyWriter append(int oneByte) {
        ensure(1);
        bytes[length++] = (byte) oneByte;
        return this;
    }

    KeyWriter appendLong(long value) {
        ensure(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private KeyWriter invertFrom(int from) {
        for (int i = from; i < length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        return this;
    }

    private void write(@Nullable Object value) {
        if (value == null || value instanceof Missing) {
            append(NULL);
        } else if (value instanceof String string) {
            append(STRING);
            writeCharacters(string);
            append(END);
        } else if (value instanceof Number number) {
            append(NUMBER);
            writeNumber(number);
        } else if (value instanceof Instant instant) {
            append(DATE);
            appendLong(instant.toEpochMilli() ^ Long.MIN_VALUE);
        } else if (value instanceof Boolean bool) {
            append(BOOLEAN);
            append(bool ? 1 : 0);
        } else if (value instanceof ObjectId id) {
            append(OBJECT_ID);
            append(id.toByteArray());
        } else if (value instanceof UUID uuid) {
            append(UUID_TAG);
            writeUuid(uuid);
        } else {
            writeRareType(value);
        }
    }

    private void writeRareType(Object value) {
        if (value == EMPTY_ARRAY) {
            append(EMPTY);
        } else if (value instanceof Map<?, ?> document) {
            append(DOCUMENT);
            document.forEach((name, element) -> {
                int tag = length;
                write(element);
                byte[] written = Arrays.copyOfRange(bytes, tag, length);
                length = tag;
                append(written[0]);
                writeCharacters((String) name);
                append(END);
                append(written);
            });
            append(END);
        } else if (value instanceof Collection<?> array) {
            append(ARRAY);
            array.forEach(this::write);
            append(END);
        } else if (value instanceof BinData binary) {
            append(BINARY);
            appendLong(binary.getData().length);
            append(binary.getData());
        } else if (value instanceof LegacyUUID legacy) {
            append(LEGACY_UUID);
            writeUuid(legacy.getUuid());
        } else if (value instanceof BsonTimestamp timestamp) {
            append(TIMESTAMP);
            appendLong(timestamp.getValue());
        } else if (value instanceof BsonRegularExpression regex) {
            append(REGEX);
            writeCharacters(regex.getPattern());
            append(END);
            writeCharacters(regex.getOptions() == null ? "" : regex.getOptions());
            append(END);
        } else if (value instanceof BsonJavaScript script) {
            append(CODE);
            writeCharacters(script.getCode());
            append(END);
        } else if (value instanceof MinKey) {
            append(MIN_KEY);
        } else if (value instanceof MaxKey) {
            append(MAX_KEY);
        } else {
            throw new IllegalArgumentException("no order for " + value.getClass());
        }
    }

    private void writeUuid(UUID uuid) {
        appendLong(uuid.getMostSignificantBits());
        appendLong(uuid.getLeastSignificantBits());
    }

    private void writeCharacters(String text) {
        int count = text.length();
        ensure(3 * count);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c <= ESCAPE) {
                bytes[length++] = ESCAPE;
                bytes[length++] = (byte) (c + 1);
            } else if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else if (c < 0x800) {
                bytes[length++] = (byte) (0xC0 | c >> 6);
                bytes[length++] = (byte) (0x80 | c & 0x3F);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < count
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                bytes[length++] = (byte) (0xF0 | point >> 18);
                bytes[length++] = (byte) (0x80 | point >> 12 & 0x3F);
                bytes[length++] = (byte) (0x80 | point >> 6 & 0x3F);
                bytes[length++] = (byte) (0x80 | point & 0x3F);
            } else {
                bytes[length++] = (byte) (0xE0 | c >> 12);
                bytes[length++] = (byte) (0x80 | c >> 6 & 0x3F);
                bytes[length++] = (byte) (0x80 | c & 0x3F);
            }
        }
    }

    /** The nearest double, then what it lacks: longs and decimals keep their exact order. */
    private void writeNumber(Number number) {
        double nearest = number.doubleValue();
        writeDouble(nearest);
        if (isExactly(number, nearest)) {
            append(EXACT);
            return;
        }
        BigDecimal rest = exact(number).subtract(new BigDecimal(nearest));
        if (rest.signum() == 0) {
            append(EXACT);
            return;
        }
        append(rest.signum() < 0 ? A_LITTLE_LESS : A_LITTLE_MORE);
        double nearestRest = rest.doubleValue();
        writeDouble(nearestRest);
        writeDouble(rest.subtract(new BigDecimal(nearestRest)).doubleValue());
    }

    private static boolean isExactly(Number number, double nearest) {
        if (number instanceof Long value) {
            return value >= -LARGEST_EXACT_LONG && value <= LARGEST_EXACT_LONG;
        }
        return !(number instanceof Decimal128)
                || Double.isNaN(nearest)
                || Double.isInfinite(nearest);
    }

    private static BigDecimal exact(Number number) {
        return number instanceof Decimal128 decimal
                ? decimal.toBigDecimal()
                : BigDecimal.valueOf(number.longValue());
    }

    private void writeDouble(double value) {
        long bits = Double.doubleToLongBits(value == 0.0 ? 0.0 : value);
        appendLong(bits ^ (bits >> 63 | Long.MIN_VALUE));
    }

    private void ensure(int more) {
        if (length + more + 8 > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more + 8));
        }
    }
}
