package io.pondcrm.customer.imports.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordSplitterTest {

    @Test
    void lines_are_records() {
        assertThat(csv("a,b\n1,2\r\n3,4")).containsExactly("1: a,b", "2: 1,2", "3: 3,4");
    }

    @Test
    void a_newline_in_quotation_marks_belongs_to_the_record() {
        assertThat(csv("a,\"b\nc\"\nd,e\n")).containsExactly("1: a,\"b\nc\"", "3: d,e");
    }

    @Test
    void doubled_quotation_marks_stay_inside() {
        assertThat(csv("\"a\"\"\n\",b\nc,d\n")).containsExactly("1: \"a\"\"\n\",b", "3: c,d");
    }

    @Test
    void a_quotation_mark_in_the_middle_of_a_cell_is_text() {
        assertThat(csv("6\" pipe,b\nc,d\n")).containsExactly("1: 6\" pipe,b", "2: c,d");
    }

    @Test
    void empty_lines_are_no_records_but_count_as_lines() {
        assertThat(csv("a\n\n\r\nb\n")).containsExactly("1: a", "4: b");
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_record() {
        assertThat(csv("\uFEFFa,b\n1,2\n")).containsExactly("1: a,b", "2: 1,2");
    }

    @Test
    void a_quotation_mark_that_is_never_closed_costs_its_line_only() {
        assertThat(csv("a,b\n\"1,2\n3,4\n5,6\n"))
                .containsExactly("1: a,b", "2: \"1,2 QUOTE_UNCLOSED", "3: 3,4", "4: 5,6");
    }

    @Test
    void an_unclosed_quotation_mark_does_not_swallow_the_next_quoted_cell() {
        assertThat(csv("\"1,2\n\"3\",4\n5,6\n"))
                .containsExactly("1: \"1,2 QUOTE_UNCLOSED", "2: \"3\",4", "3: 5,6");
    }

    @Test
    void an_unclosed_quotation_mark_in_a_long_file_costs_its_line_only() {
        var rest = "3,4\n".repeat(100_000);

        var records = csv("\"1,2\n" + rest);

        assertThat(records).hasSize(100_001).endsWith("100001: 3,4");
        assertThat(records.getFirst()).isEqualTo("1: \"1,2 QUOTE_UNCLOSED");
    }

    @Test
    void text_behind_a_closing_quotation_mark_costs_its_line_only() {
        assertThat(csv("\"1\"x,2\n3,4\n")).containsExactly("1: \"1\"x,2 QUOTE_MISPLACED", "2: 3,4");
    }

    @Test
    void a_record_of_the_greatest_length_is_kept_and_a_longer_one_costs_its_line_only() {
        var longest = "x".repeat(RecordSplitter.LONGEST_RECORD);

        var records = csv(longest + "\n" + longest + "y\n1,2\n");

        assertThat(records)
                .containsExactly(
                        "1: " + longest, "2: " + "x".repeat(1024) + " RECORD_TOO_LONG", "3: 1,2");
    }

    @Test
    void a_record_without_end_is_not_kept_in_memory() {
        var records = new ArrayList<RawRecord>();
        var splitter = RecordSplitter.ofLines(records::add);
        var megabyte = new byte[1 << 20];
        for (var part = 0; part < 300; part++) {
            splitter.take(megabyte, 0, megabyte.length);
        }
        splitter.finish();

        assertThat(records).hasSize(1);
        assertThat(records.getFirst().size()).isEqualTo(1024);
    }

    @Test
    void json_lines_may_hold_quotation_marks() {
        var records = new ArrayList<String>();
        var splitter = RecordSplitter.ofLines(record -> records.add(written(record)));
        var bytes = "{\"a\":1}\n\n{\"b\":\"\n".getBytes(UTF_8);
        splitter.take(bytes, 0, bytes.length);
        splitter.finish();

        assertThat(records).containsExactly("1: {\"a\":1}", "3: {\"b\":\"");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void where_the_stream_is_cut_makes_no_difference(long seed) {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var at = 0; at < 3_000; at++) {
            text.append("ab,\"\n\r,\"x\n".charAt(random.nextInt(10)));
        }
        var bytes = text.toString().getBytes(UTF_8);
        var whole = csv(text.toString());

        var pieces = new ArrayList<String>();
        var splitter = RecordSplitter.ofCsv(',', record -> pieces.add(written(record)));
        for (var at = 0; at < bytes.length; ) {
            var length = Math.min(bytes.length - at, 1 + random.nextInt(50));
            splitter.take(bytes, at, length);
            at += length;
        }
        splitter.finish();

        assertThat(pieces).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void well_formed_files_are_read_as_commons_csv_reads_them(long seed) throws IOException {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var row = 0; row < 500; row++) {
            for (var column = 0; column < 4; column++) {
                text.append(column == 0 ? "" : ",").append(cell(random));
            }
            text.append(random.nextBoolean() ? "\r\n" : "\n");
        }

        var ours = new ArrayList<List<String>>();
        var splitter =
                RecordSplitter.ofCsv(',', record -> ours.add(CsvCells.split(record.text(), ',')));
        var bytes = text.toString().getBytes(UTF_8);
        splitter.take(bytes, 0, bytes.length);
        splitter.finish();

        var theirs = new ArrayList<List<String>>();
        try (var parser = CSVFormat.RFC4180.parse(new StringReader(text.toString()))) {
            parser.forEach(record -> theirs.add(record.toList()));
        }
        assertThat(ours).isEqualTo(theirs);
    }

    private static String cell(Random random) {
        var plain = new StringBuilder("c");
        for (var at = random.nextInt(6); at > 0; at--) {
            plain.append("ab,\"\n王é".charAt(random.nextInt(7)));
        }
        var text = plain.toString();
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n')
                ? "\"" + text.replace("\"", "\"\"") + "\""
                : text;
    }

    static List<String> csv(String text) {
        var records = new ArrayList<String>();
        var splitter = RecordSplitter.ofCsv(',', record -> records.add(written(record)));
        var bytes = text.getBytes(UTF_8);
        splitter.take(bytes, 0, bytes.length);
        splitter.finish();
        return records;
    }

    private static String written(RawRecord record) {
        var damage = record.damage();
        return record.line() + ": " + record.text() + (damage == null ? "" : " " + damage);
    }
}
