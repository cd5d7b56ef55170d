package io.pondcrm.customer.imports;

import io.pondcrm.customer.imports.domain.CsvCells;
import io.pondcrm.customer.imports.domain.RejectColumns;
import io.pondcrm.customer.imports.domain.RejectedRecord;
import io.pondcrm.customer.imports.domain.RowFlaw;
import io.pondcrm.customer.imports.domain.SpreadsheetGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes rejected rows so that they can be corrected in place and uploaded again: each row as it
 * was, with what is wrong beside it in columns that imports pay no attention to.
 */
final class RejectsFile {

    private static final String OWN_PREFIX = "reject.";

    private final Writer out;
    private final Locale locale;
    private final boolean withRows;

    /**
     * @param withRows whether the reader may see the rows themselves
     */
    RejectsFile(Writer out, Locale locale, boolean withRows) {
        this.out = out;
        this.locale = locale;
        this.withRows = withRows;
    }

    /** Writes one row at a time as CSV. */
    final class Csv {

        private final List<String> columns;
        private final char delimiter;
        private final boolean guarded;

        /**
         * @param columns those of the file; none for a file of JSON lines
         */
        Csv(List<String> columns, char delimiter) {
            this.columns = columns;
            this.delimiter = delimiter;
            this.guarded = SpreadsheetGuard.hasBeenAdded(columns);
            var header =
                    new ArrayList<>(
                            List.of(
                                    RejectColumns.LINE,
                                    RejectColumns.POINTERS,
                                    RejectColumns.CODES,
                                    RejectColumns.DETAILS,
                                    RejectColumns.RECORD));
            header.addAll(columns.stream().filter(RejectsFile::isTheirs).toList());
            write(header);
        }

        void add(RejectedRecord reject) {
            var row = new ArrayList<String>();
            row.add(Long.toString(reject.line()));
            row.add(joined(reject, RowFlaw::pointer, " "));
            row.add(joined(reject, RowFlaw::code, " "));
            row.add(joined(reject, flaw -> RowFlawTexts.detail(flaw, locale), "; "));
            var cells =
                    columns.isEmpty()
                            ? List.<String>of()
                            : CsvCells.split(reject.record(), delimiter);
            var fits = !cells.isEmpty() && cells.size() == columns.size();
            row.add(withRows && !fits ? reject.record() : "");
            for (var index = 0; index < columns.size(); index++) {
                if (isTheirs(columns.get(index))) {
                    var cell = withRows && fits ? cells.get(index) : "";
                    row.add(guarded ? SpreadsheetGuard.remove(cell) : cell);
                }
            }
            write(row);
        }

        private void write(List<String> cells) {
            send(
                    cells.stream()
                                    .map(SpreadsheetGuard::add)
                                    .map(this::quoted)
                                    .collect(Collectors.joining(String.valueOf(delimiter)))
                            + "\r\n");
        }

        private String quoted(String cell) {
            var plain =
                    cell.chars()
                            .noneMatch(c -> c == delimiter || c == '"' || c == '\'' || c <= ' ');
            return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
        }
    }

    /** Writes one row at a time as JSON lines. */
    final class Lines {

        private final JsonMapper json;

        Lines(JsonMapper json) {
            this.json = json;
        }

        void add(RejectedRecord reject) {
            var errors =
                    reject.flaws().stream()
                            .map(flaw ->
                                    Map.of(
                                            "pointer", flaw.pointer(),
                                            "code", flaw.code(),
                                            "detail", RowFlawTexts.detail(flaw, locale)))
                            .toList();
            var why = new LinkedHashMap<String, Object>();
            why.put("line", reject.line());
            why.put("errors", errors);
            send(withRows ? merged(why, reject.record()) : json.writeValueAsString(alone(why)));
            send("\n");
        }

        /** The row with our member in front; a row that is no object goes inside that member. */
        private String merged(Map<String, Object> why, String record) {
            try {
                if (json.readTree(record) instanceof ObjectNode row) {
                    var known = row.remove("reject") != null;
                    var rest = known ? json.writeValueAsString(row) : record.strip();
                    var ours = json.writeValueAsString(alone(why));
                    return row.isEmpty()
                            ? ours
                            : ours.substring(0, ours.length() - 1) + "," + rest.substring(1);
                }
            } catch (JacksonException notJson) {
                // Falls through to the row as text.
            }
            why.put("record", record);
            return json.writeValueAsString(alone(why));
        }

        private static Map<String, Object> alone(Map<String, Object> why) {
            return Map.of("reject", why);
        }
    }

    private static boolean isTheirs(String column) {
        return !column.startsWith(OWN_PREFIX);
    }

    private static String joined(
            RejectedRecord reject, Function<RowFlaw, String> part, String separator) {
        return reject.flaws().stream().map(part).collect(Collectors.joining(separator));
    }

    private void send(String text) {
        try {
            out.write(text);
        } catch (IOException readerIsGone) {
            throw new UncheckedIOException(readerIsGone);
        }
    }
}
