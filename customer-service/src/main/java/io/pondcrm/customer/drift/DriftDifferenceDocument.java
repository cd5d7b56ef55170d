package io.pondcrm.customer.drift;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A copy that is not as it should be, in MongoDB.
 *
 * @param id check, service and customer
 * @param fields names, sorted
 * @param seen the truth when it was looked at last; absent where it was on the move
 * @param told how many events there were for the service then, as JSON; absent as {@code seen}
 * @param healedAt absent until then
 */
@Document("drift_differences")
@TypeAlias("drift-difference")
@CompoundIndex(name = "place", def = "{'checkId': 1, '_id': 1}")
@CompoundIndex(name = "state", def = "{'checkId': 1, 'state': 1, '_id': 1}")
record DriftDifferenceDocument(
        @Id String id,
        String checkId,
        String service,
        @Indexed String customerId,
        DriftKind kind,
        List<String> fields,
        DriftState state,
        @Nullable String seen,
        @Nullable String told,
        Instant foundAt,
        @Nullable Instant healedAt) {

    static String idOf(String check, String service, String customer) {
        return check + ":" + service + ":" + customer;
    }
}
