package io.pondcrm.customer.webhook;

import io.pondcrm.customer.feed.domain.Feed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What receivers are told: {@code type}, {@code timestamp} and {@code data} as Standard Webhooks
 * recommends, and the place in the feed. The same bytes at each attempt.
 */
@Component
class WebhookBodies {

    private final Feed feed;
    private final JsonMapper json;

    WebhookBodies(Feed feed, JsonMapper json) {
        this.feed = feed;
        this.json = json;
    }

    /** Empty if what it tells is no longer kept. */
    Optional<byte[]> of(WebhookDeliveryDocument delivery) {
        if (delivery.occasion() == WebhookDeliveryDocument.Occasion.PING) {
            return Optional.of(
                    json.writeValueAsBytes(
                            body(delivery, delivery.createdAt().toString(), Map.of())));
        }
        return feed.find(delivery.sequence())
                .map(entry -> {
                    var data = new TreeMap<>(entry.news().data());
                    data.put("customerId", entry.news().customer());
                    return json.writeValueAsBytes(
                            body(delivery, entry.news().time().toString(), data));
                });
    }

    private static Map<String, Object> body(
            WebhookDeliveryDocument delivery, String timestamp, Map<String, String> data) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", delivery.type());
        body.put("timestamp", timestamp);
        body.put("sequence", delivery.sequence());
        body.put("previous", delivery.previous());
        body.put("data", data);
        return body;
    }
}
