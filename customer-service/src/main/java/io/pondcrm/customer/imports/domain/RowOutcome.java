package io.pondcrm.customer.imports.domain;

import java.util.List;

/** Every way a row can end. */
public sealed interface RowOutcome {

    /** It said something new. */
    record Applied() implements RowOutcome {}

    /** It said what was known already. */
    record Unchanged() implements RowOutcome {}

    /** It was wrong. */
    record Rejected(List<RowFlaw> flaws) implements RowOutcome {

        public Rejected {
            flaws = List.copyOf(flaws);
        }
    }
}
