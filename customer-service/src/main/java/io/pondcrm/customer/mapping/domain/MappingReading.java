package io.pondcrm.customer.mapping.domain;

import java.util.List;

/** What comes of checking a {@link MappingDraft}. */
public sealed interface MappingReading {

    /** It can be used. */
    record Accepted(ColumnMapping mapping) implements MappingReading {}

    /**
     * @param flaws every one of them, so that the author corrects them all at once
     */
    record Refused(List<MappingFlaw> flaws) implements MappingReading {

        public Refused {
            flaws = List.copyOf(flaws);
        }
    }
}
