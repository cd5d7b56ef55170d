package io.pondcrm.customer.imports;

import java.util.List;

/** Every way the upload of a file can end. */
sealed interface Spooling {

    /** The file waits in the store. */
    record Spooled(ImportSpec spec) implements Spooling {}

    /** There is not even a header. */
    record Empty() implements Spooling {}

    /** The header can't be read. */
    record HeaderDamaged() implements Spooling {}

    /**
     * The header lacks columns.
     *
     * @param fields our fields that nothing fills
     */
    record ColumnsMissing(List<String> fields) implements Spooling {

        public ColumnsMissing {
            fields = List.copyOf(fields);
        }
    }

    /** The header has two columns of one name. */
    record ColumnTwice() implements Spooling {}
}
