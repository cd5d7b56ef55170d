package io.pondcrm.customer.imports;

import io.pondcrm.customer.imports.domain.CellReader;
import io.pondcrm.customer.imports.domain.CsvCells;
import io.pondcrm.customer.imports.domain.RecordFormat;
import io.pondcrm.customer.mapping.domain.ColumnMapping;
import io.pondcrm.customer.mapping.domain.MappingDraft;
import io.pondcrm.customer.mapping.domain.MappingReading;
import io.pondcrm.customer.mapping.domain.RecordKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job needs to know to import a file: decided when the file arrives, so that a mapping that
 * changes meanwhile does not change half of it.
 *
 * @param columns the header; empty for JSON lines
 * @param mapping null where the file uses our own names
 * @param chunks in how many parts the file waits
 * @param records how many rows it has
 */
record ImportSpec(
        RecordKind kind,
        String system,
        RecordFormat format,
        List<String> columns,
        List<String> ignoredColumns,
        @Nullable MappingDraft mapping,
        int chunks,
        long records) {

    ImportSpec {
        columns = List.copyOf(columns);
        ignoredColumns = List.copyOf(ignoredColumns);
    }

    ColumnMapping columnMapping() {
        if (mapping == null) {
            return ColumnMapping.byOurNames(kind);
        }
        return switch (ColumnMapping.read(kind, mapping)) {
            case MappingReading.Accepted(var accepted) -> accepted;
            case MappingReading.Refused(var flaws) ->
                    throw new IllegalStateException("A stored mapping is refused: " + flaws);
        };
    }

    CellReader reader(ColumnMapping by) {
        return switch (format) {
            case CSV -> new CsvCells(by.delimiter(), columns);
            case NDJSON -> new JsonCells(by);
        };
    }
}
