package io.pondcrm.customer.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.customer.imports.domain.CellReader;
import io.pondcrm.customer.imports.domain.CsvCells;
import io.pondcrm.customer.imports.domain.RawRecord;
import io.pondcrm.customer.imports.domain.RecordSplitter;
import io.pondcrm.customer.imports.domain.RejectedRecord;
import io.pondcrm.customer.imports.domain.RowFlaw;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RejectsFileTest {

    static final RowFlaw PHONE = new RowFlaw("/tel", "phone-format", List.of());

    final StringWriter out = new StringWriter();

    @Test
    void a_rejected_row_stands_beside_what_is_wrong_with_it() {
        csv(Locale.ENGLISH, true, List.of("no", "tel"))
                .add(new RejectedRecord(7, List.of(PHONE), "1,\"12,3\""));

        assertThat(out.toString().lines())
                .containsExactly(
                        "reject.line,reject.pointers,reject.codes,reject.details,reject.record,no,tel",
                        "7,/tel,phone-format,\"Use the international form, e.g. +8613800138000\",,1,\"12,3\"");
    }

    @Test
    void details_come_in_the_readers_language() {
        csv(Locale.SIMPLIFIED_CHINESE, true, List.of("no", "tel"))
                .add(new RejectedRecord(7, List.of(PHONE), "1,2"));

        assertThat(out.toString()).contains("请使用国际格式");
    }

    @Test
    void a_row_that_does_not_fit_the_columns_is_given_whole() {
        csv(Locale.ENGLISH, true, List.of("no", "tel"))
                .add(
                        new RejectedRecord(
                                7,
                                List.of(RowFlaw.ofRow(RowFlaw.Kind.COLUMN_COUNT, "2", "3")),
                                "1,2,3"));

        assertThat(out.toString().lines().skip(1))
                .containsExactly(
                        "7,,column-count,\"The header has 2 columns, this row 3\",\"1,2,3\",,");
    }

    @Test
    void rows_are_hidden_from_who_may_not_see_personal_data() {
        csv(Locale.ENGLISH, false, List.of("no", "tel"))
                .add(new RejectedRecord(7, List.of(PHONE), "1,2"));
        new RejectsFile(out, Locale.ENGLISH, false).new Lines(JsonMapper.shared())
                .add(new RejectedRecord(8, List.of(PHONE), "{\"tel\":\"2\"}"));

        assertThat(out.toString()).doesNotContain("1,2").doesNotContain("\"tel\"");
    }

    @Test
    void formulas_are_disarmed_and_come_back_as_they_were() {
        var cells = List.of("=1+1", "-12.30", "'quoted", "\ttab", "'@twice");
        csv(Locale.ENGLISH, true, List.of("a", "b", "c", "d", "e"))
                .add(new RejectedRecord(7, List.of(PHONE), String.join(",", cells)));

        assertThat(out.toString())
                .contains(",\"'=1+1\",\"'-12.30\",\"'quoted\",\"'\ttab\",\"''@twice\"");
        var records = new ArrayList<RawRecord>();
        var splitter = RecordSplitter.ofCsv(',', records::add);
        var bytes = out.toString().getBytes(UTF_8);
        splitter.take(bytes, 0, bytes.length);
        splitter.finish();
        var reader = new CsvCells(',', CsvCells.header(records.getFirst(), ','));
        var again = ((CellReader.Cells.Read) reader.read(records.get(1))).cells();
        assertThat(again).endsWith(cells.toArray(String[]::new));
    }

    @Test
    void a_list_of_rejects_of_a_list_of_rejects_has_its_columns_once() {
        csv(Locale.ENGLISH, true, List.of("reject.line", "reject.codes", "no"))
                .add(new RejectedRecord(2, List.of(PHONE), "7,phone-format,'-1"));

        assertThat(out.toString().lines())
                .containsExactly(
                        "reject.line,reject.pointers,reject.codes,reject.details,reject.record,no",
                        "2,/tel,phone-format,\"Use the international form, e.g. +8613800138000\",,\"'-1\"");
    }

    @Test
    void a_json_line_keeps_its_members_behind_ours() {
        var lines = new RejectsFile(out, Locale.ENGLISH, true).new Lines(JsonMapper.shared());
        lines.add(new RejectedRecord(3, List.of(PHONE), "{\"no\":1,\"amount\":12.30}"));
        lines.add(new RejectedRecord(4, List.of(PHONE), "not json"));
        lines.add(new RejectedRecord(5, List.of(PHONE), "{\"reject\":{\"line\":1},\"no\":2}"));

        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith("{\"reject\":{\"line\":3,\"errors\":[{")
                                        .endsWith("}]},\"no\":1,\"amount\":12.30}"),
                        line -> assertThat(line).endsWith("\"record\":\"not json\"}}"),
                        line -> assertThat(line).contains("\"line\":5").endsWith("}]},\"no\":2}"));
    }

    private RejectsFile.Csv csv(Locale locale, boolean withRows, List<String> columns) {
        return new RejectsFile(out, locale, withRows).new Csv(columns, ',');
    }
}
