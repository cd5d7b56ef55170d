package io.pondcrm.customer.mapping.domain;

import java.util.List;

/** Every way an attempt to find a mapping's columns in a file can end. */
public sealed interface Binding {

    /**
     * All needed columns are there.
     *
     * @param ignored the file's columns that the mapping does not use
     */
    record Bound(RowPlan plan, List<String> ignored) implements Binding {

        public Bound {
            ignored = List.copyOf(ignored);
        }
    }

    /**
     * @param fields our fields that cannot be filled, because their column is not there
     */
    record ColumnsMissing(List<String> fields) implements Binding {

        public ColumnsMissing {
            fields = List.copyOf(fields);
        }
    }

    /** The file has two columns of one name. */
    record ColumnTwice(String name) implements Binding {}
}
