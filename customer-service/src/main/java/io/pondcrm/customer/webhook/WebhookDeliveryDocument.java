package io.pondcrm.customer.webhook;

import io.pondcrm.customer.webhook.domain.Outcome;
import java.time.Instant;
import java.util.List;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a delivery lies in MongoDB: one event on its way to one receiver.
 *
 * @param id made of subscription, occasion and place, so that it is made once
 * @param webhookId the event's id: the same at each attempt and each replay
 * @param type its name on the wire
 * @param sequence its place in the feed; 0 for a ping
 * @param previous the place of what this receiver was told before; 0 if nothing was
 * @param dueAt when to try: while somebody does, when that one must have died
 * @param claim names who tries; null if nobody does
 * @param begunAt when the first attempt was
 * @param count of all attempts
 * @param attempts the last ones
 */
@Document(WebhookDeliveryDocument.COLLECTION)
@TypeAlias("webhookDelivery")
record WebhookDeliveryDocument(
        @Id String id,
        String subscriptionId,
        String webhookId,
        String type,
        long sequence,
        long previous,
        Occasion occasion,
        State state,
        Instant dueAt,
        @Nullable String claim,
        @Nullable Instant begunAt,
        int count,
        List<Attempt> attempts,
        Instant createdAt) {

    static final String COLLECTION = "webhook_deliveries";

    enum Occasion {
        /** It happened. */
        CHANGE,
        /** Somebody asked for it again. */
        REPLAY,
        /** Somebody tries whether it works. */
        PING
    }

    enum State {
        PENDING,
        DELIVERED,
        FAILED,
        /** Not made: the customer's data must not go to where the partner is. */
        WITHHELD
    }

    /**
     * @param status what the receiver answered; null if it did not
     * @param failure why it did not; null if it did
     * @param reply the first bytes of its answer, sealed: nobody knows what they say
     */
    record Attempt(
            Instant at,
            long millis,
            @Nullable Integer status,
            Outcome.@Nullable Failure failure,
            @Nullable Binary reply) {}

    /** Places in the id have leading zeros, so that ids sort. */
    static String id(String subscription, String occasion, long sequence) {
        return "%s-%s-%019d".formatted(subscription, occasion, sequence);
    }

    static WebhookDeliveryDocument of(
            String id,
            String subscription,
            String webhookId,
            String type,
            long sequence,
            long previous,
            Occasion occasion,
            Instant now) {
        return new WebhookDeliveryDocument(
                id,
                subscription,
                webhookId,
                type,
                sequence,
                previous,
                occasion,
                State.PENDING,
                now,
                null,
                null,
                0,
                List.of(),
                now);
    }

    /** The same, never to be made. */
    WebhookDeliveryDocument withheld() {
        return new WebhookDeliveryDocument(
                id,
                subscriptionId,
                webhookId,
                type,
                sequence,
                previous,
                occasion,
                State.WITHHELD,
                dueAt,
                claim,
                begunAt,
                count,
                attempts,
                createdAt);
    }
}
