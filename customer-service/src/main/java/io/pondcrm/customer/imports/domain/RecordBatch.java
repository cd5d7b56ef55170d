package io.pondcrm.customer.imports.domain;

import io.pondcrm.customer.mapping.domain.Binding;
import io.pondcrm.customer.mapping.domain.ColumnMapping;
import io.pondcrm.customer.mapping.domain.RowPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that is applied as one.
 *
 * @param name names it for ever, for example {@code customerjob_…#17}
 */
public record RecordBatch(String name, List<RawRecord> records) {

    public RecordBatch {
        records = List.copyOf(records);
    }

    /** What became of a batch. */
    public record Outcome(ImportCounts counts, List<RejectedRecord> rejects) {

        public Outcome {
            rejects = List.copyOf(rejects);
        }
    }

    /**
     * Applies every row that can be read. Safe to repeat: it ends the same.
     *
     * @param mapping one that fits the reader's columns
     * @param system the partner whose keys the rows use
     */
    public Outcome applyTo(
            RowTarget target, ColumnMapping mapping, CellReader reader, String system) {
        var rows = new ArrayList<@Nullable String[]>(records.size());
        var sources = new ArrayList<RawRecord>(records.size());
        var rejects = new ArrayList<RejectedRecord>();
        for (var record : records) {
            var damage = record.damage();
            var cells =
                    damage == null
                            ? reader.read(record)
                            : new CellReader.Cells.Broken(
                                    List.of(new RowFlaw("", RowFlaw.code(damage), List.of())));
            switch (cells) {
                case CellReader.Cells.Read(var row) -> {
                    rows.add(row);
                    sources.add(record);
                }
                case CellReader.Cells.Broken(var flaws) -> rejects.add(reject(record, flaws));
            }
        }
        var applied = 0;
        var unchanged = 0;
        var outcomes =
                rows.isEmpty()
                        ? List.<RowOutcome>of()
                        : target.applyAll(bind(mapping, reader), rows, system, name);
        for (var index = 0; index < outcomes.size(); index++) {
            switch (outcomes.get(index)) {
                case RowOutcome.Applied _ -> applied++;
                case RowOutcome.Unchanged _ -> unchanged++;
                case RowOutcome.Rejected(var flaws) ->
                        rejects.add(reject(sources.get(index), flaws));
            }
        }
        rejects.sort(Comparator.comparingLong(RejectedRecord::line));
        return new Outcome(
                new ImportCounts(records.size(), applied, unchanged, rejects.size()), rejects);
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

    private static RejectedRecord reject(RawRecord record, List<RowFlaw> flaws) {
        return new RejectedRecord(record.line(), flaws, record.text());
    }
}
