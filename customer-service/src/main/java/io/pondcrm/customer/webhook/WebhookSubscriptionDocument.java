package io.pondcrm.customer.webhook;

import io.pondcrm.customer.feed.domain.FeedType;
import io.pondcrm.customer.feed.domain.FeedView;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a subscription lies in MongoDB.
 *
 * @param version of what callers set; what deliveries change is not counted
 * @param types all that it hears of, also where its caller named none
 * @param system hears only what this partner system may; null for clients of our own
 * @param owner whose it is: the partner system, else the client
 * @param stop why it was disabled; null otherwise
 * @param position all of the feed up to here has become deliveries
 * @param previous the last place that did; 0 if none
 * @param failingSince when the first of the attempts failed that no success followed; null if the
 *     last one was good
 * @param keys the newest first; older ones sign along until they retire
 */
@Document(WebhookSubscriptionDocument.COLLECTION)
@TypeAlias("webhookSubscription")
record WebhookSubscriptionDocument(
        @Id String id,
        long version,
        String url,
        @Nullable String description,
        List<FeedType> types,
        @Nullable String system,
        String owner,
        State state,
        @Nullable Stop stop,
        long position,
        long previous,
        @Nullable Instant failingSince,
        List<Key> keys,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLLECTION = "webhook_subscriptions";

    enum State {
        /** It is told. */
        ACTIVE,
        /** Its owner wants a rest: what happens meanwhile is told later. */
        PAUSED,
        /** We gave up: see why, mend it and make it active again. */
        DISABLED
    }

    enum Reason {
        /** The receiver answered 410. */
        GONE,
        /** No attempt was good for as long as we try. */
        FAILING
    }

    record Stop(Reason reason, Instant at) {}

    /**
     * @param sealed a {@link SigningKey}, sealed with the subscription's own key
     * @param retiresAt until when it signs; null for the newest
     */
    record Key(Binary sealed, String publicKey, @Nullable Instant retiresAt) {}

    FeedView view() {
        return new FeedView(Set.copyOf(types), system);
    }
}
