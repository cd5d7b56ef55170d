package io.pondcrm.customer.imports.domain;

import io.pondcrm.customer.mapping.domain.RowPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where rows of one kind go. */
public interface RowTarget {

    /**
     * Applies rows in order, in a handful of round trips however many there are.
     *
     * @param rows cells in the order of the plan's columns
     * @param system the partner whose keys the rows use
     * @param batch names these rows for ever. Taken up again after a crash, rows that this batch
     *     itself applied the first time are {@link RowOutcome.Applied} again, so that counts are
     *     exact
     * @return one outcome for each row, in the same order
     */
    List<RowOutcome> applyAll(
            RowPlan plan, List<@Nullable String[]> rows, String system, String batch);
}
