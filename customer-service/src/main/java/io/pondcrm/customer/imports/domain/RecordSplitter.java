package io.pondcrm.customer.imports.domain;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into records, without holding more than one of them. Not for use by
 * several threads.
 *
 * <p>A CSV record ends at a line's end outside quotation marks. What cannot be read costs its own
 * line and no other: where a quotation mark is never closed, or closed in the middle of a cell, the
 * line on which the record starts is damaged, and reading goes on at the next one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class RecordSplitter {

    /** No record is longer, in bytes. */
    public static final int LONGEST_RECORD = 64 * 1024;

    private static final int KEPT_OF_LONGER_ONES = 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final boolean quotes;
    private final byte delimiter;
    private final Consumer<RawRecord> sink;

    private byte[] buffer = new byte[2 * LONGEST_RECORD];
    private int start;
    private int at;
    private int end;
    private Mode mode = Mode.CELL_START;
    private long line = 1;
    private int linesInside;
    private boolean markExpected = true;
    private byte[] skipped = {};

    private enum Mode {
        CELL_START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED,
        /** The line is damaged: on to its end. */
        MISPLACED,
        /** Too long to be kept: on to the line's end. */
        SKIPPING
    }

    private RecordSplitter(boolean quotes, byte delimiter, Consumer<RawRecord> sink) {
        this.quotes = quotes;
        this.delimiter = delimiter;
        this.sink = sink;
    }

    /**
     * Cells between delimiters, in quotation marks where needed. The header is the first record.
     */
    public static RecordSplitter ofCsv(char delimiter, Consumer<RawRecord> sink) {
        return new RecordSplitter(true, (byte) delimiter, sink);
    }

    /** One record a line. */
    public static RecordSplitter ofLines(Consumer<RawRecord> sink) {
        return new RecordSplitter(false, (byte) '\n', sink);
    }

    /** Takes the next bytes; calls back with each record that is complete. */
    public void take(byte[] bytes, int from, int length) {
        for (var done = 0; done < length; ) {
            var part = Math.min(LONGEST_RECORD, length - done);
            makeRoomFor(part);
            System.arraycopy(bytes, from + done, buffer, end, part);
            end += part;
            done += part;
            scan(false);
        }
    }

    /** Says that there is no more; calls back with what is left. */
    public void finish() {
        scan(true);
        while (start < end) {
            if (mode == Mode.QUOTED) {
                giveUpOnQuotes();
                scan(true);
            } else {
                emit(end);
            }
        }
        if (mode == Mode.SKIPPING) {
            emitSkipped();
        }
    }

    private void makeRoomFor(int length) {
        if (end + length <= buffer.length) {
            return;
        }
        var kept = end - start;
        var target = kept + length <= buffer.length ? buffer : new byte[2 * (kept + length)];
        System.arraycopy(buffer, start, target, 0, kept);
        buffer = target;
        at -= start;
        end = kept;
        start = 0;
    }

    private void scan(boolean last) {
        if (markExpected && !skipByteOrderMark(last)) {
            return;
        }
        while (at < end) {
            var b = buffer[at];
            switch (mode) {
                case CELL_START -> {
                    if (quotes && b == '"') {
                        mode = Mode.QUOTED;
                        at++;
                    } else {
                        mode = Mode.PLAIN;
                    }
                }
                case PLAIN -> scanPlain();
                case QUOTED -> scanQuoted();
                case QUOTE_IN_QUOTED -> scanAfterQuote(b);
                case MISPLACED -> {
                    if (b == '\n') {
                        emit(at);
                    } else {
                        at++;
                    }
                }
                case SKIPPING -> {
                    if (b == '\n') {
                        emitSkipped();
                    } else {
                        at++;
                        start = at;
                    }
                }
            }
            if (at - start > LONGEST_RECORD) {
                giveUpOnLength();
            }
        }
    }

    private boolean skipByteOrderMark(boolean last) {
        if (end - start < BYTE_ORDER_MARK.length && !last) {
            return false;
        }
        markExpected = false;
        if (end - start >= BYTE_ORDER_MARK.length
                && Arrays.mismatch(
                                buffer,
                                start,
                                start + BYTE_ORDER_MARK.length,
                                BYTE_ORDER_MARK,
                                0,
                                BYTE_ORDER_MARK.length)
                        < 0) {
            start += BYTE_ORDER_MARK.length;
            at = start;
        }
        return true;
    }

    private void scanPlain() {
        var limit = Math.min(end, start + LONGEST_RECORD + 1);
        while (at < limit && buffer[at] != '\n' && buffer[at] != delimiter) {
            at++;
        }
        if (at < limit) {
            if (buffer[at] == '\n') {
                emit(at);
            } else {
                at++;
                mode = Mode.CELL_START;
            }
        }
    }

    private void scanQuoted() {
        var limit = Math.min(end, start + LONGEST_RECORD + 1);
        while (at < limit && buffer[at] != '"') {
            if (buffer[at] == '\n') {
                linesInside++;
            }
            at++;
        }
        if (at < limit) {
            at++;
            mode = Mode.QUOTE_IN_QUOTED;
        }
    }

    private void scanAfterQuote(byte b) {
        if (b == '"') {
            at++;
            mode = Mode.QUOTED;
        } else if (b == delimiter) {
            at++;
            mode = Mode.CELL_START;
        } else if (b == '\n') {
            emit(at);
        } else if (b == '\r') {
            at++;
        } else if (linesInside > 0) {
            giveUpOnQuotes();
        } else {
            mode = Mode.MISPLACED;
        }
    }

    /** The record's first line is damaged; what follows it is read anew. */
    private void giveUpOnQuotes() {
        var lineEnd = start;
        while (lineEnd < end && buffer[lineEnd] != '\n') {
            lineEnd++;
        }
        send(start, lineEnd, RawRecord.Damage.QUOTE_UNCLOSED);
        restart(lineEnd, 1);
    }

    private void giveUpOnLength() {
        if (linesInside > 0) {
            giveUpOnQuotes();
        } else if (mode != Mode.SKIPPING) {
            skipped = Arrays.copyOfRange(buffer, start, start + KEPT_OF_LONGER_ONES);
            start = at;
            mode = Mode.SKIPPING;
        }
    }

    private void emit(int recordEnd) {
        send(start, recordEnd, mode == Mode.MISPLACED ? RawRecord.Damage.QUOTE_MISPLACED : null);
        restart(recordEnd, linesInside + 1);
    }

    private void emitSkipped() {
        sink.accept(new RawRecord(line, skipped, RawRecord.Damage.RECORD_TOO_LONG));
        restart(at, 1);
    }

    private void send(int from, int to, RawRecord.@Nullable Damage damage) {
        var length = to > from && buffer[to - 1] == '\r' ? to - from - 1 : to - from;
        if (length > 0) {
            sink.accept(
                    new RawRecord(line, Arrays.copyOfRange(buffer, from, from + length), damage));
        }
    }

    /**
     * @param lineEnd where the newline stands, or the end of what there is
     */
    private void restart(int lineEnd, int linesDone) {
        start = Math.min(lineEnd + 1, end);
        at = start;
        line += linesDone;
        linesInside = 0;
        mode = Mode.CELL_START;
    }
}
