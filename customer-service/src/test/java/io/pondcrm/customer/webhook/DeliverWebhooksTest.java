package io.pondcrm.customer.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.customer.feed.domain.Feed;
import io.pondcrm.customer.feed.domain.FeedEntry;
import io.pondcrm.customer.feed.domain.FeedNews;
import io.pondcrm.customer.feed.domain.FeedReading;
import io.pondcrm.customer.feed.domain.FeedType;
import io.pondcrm.customer.feed.domain.FeedView;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.customer.webhook.WebhookDeliveryDocument.State;
import io.pondcrm.customer.webhook.domain.ReachableAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.json.JsonMapper;

/**
 * R17: days of failures within seconds, on a clock of the test's own and in a database of its own.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class DeliverWebhooksTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** 1,000 where a release is signed. */
    private static final int MANY = Integer.getInteger("pond.webhooks", 250);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Autowired MongoClient client;
    @Autowired MongoTemplate service;
    @Autowired SubjectKeys subjectKeys;
    @Autowired Transfers transfers;
    @Autowired JsonMapper json;

    private final TestClock clock = TestClock.at(NOON);
    private final ShortFeed feed = new ShortFeed();
    private String database;
    private MongoTemplate mongo;
    private MongoWebhooks webhooks;
    private WebhookKeys keys;
    private ReceiverCalls calls;
    private DeliverWebhooks deliver;

    /** A feed that lies in memory. */
    private static final class ShortFeed implements Feed {

        final List<FeedEntry> entries = new ArrayList<>();

        @Override
        public synchronized void append(List<FeedNews> news) {
            news.forEach(it -> entries.add(new FeedEntry(entries.size() + 1, NOON, it)));
        }

        @Override
        public synchronized long head() {
            return entries.size();
        }

        @Override
        public long removedUpTo() {
            return 0;
        }

        @Override
        public synchronized FeedReading read(FeedView view, long after, int most) {
            var found =
                    entries.stream()
                            .filter(it -> it.sequence() > after && view.shows(it))
                            .limit(most)
                            .toList();
            var isWhole = found.size() < most;
            return new FeedReading.Part(
                    found,
                    List.of(),
                    isWhole ? entries.size() : found.getLast().sequence(),
                    isWhole);
        }

        @Override
        public synchronized Optional<FeedEntry> find(long sequence) {
            return Optional.of(entries.get((int) sequence - 1));
        }

        @Override
        public synchronized long previous(FeedView view, long sequence) {
            return entries.stream()
                    .filter(it -> it.sequence() < sequence && view.shows(it))
                    .mapToLong(FeedEntry::sequence)
                    .max()
                    .orElse(0);
        }

        @Override
        public long lastBefore(Instant moment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long awaitBeyond(long position, Duration longest) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void aDatabaseOfItsOwn() {
        database = service.getDb().getName() + "w" + NUMBERS.incrementAndGet();
        mongo =
                new MongoTemplate(
                        new SimpleMongoClientDatabaseFactory(client, database),
                        service.getConverter());
        webhooks = new MongoWebhooks(mongo);
        webhooks.afterPropertiesSet();
        keys = new WebhookKeys(subjectKeys);
        calls =
                new ReceiverCalls(
                        new ReachableAddresses(List.of("127.0.0.0/8")),
                        InetAddress::getAllByName,
                        TIMEOUT,
                        4);
        deliver = deliver(Duration.ofHours(1), Duration.ofHours(24));
    }

    private DeliverWebhooks deliver(Duration first, Duration longest) {
        var settings =
                new WebhookSettings(
                        true,
                        List.of(),
                        TIMEOUT,
                        Duration.ofDays(3),
                        first,
                        longest,
                        4,
                        2_000,
                        50,
                        Duration.ofHours(24),
                        Duration.ofDays(30),
                        Duration.ofMillis(100));
        return new DeliverWebhooks(
                webhooks,
                feed,
                transfers,
                keys,
                new WebhookBodies(feed, json),
                calls,
                settings,
                Ids.timeOrdered(clock),
                clock) {
            @Override
            protected boolean isAtWork() {
                return true;
            }
        };
    }

    @AfterEach
    void drop() throws Exception {
        calls.close();
        client.getDatabase(database).drop();
    }

    private String subscribe(Receiver receiver) {
        var id = TestEvents.newId("whs");
        webhooks.insert(
                new WebhookSubscriptionDocument(
                        id,
                        1,
                        receiver.url(),
                        null,
                        List.of(FeedType.values()),
                        null,
                        "tests",
                        WebhookSubscriptionDocument.State.ACTIVE,
                        null,
                        feed.head(),
                        0,
                        null,
                        List.of(keys.make(id).key()),
                        NOON,
                        NOON));
        return id;
    }

    private Set<String> happen(int many) {
        var news = new ArrayList<FeedNews>();
        for (var number = 0; number < many; number++) {
            news.add(
                    new FeedNews(
                            TestEvents.newId("evt"),
                            FeedType.CUSTOMER_UPDATED,
                            TestEvents.newCustomer().value(),
                            Set.of(),
                            NOON,
                            Map.of()));
        }
        feed.append(news);
        return news.stream().map(FeedNews::id).collect(Collectors.toSet());
    }

    /** Until nothing more is due or under way. */
    private void settle() {
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    deliver.sweep();
                    var active =
                            webhooks.listActive().stream()
                                    .map(WebhookSubscriptionDocument::id)
                                    .toList();
                    return webhooks.listDue(clock.instant()).stream().noneMatch(active::contains)
                            && !mongo.exists(
                                    Query.query(Criteria.where("claim").exists(true)),
                                    WebhookDeliveryDocument.class);
                });
    }

    private List<WebhookDeliveryDocument> deliveries() {
        return mongo.findAll(WebhookDeliveryDocument.class);
    }

    @Test
    void all_arrive_through_three_days_of_failures_under_one_id_each() throws Exception {
        try (var receiver = new Receiver()) {
            var failures = new AtomicInteger();
            var until = NOON.plus(Duration.ofHours(71));
            receiver.behaviour =
                    (exchange, _) -> {
                        if (!clock.instant().isBefore(until)) {
                            exchange.sendResponseHeaders(204, -1);
                            return;
                        }
                        var number = failures.incrementAndGet();
                        if (number % 301 == 0) {
                            // Too late: the caller has gone by then.
                            hang(TIMEOUT.plusMillis(200));
                        } else if (number % 3 == 0) {
                            // Neither status nor body: the connection breaks.
                            exchange.close();
                        } else if (number % 3 == 1) {
                            exchange.getResponseHeaders().add("Retry-After", "60");
                            exchange.sendResponseHeaders(429, -1);
                        } else {
                            exchange.sendResponseHeaders(500, -1);
                        }
                    };
            var subscription = subscribe(receiver);
            var told = happen(MANY);

            for (var hours = 0; hours <= 72; hours += 4) {
                settle();
                clock.advance(Duration.ofHours(4));
            }
            settle();

            assertThat(deliveries())
                    .hasSize(MANY)
                    .allMatch(it -> it.state() == State.DELIVERED)
                    .allMatch(it -> it.count() >= 3);
            assertThat(receiver.calls.stream().map(Receiver.Call::id).collect(Collectors.toSet()))
                    .isEqualTo(told);
            // The same at each try, but for time and signature.
            var bodies = new HashMap<String, Set<String>>();
            receiver.calls.forEach(
                    it -> bodies.computeIfAbsent(it.id(), _ -> new HashSet<>()).add(it.body()));
            assertThat(bodies.values()).allMatch(it -> it.size() == 1);
            assertThat(webhooks.find(subscription).orElseThrow().state())
                    .isEqualTo(WebhookSubscriptionDocument.State.ACTIVE);
            assertThat(webhooks.find(subscription).orElseThrow().failingSince()).isNull();

            replayed(receiver, subscription);
        }
    }

    /** The same range again: the same ids, the same bodies. */
    private void replayed(Receiver receiver, String subscription) throws Exception {
        var first = new HashMap<String, String>();
        receiver.calls.forEach(it -> first.put(it.id(), it.body()));
        receiver.calls.clear();

        new ReplayWebhooksJob(webhooks, feed, clock)
                .run(new SmallJob(ReplayWebhooksJob.params(subscription, 100, 200)));
        settle();

        assertThat(receiver.calls).hasSize(100);
        assertThat(receiver.calls.stream().map(Receiver.Call::id))
                .containsExactlyInAnyOrderElementsOf(
                        feed.entries.subList(100, 200).stream().map(it -> it.news().id()).toList());
        assertThat(receiver.calls).allMatch(it -> it.body().equals(first.get(it.id())));
    }

    private record SmallJob(Map<String, Object> params) implements JobRun {

        @Override
        public String id() {
            return "customerjob_1";
        }

        @Override
        public Map<String, Object> checkpoint() {
            return Map.of();
        }

        @Override
        public Map<String, Long> counters() {
            return Map.of();
        }

        @Override
        public void progress(long done, long total) {}

        @Override
        public void save(Map<String, ?> checkpoint, Map<String, Long> counters) {}

        @Override
        public void check() {}

        @Override
        public void resultAt(String url) {}

        @Override
        public void rejectsAt(String url) {}
    }

    @Test
    void a_receiver_that_is_gone_is_left_alone_at_once() {
        try (var receiver = new Receiver()) {
            receiver.behaviour = Receiver.status(410);
            var id = subscribe(receiver);
            happen(1);

            settle();
            happen(5);
            settle();

            var subscription = webhooks.find(id).orElseThrow();
            assertThat(subscription.state()).isEqualTo(WebhookSubscriptionDocument.State.DISABLED);
            assertThat(subscription.stop())
                    .isEqualTo(
                            new WebhookSubscriptionDocument.Stop(
                                    WebhookSubscriptionDocument.Reason.GONE, NOON));
            assertThat(receiver.calls).hasSize(1);
        }
    }

    @Test
    void a_receiver_that_fails_for_three_days_is_disabled_and_gets_all_when_it_is_back() {
        try (var receiver = new Receiver()) {
            receiver.behaviour = Receiver.status(503);
            var id = subscribe(receiver);
            var told = happen(3);
            for (var hours = 0; hours <= 76; hours += 2) {
                settle();
                clock.advance(Duration.ofHours(2));
            }
            var later = happen(2);
            settle();

            var disabled = webhooks.find(id).orElseThrow();
            assertThat(disabled.state()).isEqualTo(WebhookSubscriptionDocument.State.DISABLED);
            assertThat(Objects.requireNonNull(disabled.stop()).reason())
                    .isEqualTo(WebhookSubscriptionDocument.Reason.FAILING);
            assertThat(disabled.failingSince()).isEqualTo(NOON);

            receiver.behaviour = Receiver.GOOD;
            receiver.calls.clear();
            assertThat(
                            webhooks.change(
                                    id,
                                    disabled.version(),
                                    new Update()
                                            .set("state", WebhookSubscriptionDocument.State.ACTIVE)
                                            .unset("stop")
                                            .unset("failingSince")))
                    .isTrue();
            webhooks.hurry(id, clock.instant(), true);
            settle();
            // Those that were given up before it was disabled can be asked for again.
            var arrived =
                    receiver.calls.stream().map(Receiver.Call::id).collect(Collectors.toSet());
            assertThat(arrived).containsAll(later);
            assertThat(deliveries())
                    .filteredOn(it -> it.state() == State.FAILED)
                    .allMatch(it -> told.contains(it.webhookId()));
        }
    }

    @Test
    void retry_after_is_obeyed() {
        try (var receiver = new Receiver()) {
            receiver.behaviour =
                    (exchange, _) -> {
                        exchange.getResponseHeaders().add("Retry-After", "7200");
                        exchange.sendResponseHeaders(503, -1);
                    };
            subscribe(receiver);
            happen(1);

            settle();

            assertThat(deliveries().getFirst().dueAt()).isEqualTo(NOON.plusSeconds(7_200));
        }
    }

    @Test
    void a_receiver_that_hangs_holds_up_nobody_else() {
        var isDead = new AtomicBoolean(true);
        try (var good = new Receiver();
                var dead = new Receiver()) {
            dead.behaviour =
                    (_, _) -> {
                        while (isDead.get()) {
                            hang(Duration.ofMillis(50));
                        }
                    };
            subscribe(dead);
            // One after the other, they would wait for minutes.
            happen(300);
            awaitCalls(dead, 1);
            subscribe(good);
            happen(400);

            awaitCalls(good, 400);

            // It is noted after the receiver has answered.
            await().untilAsserted(() ->
                    assertThat(deliveries())
                            .filteredOn(it -> it.state() == State.DELIVERED)
                            .hasSize(400));
        } finally {
            isDead.set(false);
        }
    }

    private static void hang(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private void awaitCalls(Receiver receiver, int many) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    deliver.sweep();
                    return receiver.calls.size() >= many;
                });
    }
}
