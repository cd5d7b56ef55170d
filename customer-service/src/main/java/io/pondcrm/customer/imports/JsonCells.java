package io.pondcrm.customer.imports;

import io.pondcrm.customer.imports.domain.CellReader;
import io.pondcrm.customer.imports.domain.RawRecord;
import io.pondcrm.customer.imports.domain.RowFlaw;
import io.pondcrm.customer.mapping.domain.ColumnMapping;
import io.pondcrm.customer.mapping.domain.RowPlan;
import io.pondcrm.customer.mapping.domain.TargetField;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON lines. A member is a column; inner members are columns with dots between the names; a
 * list of plain values is one cell with list separators. Null clears a field, where a member that
 * is not there leaves it alone. Reads the lines of one batch: free attributes become columns as
 * they are met. Not for use by several threads.
 */
final class JsonCells implements CellReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final ColumnMapping mapping;
    private final Map<String, Integer> columns = new LinkedHashMap<>();

    JsonCells(ColumnMapping mapping) {
        this.mapping = mapping;
        mapping.columnNames().forEach(name -> columns.put(name, columns.size()));
    }

    @Override
    public List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    @Override
    public Cells read(RawRecord record) {
        var text = record.text();
        var flaw = CellReader.flawOf(record, text);
        if (flaw.isPresent()) {
            return new Cells.Broken(List.of(flaw.get()));
        }
        try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new Line(parser).read();
        } catch (JacksonException notJson) {
            return broken("", RowFlaw.Kind.NOT_JSON_OBJECT);
        }
    }

    private static Cells.Broken broken(String path, RowFlaw.Kind kind) {
        var pointer =
                path.isEmpty()
                        ? ""
                        : "/" + path.replace("~", "~0").replace("/", "~1").replace('.', '/');
        return new Cells.Broken(List.of(new RowFlaw(pointer, RowFlaw.code(kind), List.of())));
    }

    /** One line on its way to cells. */
    private final class Line {

        private final JsonParser parser;
        private @Nullable String[] cells = new @Nullable String[columns.size()];
        private Cells.@Nullable Broken broken;

        Line(JsonParser parser) {
            this.parser = parser;
        }

        Cells read() {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return broken("", RowFlaw.Kind.NOT_JSON_OBJECT);
            }
            readObject("");
            if (broken == null && parser.nextToken() != null) {
                return broken("", RowFlaw.Kind.NOT_JSON_OBJECT);
            }
            return broken == null ? new Cells.Read(cells) : broken;
        }

        private void readObject(String prefix) {
            while (broken == null && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var path = prefix + parser.currentName();
                var column = column(path);
                var token = parser.nextToken();
                if (token == JsonToken.START_OBJECT) {
                    if (column < 0) {
                        readObject(path + ".");
                    } else {
                        broken = broken(path, RowFlaw.Kind.NOT_A_VALUE);
                    }
                } else if (column < 0) {
                    parser.skipChildren();
                } else if (cells[column] != null) {
                    broken = broken(path, RowFlaw.Kind.DUPLICATE_MEMBER);
                } else if (token == JsonToken.START_ARRAY) {
                    cells[column] = readList(path);
                } else {
                    cells[column] = value(token);
                }
            }
        }

        private int column(String path) {
            var known = columns.get(path);
            if (known == null) {
                if (!mapping.byOurNames() || !path.startsWith(TargetField.ATTRIBUTE_PREFIX)) {
                    return -1;
                }
                known = columns.size();
                columns.put(path, known);
            }
            if (known >= cells.length) {
                cells = Arrays.copyOf(cells, columns.size());
            }
            return known;
        }

        private String readList(String path) {
            var list = new StringBuilder();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                var token = parser.currentToken();
                var entry = token.isScalarValue() ? value(token) : null;
                if (entry == null || entry.indexOf(mapping.listSeparator()) >= 0) {
                    broken = broken(path, RowFlaw.Kind.NOT_A_VALUE);
                    return "";
                }
                list.append(list.isEmpty() ? "" : mapping.listSeparator()).append(entry);
            }
            return list.toString();
        }

        private String value(JsonToken token) {
            return switch (token) {
                case VALUE_NULL -> RowPlan.CLEARED;
                case VALUE_NUMBER_FLOAT ->
                        parser.getString().replace('.', mapping.decimals().decimalSeparator());
                default -> parser.getString();
            };
        }
    }
}
