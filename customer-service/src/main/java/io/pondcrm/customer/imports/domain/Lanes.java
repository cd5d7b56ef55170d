package io.pondcrm.customer.imports.domain;

import io.pondcrm.customer.imports.domain.RecordBatch.Row;
import io.pondcrm.customer.mapping.domain.Binding;
import io.pondcrm.customer.mapping.domain.ColumnMapping;
import io.pondcrm.customer.mapping.domain.RowPlan;
import io.pondcrm.customer.mapping.domain.TargetField;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Deals the rows of a file to lanes that go through it side by side, so that one computes while
 * another waits for the store. Rows that name the same customer share a lane, in all parts of the
 * file, and keep their order.
 */
public final class Lanes {

    /** Part of the batches' names for ever: after a crash, a row must find its lane again. */
    public static final int COUNT = 5;

    private Lanes() {}

    /**
     * Reads the records of a part and deals them.
     *
     * @param part names it for ever, for example {@code customerjob_…#17}
     * @param mapping one that fits the reader's columns
     * @return one batch for each lane, of no rows where none fell to it
     */
    public static List<RecordBatch> deal(
            String part, List<RawRecord> records, ColumnMapping mapping, CellReader reader) {
        var rows = new ArrayList<Row>(records.size());
        var broken = new ArrayList<RejectedRecord>();
        for (var record : records) {
            switch (read(record, reader)) {
                case CellReader.Cells.Read(var cells) -> rows.add(new Row(record, cells));
                case CellReader.Cells.Broken(var flaws) ->
                        broken.add(RejectedRecord.of(record, flaws));
            }
        }
        var plan = bind(mapping, reader);
        var dealt = IntStream.range(0, COUNT).mapToObj(_ -> new ArrayList<Row>()).toList();
        for (var row : rows) {
            dealt.get(laneOf(nameIn(row.cells(), plan))).add(row);
        }
        return IntStream.range(0, COUNT)
                .mapToObj(lane ->
                        new RecordBatch(
                                part + "/" + lane,
                                plan,
                                dealt.get(lane),
                                lane == 0 ? broken : List.of()))
                .toList();
    }

    private static CellReader.Cells read(RawRecord record, CellReader reader) {
        var damage = record.damage();
        return damage == null
                ? reader.read(record)
                : new CellReader.Cells.Broken(
                        List.of(new RowFlaw("", RowFlaw.code(damage), List.of())));
    }

    private static RowPlan bind(ColumnMapping mapping, CellReader reader) {
        return switch (mapping.bind(reader.columns())) {
            case Binding.Bound(var plan, _) -> plan;
            case Binding.ColumnsMissing(var fields) ->
                    throw new IllegalStateException("No columns for " + fields);
            case Binding.ColumnTwice(var column) ->
                    throw new IllegalStateException("Two columns " + column);
        };
    }

    private static int laneOf(String name) {
        return Math.floorMod(name.hashCode(), COUNT);
    }

    /** What names the customer: of the fields that can, the first that the row fills. */
    private static String nameIn(@Nullable String[] cells, RowPlan plan) {
        var naming =
                switch (plan.mapping().kind()) {
                    case CUSTOMERS -> List.of(TargetField.EXTERNAL_ID);
                    case TRANSACTIONS ->
                            List.of(TargetField.CUSTOMER_ID, TargetField.CUSTOMER_EXTERNAL_ID);
                };
        return naming.stream()
                .map(field -> plan.find(field, cells))
                .filter(Objects::nonNull)
                .findFirst()
                .map(String::strip)
                .orElse("");
    }
}
