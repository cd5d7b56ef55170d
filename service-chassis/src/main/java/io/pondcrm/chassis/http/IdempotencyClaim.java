package io.pondcrm.chassis.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One client's use of one key, as it lies in MongoDB.
 *
 * @param id hash of client and key
 * @param fingerprint hash of the request
 * @param holder names the attempt that works on it, or worked last
 * @param seed what the ids of new things are made from; stays from attempt to attempt
 * @param leaseUntil when the holder counts as gone
 * @param answer null until an attempt has ended for good
 */
@Document(IdempotencyClaim.COLLECTION)
@TypeAlias("idempotencyKey")
record IdempotencyClaim(
        @Id String id,
        String fingerprint,
        String holder,
        String seed,
        Instant leaseUntil,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Answer answer) {

    static final String COLLECTION = "idempotencyKeys";

    /** An answer that can be given again; here its body is sealed by {@link AnswerSeal}. */
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {}
}
