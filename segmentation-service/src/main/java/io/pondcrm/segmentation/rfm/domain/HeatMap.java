package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.segmentation.score.domain.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a run's customers lie on its grid: recency to the right, value upwards.
 *
 * @param columns what each column is, the least recent first
 * @param rows what each row is, the least valuable first
 * @param cells each place of the grid once; together they hold every scored customer once
 */
public record HeatMap(List<Name> columns, List<Name> rows, List<Cell> cells) {

    /**
     * One place.
     *
     * @param column counted from 0
     * @param row counted from 0, upwards
     */
    public record Cell(int column, int row, RfmSegment segment, int customers) {}

    public HeatMap {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        cells = List.copyOf(cells);
    }

    /** The map of a run. */
    public static HeatMap of(RfmRun run) {
        return switch (run.model().grid()) {
            case Grid.TenNames map -> tenNames(run, map);
            case Grid.EightClasses classes -> eightClasses(run, classes);
        };
    }

    private static HeatMap tenNames(RfmRun run, Grid.TenNames map) {
        var side = Grid.TenNames.SIDE;
        var customers = new int[side][side];
        run.cells()
                .forEach((cell, count) -> {
                    var scores = RfmScores.ofCell(cell, run.model().bins().count());
                    customers[map.recency(scores) - 1][
                                    map.value(scores, run.model().weights()) - 1] +=
                            count;
                });
        var cells = new ArrayList<Cell>();
        for (var column = 0; column < side; column++) {
            for (var row = 0; row < side; row++) {
                cells.add(
                        new Cell(column, row, map.at(column + 1, row + 1), customers[column][row]));
            }
        }
        return new HeatMap(
                IntStream.rangeClosed(1, side)
                        .mapToObj(it -> new Name("R " + it, "R " + it))
                        .toList(),
                IntStream.rangeClosed(1, side)
                        .mapToObj(it -> new Name("FM " + it, "FM " + it))
                        .toList(),
                cells);
    }

    private static HeatMap eightClasses(RfmRun run, Grid.EightClasses classes) {
        var cells = new ArrayList<Cell>();
        for (var column = 0; column < 2; column++) {
            for (var row = 0; row < 4; row++) {
                var segment = classes.segment(column == 1, (row & 1) != 0, (row & 2) != 0);
                cells.add(new Cell(column, row, segment, run.segments().getOrDefault(segment, 0)));
            }
        }
        return new HeatMap(
                List.of(new Name("R low", "R 低"), new Name("R high", "R 高")),
                List.of(
                        new Name("F low, M low", "F 低 M 低"),
                        new Name("F high, M low", "F 高 M 低"),
                        new Name("F low, M high", "F 低 M 高"),
                        new Name("F high, M high", "F 高 M 高")),
                cells);
    }
}
