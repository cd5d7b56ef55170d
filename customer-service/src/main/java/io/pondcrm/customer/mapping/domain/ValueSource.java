package io.pondcrm.customer.mapping.domain;

import java.util.List;

/** Where a field of ours gets its value from. */
public sealed interface ValueSource {

    /** One column of theirs. */
    record Column(String name) implements ValueSource {}

    /** Several columns of theirs, those that are empty left out. */
    record Joined(List<String> columns, String separator) implements ValueSource {

        public Joined {
            columns = List.copyOf(columns);
        }
    }

    /** The same in every row. */
    record Constant(String value) implements ValueSource {}
}
