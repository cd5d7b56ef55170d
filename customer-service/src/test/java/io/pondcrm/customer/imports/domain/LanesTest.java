package io.pondcrm.customer.imports.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.customer.mapping.domain.ColumnMapping;
import io.pondcrm.customer.mapping.domain.RecordKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LanesTest {

    private static final List<String> COLUMNS =
            List.of("externalId", "customerExternalId", "occurredAt", "amount", "currency");

    @Test
    void rows_of_one_customer_share_a_lane_in_every_part_and_keep_their_order() {
        var first = deal("job#0", IntStream.range(0, 300));
        var second = deal("job#1", IntStream.range(300, 600));

        var laneOf = new HashMap<String, Integer>();
        for (var part : List.of(first, second)) {
            for (var lane = 0; lane < Lanes.COUNT; lane++) {
                for (var row : part.get(lane).rows()) {
                    assertThat(laneOf.merge(row.cells()[1], lane, (known, _) -> known))
                            .as(row.cells()[1])
                            .isEqualTo(lane);
                }
                assertThat(part.get(lane).rows())
                        .extracting(row -> row.source().line())
                        .isNotEmpty()
                        .isSorted();
            }
        }
        assertThat(laneOf).hasSize(40);
    }

    @Test
    void every_record_is_in_one_lane_under_a_name_of_its_own() {
        var records =
                List.of(
                        row(2, "T1,c1,2026-03-01,1.00,EUR"),
                        row(3, "T2,,2026-03-01,1.00,EUR"),
                        row(4, "T3,c3"),
                        row(5, "T4,c4,2026-03-01,1.00,EUR"));

        var lanes = Lanes.deal("job#7", records, mapping(), new CsvCells(',', COLUMNS));

        var lines = new HashSet<Long>();
        for (var lane : lanes) {
            lane.rows().forEach(row -> assertThat(lines.add(row.source().line())).isTrue());
            lane.broken().forEach(broken -> assertThat(lines.add(broken.line())).isTrue());
        }
        assertThat(lines).containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
        assertThat(lanes)
                .extracting(RecordBatch::name)
                .containsExactlyElementsOf(
                        IntStream.range(0, Lanes.COUNT).mapToObj(lane -> "job#7/" + lane).toList());
        assertThat(lanes.getFirst().broken()).extracting(RejectedRecord::line).containsExactly(4L);
    }

    private static List<RecordBatch> deal(String part, IntStream rows) {
        var records =
                rows.mapToObj(row ->
                                row(
                                        row + 2,
                                        "T%d, c%d ,2026-03-01,1.00,EUR".formatted(row, row % 40)))
                        .toList();
        return Lanes.deal(part, records, mapping(), new CsvCells(',', COLUMNS));
    }

    private static ColumnMapping mapping() {
        return ColumnMapping.byOurNames(RecordKind.TRANSACTIONS);
    }

    private static RawRecord row(long line, String text) {
        return new RawRecord(line, text.getBytes(UTF_8), null);
    }
}
