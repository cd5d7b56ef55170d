package io.pondcrm.customer.webhook;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.customer.feed.domain.FeedType;
import io.pondcrm.customer.webhook.domain.Outcome;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers write and read of webhooks. */
final class WebhookPayloads {

    private WebhookPayloads() {}

    @Schema(name = "NewWebhookSubscription")
    record NewSubscription(
            @Schema(
                            description =
                                    "Where to POST to: HTTPS, a public address, no name or password",
                            example = "https://partner.example.org/hooks/pondcrm")
                    @NotNull
                    @Size(max = 2_000)
                    String url,
            @Schema(
                            description =
                                    "Names of types as in the change feed; all that your scopes allow"
                                            + " if left out",
                            example = "[\"customer.updated\"]")
                    @Size(max = 100)
                    @Nullable List<@NotNull String> types,
            @Schema(description = "For people, without personal data", example = "Shop, production")
                    @Size(max = 200)
                    @Nullable String description) {}

    @Schema(name = "WebhookSubscriptionChange")
    record Change(
            @Schema(example = "https://partner.example.org/hooks/pondcrm")
                    @NotNull
                    @Size(max = 2_000)
                    String url,
            @Schema(example = "[\"customer.updated\"]") @NotNull @Size(min = 1, max = 100)
                    List<@NotNull String> types,
            @Schema(example = "Shop, production") @Size(max = 200) @Nullable String description,
            @Schema(
                            description =
                                    "ACTIVE also after it was disabled: what waits is tried again at"
                                            + " once; or PAUSED. What happens meanwhile is told later")
                    @NotNull
                    WebhookSubscriptionDocument.State state) {

        static Change of(WebhookSubscriptionDocument subscription) {
            return new Change(
                    subscription.url(),
                    subscription.types().stream().map(FeedType::wireName).toList(),
                    subscription.description(),
                    subscription.state());
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "WebhookSubscription")
    record Subscription(
            @Schema(example = "whs_01h455vb4pex5vsknk084sn02q") String id,
            @Schema(example = "https://partner.example.org/hooks/pondcrm") String url,
            @Schema(example = "[\"customer.updated\"]") List<String> types,
            @Schema(example = "Shop, production") @Nullable String description,
            WebhookSubscriptionDocument.State state,
            @Schema(
                            description =
                                    "Why it was disabled: GONE, the receiver answered 410; FAILING, no"
                                            + " attempt was good for three days")
                    WebhookSubscriptionDocument.@Nullable Reason disabledBecause,
            @Schema(description = "When it was disabled") @Nullable Instant disabledAt,
            @Schema(description = "Since when no attempt is good; absent while they are")
                    @Nullable Instant failingSince,
            @Schema(
                            description = "Checks signatures v1a (Ed25519)",
                            example = "whpk_3Xw8c1fD8m0oPqB5kq0m8Yp9cZr7eJ0s6v2tWb1nUuE=")
                    String publicKey,
            @Schema(
                            description =
                                    "Checks signatures v1 (HMAC-SHA-256). Shown this once: keep it",
                            example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                    @Nullable String secret,
            Instant createdAt,
            Instant updatedAt) {

        static Subscription of(WebhookSubscriptionDocument subscription, @Nullable String secret) {
            var stop = subscription.stop();
            return new Subscription(
                    subscription.id(),
                    subscription.url(),
                    subscription.types().stream().map(FeedType::wireName).toList(),
                    subscription.description(),
                    subscription.state(),
                    stop == null ? null : stop.reason(),
                    stop == null ? null : stop.at(),
                    subscription.failingSince(),
                    subscription.keys().getFirst().publicKey(),
                    secret,
                    subscription.createdAt(),
                    subscription.updatedAt());
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "WebhookSecret")
    record Secret(
            @Schema(
                            description = "The new one. Shown this once: keep it",
                            example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                    String secret,
            @Schema(example = "whpk_3Xw8c1fD8m0oPqB5kq0m8Yp9cZr7eJ0s6v2tWb1nUuE=") String publicKey,
            @Schema(description = "Until when the one before signs along")
                    Instant formerSignsUntil) {}

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "WebhookDelivery")
    record Delivery(
            String id,
            @Schema(
                            description = "The header webhook-id: the event's id, also in replays",
                            example = "evt_01h455vb4pex5vsknk084sn02q")
                    String webhookId,
            @Schema(example = "customer.updated") String type,
            @Schema(description = "Its place in the change feed; 0 for a ping", example = "1042")
                    long sequence,
            WebhookDeliveryDocument.Occasion occasion,
            @Schema(
                            description =
                                    "WITHHELD is one that is not made: the customer's data must not"
                                            + " go to the partner's region")
                    WebhookDeliveryDocument.State state,
            @Schema(description = "When it is tried next; absent if it is not")
                    @Nullable Instant nextAttemptAt,
            @Schema(description = "How often it was tried") int attemptCount,
            @Schema(description = "The last 50 attempts") List<Attempt> attempts,
            Instant createdAt) {

        static Delivery of(WebhookDeliveryDocument delivery, WebhookKeys keys) {
            return new Delivery(
                    delivery.id(),
                    delivery.webhookId(),
                    delivery.type(),
                    delivery.sequence(),
                    delivery.occasion(),
                    delivery.state(),
                    delivery.state() == WebhookDeliveryDocument.State.PENDING
                            ? delivery.dueAt()
                            : null,
                    delivery.count(),
                    delivery.attempts().stream()
                            .map(it ->
                                    new Attempt(
                                            it.at(),
                                            it.millis(),
                                            it.status(),
                                            it.failure(),
                                            keys.openReply(delivery.subscriptionId(), it.reply())))
                            .toList(),
                    delivery.createdAt());
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "WebhookAttempt")
    record Attempt(
            Instant at,
            @Schema(description = "How long it took, in milliseconds", example = "41") long millis,
            @Schema(description = "What the receiver answered", example = "503")
                    @Nullable Integer status,
            @Schema(description = "Why it did not answer") Outcome.@Nullable Failure failure,
            @Schema(description = "The first 1,024 bytes of its answer", example = "try later")
                    @Nullable String reply) {}

    @Schema(
            name = "NewWebhookReplay",
            description = "A range of the change feed, by sequence or by when it was recorded")
    record NewReplay(
            @Schema(description = "The first sequence", example = "1000") @Positive
                    @Nullable Long fromSequence,
            @Schema(description = "The last sequence; the last there is if left out") @Positive
                    @Nullable Long toSequence,
            @Schema(description = "Recorded from then on", example = "2026-11-20T00:00:00Z")
                    @Nullable Instant from,
            @Schema(description = "Recorded before then; now if left out")
                    @Nullable Instant until) {}
}
