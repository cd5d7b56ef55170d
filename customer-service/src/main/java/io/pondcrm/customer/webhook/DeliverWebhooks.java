package io.pondcrm.customer.webhook;

import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.jobs.Sweeper;
import io.pondcrm.customer.feed.domain.Feed;
import io.pondcrm.customer.feed.domain.FeedEntry;
import io.pondcrm.customer.feed.domain.FeedReading;
import io.pondcrm.customer.feed.domain.FeedType;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.customer.webhook.WebhookDeliveryDocument.Attempt;
import io.pondcrm.customer.webhook.WebhookDeliveryDocument.Occasion;
import io.pondcrm.customer.webhook.WebhookSubscriptionDocument.Reason;
import io.pondcrm.customer.webhook.WebhookSubscriptionDocument.State;
import io.pondcrm.customer.webhook.domain.Outcome;
import io.pondcrm.customer.webhook.domain.RetryRule;
import io.pondcrm.kernel.CustomerId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Turns what is new in the feed into deliveries, and delivers what is due. Each subscription has a
 * lane of its own, with so many calls at once and no more: who waits for a receiver that hangs
 * keeps nobody else from theirs. A lane whose receiver fails makes one call at a time, and when
 * that one is good, all that waits follows at once.
 */
class DeliverWebhooks extends Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverWebhooks.class);
    private static final int PART = 500;
    private static final int MOST_ATTEMPTS_KEPT = 50;
    private static final int FAILING_AFTER = 10;

    /** Longer than any call: who has not written what became of it by then has died. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** For so long, whether data may go to a partner need not be asked again. */
    private static final Duration STILL_TRUE = Duration.ofSeconds(2);

    /** Calls to one receiver. */
    private static final class Lane {
        final AtomicInteger working = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();

        boolean isFailing() {
            return failed.get() >= FAILING_AFTER;
        }
    }

    private final MongoWebhooks webhooks;
    private final Feed feed;
    private final Transfers transfers;
    private final WebhookKeys keys;
    private final WebhookBodies bodies;
    private final ReceiverCalls calls;
    private final WebhookSettings settings;
    private final RetryRule retries;
    private final Ids ids;
    private final Clock clock;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    DeliverWebhooks(
            MongoWebhooks webhooks,
            Feed feed,
            Transfers transfers,
            WebhookKeys keys,
            WebhookBodies bodies,
            ReceiverCalls calls,
            WebhookSettings settings,
            Ids ids,
            Clock clock) {
        super("webhooks", settings.poll());
        this.webhooks = webhooks;
        this.feed = feed;
        this.transfers = transfers;
        this.keys = keys;
        this.bodies = bodies;
        this.calls = calls;
        this.settings = settings;
        this.retries =
                new RetryRule(settings.firstPause(), settings.longestPause(), settings.retryFor());
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    protected boolean sweep() {
        var head = feed.head();
        var active = webhooks.listActive();
        for (var subscription : active) {
            if (subscription.position() < head) {
                enqueue(subscription);
            }
        }
        var due = webhooks.listDue(clock.instant());
        for (var subscription : active) {
            if (due.contains(subscription.id())) {
                work(subscription.id());
            }
        }
        return false;
    }

    /** Makes deliveries of what is new, as far as there is room. */
    private void enqueue(WebhookSubscriptionDocument subscription) {
        var room =
                settings.window() - (int) webhooks.countOpen(subscription.id(), settings.window());
        if (room <= 0) {
            return;
        }
        var reading = feed.read(subscription.view(), subscription.position(), Math.min(room, PART));
        switch (reading) {
            case FeedReading.Unknown(var head) ->
                    LOG.warn("{} is at no place of this feed", subscription.id());
            case FeedReading.TooOld(var from) -> {
                // It was paused too long. The receiver sees it by previous.
                LOG.warn("{} has missed what was taken away up to {}", subscription.id(), from);
                webhooks.move(subscription, from - 1, subscription.previous());
            }
            case FeedReading.Part part -> {
                var now = clock.instant();
                var previous = subscription.previous();
                var deliveries = new ArrayList<WebhookDeliveryDocument>();
                for (var entry : part.entries()) {
                    deliveries.add(delivery(subscription, entry, previous, now));
                    previous = entry.sequence();
                }
                for (var entry : part.withheld()) {
                    deliveries.add(delivery(subscription, entry, 0, now).withheld());
                }
                webhooks.insertAll(deliveries);
                webhooks.move(subscription, part.position(), previous);
            }
        }
    }

    private static WebhookDeliveryDocument delivery(
            WebhookSubscriptionDocument subscription, FeedEntry entry, long previous, Instant now) {
        return WebhookDeliveryDocument.of(
                WebhookDeliveryDocument.id(subscription.id(), "c", entry.sequence()),
                subscription.id(),
                entry.news().id(),
                entry.news().type().wireName(),
                entry.sequence(),
                previous,
                Occasion.CHANGE,
                now);
    }

    private void work(String subscription) {
        var lane = lanes.computeIfAbsent(subscription, _ -> new Lane());
        var most = lane.isFailing() ? 1 : settings.calls();
        while (true) {
            var working = lane.working.get();
            if (working >= most) {
                return;
            }
            if (lane.working.compareAndSet(working, working + 1)) {
                Thread.ofVirtual()
                        .name("webhook-" + subscription)
                        .start(() -> workUntilNothingIsDue(subscription, lane));
            }
        }
    }

    private void workUntilNothingIsDue(String subscription, Lane lane) {
        try {
            while (isAtWork() && (!lane.isFailing() || lane.working.get() == 1)) {
                var now = clock.instant();
                var claimed =
                        webhooks.claim(
                                subscription,
                                now,
                                now.plus(settings.timeout()).plus(GRACE),
                                ids.next().toString());
                if (claimed.isEmpty() || !attempt(subscription, lane, claimed.get())) {
                    return;
                }
            }
        } catch (RuntimeException failure) {
            // The words of a failure may hold what a receiver said.
            LOG.warn("{} waits: {}", subscription, failure.getClass().getSimpleName());
            LOG.debug("{} waits", subscription, failure);
        } finally {
            lane.working.decrementAndGet();
        }
    }

    /** Whether this lane may still be at work. */
    protected boolean isAtWork() {
        return isRunning();
    }

    /** Whether the subscription wants more. */
    private boolean attempt(String id, Lane lane, WebhookDeliveryDocument delivery) {
        var found = webhooks.find(id).filter(it -> it.state() == State.ACTIVE);
        if (found.isEmpty()) {
            webhooks.update(delivery, new Update().set("dueAt", clock.instant()));
            return false;
        }
        var subscription = found.get();
        if (mustNotBeTold(subscription, delivery)) {
            webhooks.update(
                    delivery, new Update().set("state", WebhookDeliveryDocument.State.WITHHELD));
            return true;
        }
        var body = bodies.of(delivery);
        if (body.isEmpty()) {
            webhooks.update(
                    delivery, new Update().set("state", WebhookDeliveryDocument.State.FAILED));
            return true;
        }
        var at = clock.instant();
        var nanos = System.nanoTime();
        var outcome =
                calls.post(
                        URI.create(subscription.url()),
                        Map.of(
                                "webhook-id",
                                delivery.webhookId(),
                                "webhook-timestamp",
                                Long.toString(at.getEpochSecond()),
                                "webhook-signature",
                                keys.sign(subscription, delivery.webhookId(), at, body.get()),
                                "user-agent",
                                "PondCRM"),
                        body.get());
        var millis = Duration.ofNanos(System.nanoTime() - nanos).toMillis();
        return settle(subscription, lane, delivery, at, millis, outcome);
    }

    /** What waited for a while is asked again: the customer may allow it no longer. */
    private boolean mustNotBeTold(
            WebhookSubscriptionDocument subscription, WebhookDeliveryDocument delivery) {
        var system = subscription.system();
        if (system == null
                || delivery.occasion() == Occasion.PING
                || clock.instant().isBefore(delivery.createdAt().plus(STILL_TRUE))) {
            return false;
        }
        return feed.find(delivery.sequence())
                .map(FeedEntry::news)
                .filter(it -> it.type() != FeedType.CUSTOMER_ERASED)
                .flatMap(it -> CustomerId.find(it.customer()))
                .filter(it ->
                        !transfers.refused(system, Transfers.Way.WEBHOOK, List.of(it)).isEmpty())
                .isPresent();
    }

    private boolean settle(
            WebhookSubscriptionDocument subscription,
            Lane lane,
            WebhookDeliveryDocument delivery,
            Instant at,
            long millis,
            Outcome outcome) {
        var attempts = new ArrayList<>(delivery.attempts());
        attempts.add(attemptOf(subscription.id(), at, millis, outcome));
        var begun = delivery.begunAt() == null ? at : delivery.begunAt();
        var update =
                new Update()
                        .set("begunAt", begun)
                        .set("count", delivery.count() + 1)
                        .set("attempts", last(attempts));
        var now = clock.instant();
        if (outcome instanceof Outcome.Answered answered && answered.isSuccess()) {
            webhooks.update(delivery, update.set("state", WebhookDeliveryDocument.State.DELIVERED));
            if (subscription.failingSince() != null) {
                webhooks.noteSuccess(subscription.id());
            }
            if (lane.failed.getAndSet(0) >= FAILING_AFTER) {
                webhooks.hurry(subscription.id(), now, false);
            }
            return true;
        }
        lane.failed.incrementAndGet();
        if (subscription.failingSince() == null) {
            webhooks.noteFailure(subscription.id(), at);
        }
        if (outcome instanceof Outcome.Answered answered && answered.isGone()) {
            webhooks.update(delivery, update.set("state", WebhookDeliveryDocument.State.FAILED));
            disable(subscription.id(), Reason.GONE, now);
            return false;
        }
        var next =
                retries.next(
                        begun,
                        delivery.count() + 1,
                        now,
                        ThreadLocalRandom.current().nextInt(1_000),
                        outcome instanceof Outcome.Answered answered
                                ? answered.retryAfter()
                                : null);
        if (next.isPresent()) {
            webhooks.update(delivery, update.set("dueAt", next.get()));
            return true;
        }
        webhooks.update(delivery, update.set("state", WebhookDeliveryDocument.State.FAILED));
        var since = subscription.failingSince();
        if (since != null && !since.plus(settings.retryFor()).isAfter(now)) {
            disable(subscription.id(), Reason.FAILING, now);
            return false;
        }
        return true;
    }

    private static List<Attempt> last(List<Attempt> attempts) {
        return attempts.subList(Math.max(0, attempts.size() - MOST_ATTEMPTS_KEPT), attempts.size());
    }

    private Attempt attemptOf(String subscription, Instant at, long millis, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered ->
                    new Attempt(
                            at,
                            millis,
                            answered.status(),
                            null,
                            answered.reply().length == 0
                                    ? null
                                    : keys.sealReply(subscription, answered.reply()));
            case Outcome.Failed(var failure) -> new Attempt(at, millis, null, failure, null);
        };
    }

    private void disable(String subscription, Reason reason, Instant now) {
        if (webhooks.disable(subscription, reason, now)) {
            LOG.warn("{} is disabled: {}", subscription, reason);
        }
    }
}
