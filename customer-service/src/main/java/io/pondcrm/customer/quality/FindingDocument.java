package io.pondcrm.customer.quality;

import io.pondcrm.customer.quality.domain.Defect;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.NamedUuid;
import io.pondcrm.kernel.TypeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a finding lies in MongoDB. Whatever names somebody is sealed with the customer's own key.
 *
 * @param id follows from customer, kind and field: found again it is the same finding
 * @param runId the run that saw it last
 * @param fix {@link Fix} as JSON, sealed; null while nothing was put right
 */
@Document("quality_findings")
@TypeAlias("quality-finding")
record FindingDocument(
        @Id String id,
        String customerId,
        Defect.Kind kind,
        String field,
        State state,
        String runId,
        Instant foundAt,
        Instant changedAt,
        byte @Nullable [] fix) {

    static final String PREFIX = "fnd";

    /** What became of it. */
    enum State {
        OPEN,
        /** Put right by us: can be taken back. */
        FIXED,
        /** Put right, and taken back. */
        REVERTED,
        /** Not found again by a later run. */
        GONE
    }

    /**
     * How a field was put right.
     *
     * @param source and updatedAt: the provenance that the field had before; null if it had none
     */
    record Fix(String before, String after, @Nullable String source, @Nullable Instant updatedAt) {}

    static String idOf(CustomerId customer, Defect defect) {
        return TypeId.of(
                PREFIX,
                NamedUuid.of(customer.value() + "|" + defect.kind() + "|" + defect.field()));
    }

    Defect defect() {
        return new Defect(kind, field);
    }
}
