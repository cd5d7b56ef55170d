package io.pondcrm.customer.imports.domain;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One record of a file as it was sent. Not to be changed. */
public final class RawRecord {

    private final long line;
    private final byte[] bytes;
    private final @Nullable Damage damage;

    /** What keeps a record from being read at all. */
    public enum Damage {
        /** A quotation mark that is never closed. Only the first line is this record. */
        QUOTE_UNCLOSED('u'),
        /** Text between a closing quotation mark and the end of the cell. */
        QUOTE_MISPLACED('m'),
        /** Longer than {@link RecordSplitter#LONGEST_RECORD}. Only the beginning is kept. */
        RECORD_TOO_LONG('l');

        private final char letter;

        Damage(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }

        static @Nullable Damage of(int letter) {
            for (var damage : values()) {
                if (damage.letter == letter) {
                    return damage;
                }
            }
            return null;
        }
    }

    public RawRecord(long line, byte[] bytes, @Nullable Damage damage) {
        this.line = line;
        this.bytes = bytes;
        this.damage = damage;
    }

    /** Number of the file's line on which the record starts; the first is 1. */
    public long line() {
        return line;
    }

    /** Without the line's end. */
    byte[] bytes() {
        return bytes;
    }

    /** The record's length in bytes. */
    public int size() {
        return bytes.length;
    }

    public @Nullable Damage damage() {
        return damage;
    }

    /** The record as text; what is no UTF-8 comes as U+FFFD. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "line "
                + line
                + ", "
                + bytes.length
                + " bytes"
                + (damage == null ? "" : ", " + damage);
    }
}
