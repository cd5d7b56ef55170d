package io.pondcrm.customer.imports.domain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CsvCellsTest {

    final CsvCells reader = new CsvCells(',', List.of("a", "b"));

    @Test
    void empty_cells_say_nothing() {
        assertThat(read("1, ")).containsExactly("1", null);
    }

    @Test
    void quoted_cells_lose_their_marks() {
        assertThat(read("\"1,\n\",\"say \"\"hi\"\"\"")).containsExactly("1,\n", "say \"hi\"");
    }

    @Test
    void wrong_number_of_cells_is_named_with_both_numbers() {
        assertThat(flaw("1,2,3")).isEqualTo(new RowFlaw("", "column-count", List.of("2", "3")));
    }

    @Test
    void bytes_that_are_no_utf8_are_refused() {
        var latin1 = new RawRecord(1, "é,b".getBytes(ISO_8859_1), null);

        assertThat(reader.read(latin1))
                .isEqualTo(
                        new CellReader.Cells.Broken(List.of(RowFlaw.ofRow(RowFlaw.Kind.NOT_UTF8))));
    }

    @Test
    void the_replacement_character_itself_is_text() {
        assertThat(read("\uFFFD,b")).containsExactly("\uFFFD", "b");
    }

    @Test
    void nul_is_refused() {
        assertThat(flaw("1\0,2").code()).isEqualTo("nul-character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-12.30", "@x", "\tx", "\rx", "'=1", "''-x", "'x", "x"})
    void a_guarded_cell_comes_back_as_it_was(String cell) {
        var guarded = SpreadsheetGuard.add(cell);

        assertThat(guarded)
                .doesNotStartWith("=")
                .doesNotStartWith("+")
                .doesNotStartWith("-")
                .doesNotStartWith("@")
                .doesNotStartWith("\t")
                .doesNotStartWith("\r");
        assertThat(SpreadsheetGuard.remove(guarded)).isEqualTo(cell);
    }

    @Test
    void apostrophes_come_off_only_in_a_list_of_rejects() {
        var rejects = new CsvCells(',', List.of(RejectColumns.LINE, "amount"));

        assertThat(read("1,'-5")).containsExactly("1", "'-5");
        assertThat(((CellReader.Cells.Read) rejects.read(record("1,'-5"))).cells())
                .containsExactly("1", "-5");
    }

    @Test
    void packed_records_come_back_as_they_were() {
        var packed =
                PackedRecords.pack(
                        List.of(
                                record("1,2"),
                                new RawRecord(7, new byte[0], RawRecord.Damage.QUOTE_MISPLACED)));

        assertThat(PackedRecords.unpack(packed))
                .extracting(RawRecord::line, RawRecord::text, RawRecord::damage)
                .containsExactly(
                        tuple(1L, "1,2", null), tuple(7L, "", RawRecord.Damage.QUOTE_MISPLACED));
    }

    private @Nullable String[] read(String text) {
        return ((CellReader.Cells.Read) reader.read(record(text))).cells();
    }

    private RowFlaw flaw(String text) {
        return ((CellReader.Cells.Broken) reader.read(record(text))).flaws().getFirst();
    }

    private static RawRecord record(String text) {
        return new RawRecord(1, text.getBytes(UTF_8), null);
    }
}
