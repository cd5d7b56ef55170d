package io.pondcrm.customer.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.chassis.sealing.SubjectKey;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.customer.webhook.WebhookSubscriptionDocument.Key;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is secret about a subscription, sealed with a key of its own that goes with it. */
@Component
class WebhookKeys {

    private static final String KEY = "webhook.key";
    private static final String REPLY = "webhook.reply";

    private final SubjectKeys keys;
    private final SecureRandom random = new SecureRandom();

    WebhookKeys(SubjectKeys keys) {
        this.keys = keys;
    }

    /**
     * @param secret to be told once
     */
    record Made(Key key, String secret) {}

    Made make(String subscription) {
        var made = SigningKey.generate(random);
        return new Made(
                new Key(
                        new Binary(keyOf(subscription).seal(KEY, made.pack())),
                        made.publicKey(),
                        null),
                made.secret());
    }

    /** The signatures of all keys that are still good. */
    String sign(WebhookSubscriptionDocument subscription, String id, Instant at, byte[] body) {
        var own = keyOf(subscription.id());
        return subscription.keys().stream()
                .filter(it -> it.retiresAt() == null || at.isBefore(it.retiresAt()))
                .map(it -> SigningKey.unpack(own.open(KEY, it.sealed().getData())))
                .map(it -> it.sign(id, at, body))
                .collect(Collectors.joining(" "));
    }

    Binary sealReply(String subscription, byte[] reply) {
        return new Binary(keyOf(subscription).seal(REPLY, reply));
    }

    /** Null where there was none. */
    @Nullable String openReply(String subscription, @Nullable Binary reply) {
        return reply == null
                ? null
                : new String(keyOf(subscription).open(REPLY, reply.getData()), UTF_8);
    }

    void destroy(String subscription) {
        keys.destroy(subscription);
    }

    private SubjectKey keyOf(String subscription) {
        var key = keys.makeAll(List.of(subscription)).get(subscription);
        if (key == null) {
            throw new IllegalStateException("Subscription " + subscription + " was deleted");
        }
        return key;
    }
}
