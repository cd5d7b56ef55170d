package io.pondcrm.customer.imports.domain;

import io.pondcrm.customer.mapping.domain.RowPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a file that are applied as one, in the file's order.
 *
 * @param name names it for ever, for example {@code customerjob_…#17/2}
 * @param plan says where in a row the fields are
 * @param broken records that could not be read
 */
public record RecordBatch(String name, RowPlan plan, List<Row> rows, List<RejectedRecord> broken) {

    public RecordBatch {
        rows = List.copyOf(rows);
        broken = List.copyOf(broken);
    }

    /** A record and its cells. */
    record Row(RawRecord source, @Nullable String[] cells) {}

    /** What became of a batch. */
    public record Outcome(ImportCounts counts, List<RejectedRecord> rejects) {

        public Outcome {
            rejects = List.copyOf(rejects);
        }
    }

    /**
     * Applies every row that could be read. Safe to repeat: it ends the same.
     *
     * @param system the partner whose keys the rows use
     */
    public Outcome applyTo(RowTarget target, String system) {
        var outcomes =
                rows.isEmpty()
                        ? List.<RowOutcome>of()
                        : target.applyAll(
                                plan, rows.stream().map(Row::cells).toList(), system, name);
        var rejects = new ArrayList<>(broken);
        var applied = 0;
        var unchanged = 0;
        for (var index = 0; index < outcomes.size(); index++) {
            switch (outcomes.get(index)) {
                case RowOutcome.Applied _ -> applied++;
                case RowOutcome.Unchanged _ -> unchanged++;
                case RowOutcome.Rejected(var flaws) ->
                        rejects.add(RejectedRecord.of(rows.get(index).source(), flaws));
            }
        }
        rejects.sort(Comparator.comparingLong(RejectedRecord::line));
        return new Outcome(
                new ImportCounts(rows.size() + broken.size(), applied, unchanged, rejects.size()),
                rejects);
    }
}
