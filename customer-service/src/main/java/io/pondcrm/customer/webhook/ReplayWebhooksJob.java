package io.pondcrm.customer.webhook;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.customer.feed.domain.Feed;
import io.pondcrm.customer.feed.domain.FeedReading;
import io.pondcrm.customer.webhook.WebhookDeliveryDocument.Occasion;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Delivers a range of the feed again: what was told has the same id and the same body. */
@Component
class ReplayWebhooksJob implements JobKind {

    static final String NAME = "webhook-replay";

    private static final int PART = 500;

    private final MongoWebhooks webhooks;
    private final Feed feed;
    private final Clock clock;

    ReplayWebhooksJob(MongoWebhooks webhooks, Feed feed, Clock clock) {
        this.webhooks = webhooks;
        this.feed = feed;
        this.clock = clock;
    }

    /**
     * @param after the place before the first
     * @param to the last place
     */
    static Map<String, Object> params(String subscription, long after, long to) {
        return Map.of("subscription", subscription, "after", after, "to", to);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var id = String.valueOf(job.params().get("subscription"));
        var begin = place(job.params(), "after");
        var to = place(job.params(), "to");
        job.resultAt("/api/v1/webhook-subscriptions/" + id + "/deliveries");
        var position = job.checkpoint().isEmpty() ? begin : place(job.checkpoint(), "position");
        var previous = job.checkpoint().isEmpty() ? -1 : place(job.checkpoint(), "previous");
        var queued = job.counter("queued");
        while (position < to) {
            var subscription = webhooks.find(id);
            if (subscription.isEmpty()) {
                return;
            }
            if (previous < 0) {
                previous = feed.previous(subscription.get().view(), position + 1);
            }
            var reading = feed.read(subscription.get().view(), position, PART);
            if (!(reading instanceof FeedReading.Part part)) {
                // What is no longer kept can't be told again; the rest can.
                if (reading instanceof FeedReading.TooOld(var from) && from <= to) {
                    position = from - 1;
                    continue;
                }
                return;
            }
            var deliveries = new ArrayList<WebhookDeliveryDocument>();
            for (var entry : part.entries()) {
                if (entry.sequence() > to) {
                    break;
                }
                deliveries.add(
                        WebhookDeliveryDocument.of(
                                WebhookDeliveryDocument.id(id, job.id(), entry.sequence()),
                                id,
                                entry.news().id(),
                                entry.news().type().wireName(),
                                entry.sequence(),
                                previous,
                                Occasion.REPLAY,
                                clock.instant()));
                previous = entry.sequence();
            }
            webhooks.insertAll(deliveries);
            queued += deliveries.size();
            position = part.position();
            job.progress(Math.min(position, to) - begin, to - begin);
            job.save(Map.of("position", position, "previous", previous), Map.of("queued", queued));
        }
    }

    private static long place(Map<String, Object> map, String name) {
        return map.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
