package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.privacy.domain.LawfulGround;
import io.pondcrm.customer.privacy.domain.RequestChannel;
import io.pondcrm.customer.privacy.domain.RequestState;
import io.pondcrm.customer.privacy.domain.RequestType;
import io.pondcrm.customer.restriction.domain.RestrictionGround;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a request of a person lies in MongoDB. It outlives the person: an id under which nothing is
 * kept says nothing.
 *
 * @param id {@code dsr_…}
 * @param selves all ids of the person: their own, then those of customers merged into them
 * @param open whether somebody has to answer yet: a sparse index over those
 * @param refusedBecause what stood in the way; null unless refused
 * @param answers by service
 * @param receipt signed; null until an erasure is completed
 * @param processing what is to be stopped; null where nothing is
 * @param sealed what belongs to this type of request and is personal, sealed with the request's own
 *     key, which goes when the person is erased; null if there is nothing
 * @param sealedUntil when that key is destroyed; null if that has been done, or there is no limit
 */
@Document("data_subject_requests")
@TypeAlias("data-subject-request")
record RequestDocument(
        @Id String id,
        long version,
        RequestType type,
        RequestState state,
        String customerId,
        List<String> selves,
        @Nullable LawfulGround ground,
        @Nullable String reason,
        @Nullable RequestChannel channel,
        Instant receivedAt,
        Instant dueAt,
        Instant createdAt,
        String requestedBy,
        @Nullable Boolean open,
        @Nullable Instant completedAt,
        @Nullable String refusedBecause,
        @Nullable Map<String, Answer> answers,
        @Nullable Receipt receipt,
        @Nullable Wish processing,
        byte @Nullable [] sealed,
        @Nullable Instant sealedUntil)
        implements Outboxed {

    /** The prefix of every request's id. */
    static final String PREFIX = "dsr";

    /** What {@link #requestedBy} says of requests that this caller sent. */
    static String sentBy(Caller caller) {
        return "client:" + caller.clientId();
    }

    /**
     * @param counts what was thrown away, by kind
     * @param statement signed by the service; empty where nothing has to be proven
     * @param key the public key of that signature
     */
    record Answer(
            Instant erasedAt, Map<String, Long> counts, String statement, Map<String, String> key) {

        /** Of a service that erased nothing. */
        static Answer unsigned(Instant at, Map<String, Long> counts) {
            return new Answer(at, counts, "", Map.of());
        }
    }

    /**
     * What the person wants stopped, or no longer stopped.
     *
     * @param ground of a restriction; null for any other wish
     * @param against what is objected to; empty for a restriction
     * @param withdraws whether an earlier wish is taken back
     * @param stopped the purposes for which nothing is done since
     */
    record Wish(
            @Nullable RestrictionGround ground,
            List<Purpose> against,
            boolean withdraws,
            List<Purpose> stopped) {

        Wish done(List<Purpose> since) {
            return new Wish(ground, against, withdraws, since);
        }
    }

    /** As {@link Receipts} makes it. */
    record Receipt(
            String format,
            String requestId,
            String type,
            String customer,
            String receivedAt,
            String completedAt,
            Map<String, String> statements,
            List<Map<String, String>> keys,
            @Nullable String signature) {}

    /** What services answered up to now. */
    Map<String, Answer> heard() {
        return answers == null ? Map.of() : answers;
    }

    Map<String, Answer> heardAlso(String service, Answer answer) {
        var all = new LinkedHashMap<>(heard());
        all.put(service, answer);
        return all;
    }
}
