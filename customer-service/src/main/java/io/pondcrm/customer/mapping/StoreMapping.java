package io.pondcrm.customer.mapping;

import io.pondcrm.customer.mapping.domain.ColumnMapping;
import io.pondcrm.customer.mapping.domain.MappingChange;
import io.pondcrm.customer.mapping.domain.MappingDraft;
import io.pondcrm.customer.mapping.domain.MappingFlaw;
import io.pondcrm.customer.mapping.domain.MappingReading;
import io.pondcrm.customer.mapping.domain.Mappings;
import io.pondcrm.customer.mapping.domain.RecordKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks a mapping and stores it. */
@Component
class StoreMapping {

    private final Mappings mappings;

    StoreMapping(Mappings mappings) {
        this.mappings = mappings;
    }

    /** Every way this can end. */
    sealed interface Outcome {

        /** It was good, and this came of storing it. */
        record Checked(MappingChange change) implements Outcome {}

        /** It is not good. */
        record Flawed(List<MappingFlaw> flaws) implements Outcome {}
    }

    /**
     * @param seen the version the caller read; null where the caller means to store a first one
     */
    Outcome handle(String system, RecordKind kind, MappingDraft draft, @Nullable Long seen) {
        return switch (ColumnMapping.read(kind, draft)) {
            case MappingReading.Refused(var flaws) -> new Outcome.Flawed(flaws);
            case MappingReading.Accepted _ ->
                    new Outcome.Checked(mappings.put(system, kind, draft, seen));
        };
    }
}
