package io.pondcrm.customer.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.customer.imports.domain.CellReader;
import io.pondcrm.customer.imports.domain.RawRecord;
import io.pondcrm.customer.imports.domain.RowFlaw;
import io.pondcrm.customer.mapping.domain.Binding;
import io.pondcrm.customer.mapping.domain.ColumnMapping;
import io.pondcrm.customer.mapping.domain.MappingDraft;
import io.pondcrm.customer.mapping.domain.MappingReading;
import io.pondcrm.customer.mapping.domain.RecordKind;
import io.pondcrm.customer.mapping.domain.RowPlan;
import io.pondcrm.customer.mapping.domain.TargetField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonCellsTest {

    final ColumnMapping mapping = ColumnMapping.byOurNames(RecordKind.CUSTOMERS);
    final JsonCells reader = new JsonCells(mapping);

    @Test
    void members_are_columns() {
        var cells = read("{\"displayName\":\"王小明\",\"other\":{\"externalId\":9},\"externalId\":7}");

        assertThat(plan().find(TargetField.EXTERNAL_ID, cells)).isEqualTo("7");
        assertThat(plan().find(TargetField.DISPLAY_NAME, cells)).isEqualTo("王小明");
        assertThat(plan().find(TargetField.GENDER, cells)).isNull();
    }

    @Test
    void null_clears_where_an_absent_member_says_nothing() {
        assertThat(plan().find(TargetField.GENDER, read("{\"gender\":null}")))
                .isEqualTo(RowPlan.CLEARED);
    }

    @Test
    void lists_are_cells_with_separators() {
        assertThat(plan().find(TargetField.TAGS, read("{\"tags\":[\"vip\",\"new\"]}")))
                .isEqualTo("vip|new");
    }

    @Test
    void free_attributes_become_columns_as_they_are_met() {
        var first = read("{\"attributes\":{\"size\":44}}");
        var second = read("{\"attributes\":{\"store\":\"SH-07\",\"size\":45}}");

        var seen = new HashMap<String, @Nullable String>();
        plan().forEachAttribute(first, seen::put);
        assertThat(seen).containsEntry("size", "44").containsEntry("store", null);
        plan().forEachAttribute(second, seen::put);
        assertThat(seen).containsEntry("size", "45").containsEntry("store", "SH-07");
    }

    @Test
    void inner_members_are_named_with_dots() {
        var draft =
                new MappingDraft(
                        Map.of("externalId", "buyer.no"),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        var stored =
                ((MappingReading.Accepted) ColumnMapping.read(RecordKind.CUSTOMERS, draft))
                        .mapping();
        var inner = new JsonCells(stored);

        var cells =
                ((CellReader.Cells.Read) inner.read(record("{\"buyer\":{\"no\":\"A7\"}}"))).cells();

        assertThat(cells).containsExactly("A7");
    }

    @Test
    void numbers_keep_their_digits_in_the_partners_format() {
        var draft =
                new MappingDraft(
                        Map.of(
                                "externalId",
                                "no",
                                "customerExternalId",
                                "c",
                                "occurredAt",
                                "t",
                                "amount",
                                "sum",
                                "currency",
                                "cur"),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        null,
                        ",",
                        null,
                        null,
                        ";",
                        null,
                        null,
                        null);
        var stored =
                ((MappingReading.Accepted) ColumnMapping.read(RecordKind.TRANSACTIONS, draft))
                        .mapping();
        var numbers = new JsonCells(stored);

        var cells = ((CellReader.Cells.Read) numbers.read(record("{\"sum\":12.30}"))).cells();

        assertThat(cells[numbers.columns().indexOf("sum")]).isEqualTo("12,30");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "[1], not-json-object, ``",
                "{\"a\":1} x, not-json-object, ``",
                "7, not-json-object, ``",
                "{\"externalId\":{\"a\":1}}, not-a-value, /externalId",
                "`{\"tags\":[\"a\",[1]]}`, not-a-value, /tags",
                "`{\"tags\":[\"a|b\"]}`, not-a-value, /tags",
                "`{\"gender\":\"MALE\",\"gender\":\"OTHER\"}`, duplicate-member, /gender",
                "{\"externalId\":\"a\\u0000\"x}, not-json-object, ``"
            })
    void what_is_no_row_is_refused(String line, String code, String pointer) {
        assertThat(reader.read(record(line)))
                .isEqualTo(
                        new CellReader.Cells.Broken(
                                List.of(new RowFlaw(pointer, code, List.of()))));
    }

    private @Nullable String[] read(String line) {
        return ((CellReader.Cells.Read) reader.read(record(line))).cells();
    }

    private RowPlan plan() {
        return ((Binding.Bound) mapping.bind(reader.columns())).plan();
    }

    private static RawRecord record(String line) {
        return new RawRecord(1, line.getBytes(UTF_8), null);
    }
}
