package io.pondcrm.customer.imports.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV records. An empty cell says nothing.
 *
 * <p>A file of rejects that comes back has cells with an apostrophe before what a spreadsheet would
 * take for a formula; it is taken off again.
 */
public final class CsvCells implements CellReader {

    private final char delimiter;
    private final List<String> columns;
    private final boolean guarded;

    /**
     * @param header names of the file's columns
     */
    public CsvCells(char delimiter, List<String> header) {
        this.delimiter = delimiter;
        this.columns = List.copyOf(header);
        this.guarded = SpreadsheetGuard.hasBeenAdded(header);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Cells read(RawRecord record) {
        var text = record.text();
        var flaw = CellReader.flawOf(record, text);
        if (flaw.isPresent()) {
            return new Cells.Broken(List.of(flaw.get()));
        }
        var cells = split(text, delimiter);
        if (cells.size() != columns.size()) {
            return new Cells.Broken(
                    List.of(
                            RowFlaw.ofRow(
                                    RowFlaw.Kind.COLUMN_COUNT,
                                    Integer.toString(columns.size()),
                                    Integer.toString(cells.size()))));
        }
        var row = new @Nullable String[columns.size()];
        for (var index = 0; index < row.length; index++) {
            var cell = guarded ? SpreadsheetGuard.remove(cells.get(index)) : cells.get(index);
            row[index] = cell.isBlank() ? null : cell;
        }
        return new Cells.Read(row);
    }

    /** The names in a header record, without blanks around them. */
    public static List<String> header(RawRecord record, char delimiter) {
        return split(record.text(), delimiter).stream().map(String::strip).toList();
    }

    /** The cells of one record that is not damaged. */
    public static List<String> split(String text, char delimiter) {
        var cells = new ArrayList<String>();
        var at = 0;
        while (true) {
            if (at < text.length() && text.charAt(at) == '"') {
                at = readQuoted(text, at + 1, cells);
            } else {
                var end = text.indexOf(delimiter, at);
                cells.add(text.substring(at, end < 0 ? text.length() : end));
                at = end < 0 ? text.length() : end;
            }
            if (at >= text.length()) {
                return cells;
            }
            at++;
        }
    }

    /** Returns where the delimiter stands after the cell, or the text's length. */
    private static int readQuoted(String text, int from, List<String> cells) {
        var close = text.indexOf('"', from);
        if (close >= 0 && (close + 1 >= text.length() || text.charAt(close + 1) != '"')) {
            cells.add(text.substring(from, close));
            return close + 1;
        }
        var cell = new StringBuilder();
        var at = from;
        while (at < text.length()) {
            var c = text.charAt(at);
            if (c == '"') {
                if (at + 1 >= text.length() || text.charAt(at + 1) != '"') {
                    break;
                }
                at++;
            }
            cell.append(c);
            at++;
        }
        cells.add(cell.toString());
        return Math.min(at + 1, text.length());
    }
}
