package io.pondcrm.chassis.erasure;

import io.pondcrm.chassis.outbox.Outboxed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How an erasure lies in MongoDB.
 *
 * @param id the request's
 * @param counts what was there, by the names of erasers; what a crash hid is not among it
 * @param erasedAt when all was gone and the answer was written; null until then
 * @param open whether it has to be looked once more for what was on its way then: a sparse index
 */
@Document(ErasureDocument.COLLECTION)
@TypeAlias("erasure")
record ErasureDocument(
        @Id String id,
        long version,
        String customerId,
        List<String> customerIds,
        @Nullable Map<String, Long> counts,
        Instant beganAt,
        @Nullable Instant erasedAt,
        @Nullable Boolean open)
        implements Outboxed {

    static final String COLLECTION = "erasures";
}
