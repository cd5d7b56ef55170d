package io.pondcrm.customer.profile;

import io.pondcrm.customer.profile.domain.SyncPolicy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/** How two-way sync lies in MongoDB. */
final class SyncDocuments {

    private SyncDocuments() {}

    /**
     * What a partner held of a customer when it last told us.
     *
     * @param id {@code system key}
     * @param revision the partner's own number of that state, if it counts
     * @param offeredVersion the customer's version when the partner was answered
     * @param texts {@link Texts} as JSON, sealed with the customer's key
     */
    @Document("sync_states")
    @TypeAlias("syncState")
    record State(
            @Id String id,
            String customerId,
            @Nullable Long revision,
            long offeredVersion,
            byte[] texts,
            Instant toldAt) {}

    /**
     * Fields as text.
     *
     * @param told what the partner held
     * @param offered what it was asked to take over
     */
    record Texts(
            SortedMap<String, Optional<String>> told,
            SortedMap<String, Optional<String>> offered) {}

    /**
     * A field that both sides had changed.
     *
     * @param id made of what was found, so that the same is kept once
     * @param values {@link Values}, sealed with the customer's key
     */
    @Document("sync_conflicts")
    @TypeAlias("syncConflict")
    record Conflict(
            @Id String id,
            String system,
            String key,
            String customerId,
            String field,
            boolean partnerWins,
            @Nullable String source,
            @Nullable Instant since,
            byte[] values,
            Instant foundAt) {}

    /** What the field was worth to whom. */
    record Values(@Nullable String base, @Nullable String theirs, @Nullable String ours) {}

    /**
     * @param id the partner system
     * @param fields rules; no map of the store's, since names of fields may hold what a path can't
     */
    @Document("sync_policies")
    @TypeAlias("syncPolicy")
    record Policy(@Id String id, long version, String fields, Instant updatedAt) {}

    /** The definition that {@link Policy} keeps as JSON. */
    record Rules(Map<String, SyncPolicy.Rule> fields, SyncPolicy.Rule others) {}
}
