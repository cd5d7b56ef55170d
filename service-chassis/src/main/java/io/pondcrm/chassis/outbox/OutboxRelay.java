package io.pondcrm.chassis.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

/**
 * Brings waiting events to Kafka: reads documents that have some, live ones first and the oldest of
 * these first, sends their events in order, waits for the broker's acknowledgements, and only then
 * takes the events out of the documents.
 *
 * <p>Events in bulk wait while more is being written in bulk: an import is done sooner when what
 * follows from it does not compete with it, and what follows is done no later. After {@link
 * #LONGEST_WAIT} they go out all the same, one batch of them after each look at what is live.
 */
class OutboxRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration BULK_IDLE = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final Bson NOTHING_WAITS =
            Updates.combine(
                    Updates.unset(Priority.LIVE.field()), Updates.unset(Priority.BULK.field()));

    private final MongoOperations mongo;
    private final KafkaTemplate<String, byte[]> kafka;
    private final OutboxSignal signal;
    private final RelayLease lease;
    private final Clock clock;
    private final List<String> collections;
    private final String source;
    private long lookedAt = System.nanoTime() - IDLE.toNanos();
    private long noBulkAt = System.nanoTime() - BULK_IDLE.toNanos();
    private volatile boolean running;
    private @Nullable Thread thread;

    OutboxRelay(
            MongoOperations mongo,
            KafkaTemplate<String, byte[]> kafka,
            OutboxSignal signal,
            RelayLease lease,
            Clock clock,
            List<String> collections,
            String source) {
        this.mongo = mongo;
        this.kafka = kafka;
        this.signal = signal;
        this.lease = lease;
        this.clock = clock;
        this.collections = List.copyOf(collections);
        this.source = source;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("outbox-relay").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        signal.raise();
        var relay = thread;
        if (relay != null) {
            try {
                relay.join(PATIENCE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the web server and the inbox, so that what they wrote last still leaves. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        var pause = IDLE;
        while (running) {
            try {
                var sent = lease.hold() ? relayLive() + relayBulk() : 0;
                pause = IDLE;
                if (sent == 0) {
                    signal.await(pause);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception failure) {
                LOG.warn("Events wait: {}", failure.toString());
                pause =
                        pause.multipliedBy(2).compareTo(Duration.ofSeconds(2)) < 0
                                ? pause.multipliedBy(2)
                                : Duration.ofSeconds(2);
                try {
                    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
        try {
            if (lease.hold()) {
                relayAll();
            }
            lease.release();
        } catch (Exception failure) {
            LOG.info(
                    "Events that are left will go out after the next start: {}",
                    failure.toString());
        }
    }

    private int relayAll() throws InterruptedException, ExecutionException, TimeoutException {
        return relayAll(collections, Priority.LIVE, Priority.LIVE.waiting()) + relayBulk();
    }

    /**
     * Where this process wrote; everywhere only every so often, for what another instance wrote or
     * what could not leave.
     */
    private int relayLive() throws InterruptedException, ExecutionException, TimeoutException {
        var written = signal.take();
        var now = System.nanoTime();
        if (now - lookedAt < IDLE.toNanos()) {
            return relayAll(written, Priority.LIVE, Priority.LIVE.waiting());
        }
        lookedAt = now;
        return relayAll(collections, Priority.LIVE, Priority.LIVE.waiting());
    }

    /**
     * Where nothing is written in bulk, asking for it ten times a second would be load for nothing.
     */
    private int relayBulk() throws InterruptedException, ExecutionException, TimeoutException {
        if (System.nanoTime() - noBulkAt < BULK_IDLE.toNanos()) {
            return 0;
        }
        var sent = relayAll(collections, Priority.BULK, bulkThatMayGo());
        if (sent == 0) {
            noBulkAt = System.nanoTime();
        }
        return sent;
    }

    private Bson bulkThatMayGo() {
        var waiting = Priority.BULK.waiting();
        return signal.bulkRests()
                ? waiting
                : Filters.and(
                        waiting,
                        Filters.lte(
                                Priority.BULK.field(),
                                Date.from(clock.instant().minus(LONGEST_WAIT))));
    }

    private int relayAll(List<String> among, Priority priority, Bson waiting)
            throws InterruptedException, ExecutionException, TimeoutException {
        var sent = 0;
        for (var collection : among) {
            sent += relay(mongo.getCollection(collection), waiting, priority);
        }
        return sent;
    }

    private record Sending(
            Document document, List<Document> entries, CompletableFuture<?> acknowledged) {}

    private int relay(MongoCollection<Document> collection, Bson waiting, Priority priority)
            throws InterruptedException, ExecutionException, TimeoutException {
        var sendings = new ArrayList<Sending>();
        var pending =
                collection
                        .find(waiting)
                        .projection(Projections.include("version", OutboxWriter.OUTBOX))
                        .sort(Sorts.ascending(priority.field()))
                        .limit(BATCH)
                        .batchSize(BATCH);
        for (var document : pending) {
            var entries = document.getList(OutboxWriter.OUTBOX, Document.class, List.of());
            var acknowledgements =
                    entries.stream().map(this::send).toArray(CompletableFuture[]::new);
            sendings.add(new Sending(document, entries, CompletableFuture.allOf(acknowledgements)));
        }
        if (sendings.isEmpty()) {
            return 0;
        }
        kafka.flush();
        var done = new ArrayList<WriteModel<Document>>(sendings.size());
        ExecutionException refused = null;
        for (var sending : sendings) {
            try {
                sending.acknowledged().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                done.add(unchanged(sending));
            } catch (ExecutionException failure) {
                refused = failure;
            }
        }
        if (!done.isEmpty()) {
            var result = collection.bulkWrite(done, new BulkWriteOptions().ordered(false));
            if (result.getMatchedCount() < done.size()) {
                takeOutOneByOne(collection, sendings);
            }
        }
        if (refused != null) {
            throw refused;
        }
        if (sendings.size() == BATCH && priority == Priority.LIVE) {
            signal.raise(collection.getNamespace().getCollectionName(), priority);
        }
        return sendings.size();
    }

    /** The common case: nobody wrote since we read, so the outbox is empty now. */
    private static WriteModel<Document> unchanged(Sending sending) {
        return new UpdateOneModel<>(
                Filters.and(
                        Filters.eq("_id", sending.document().get("_id")),
                        Filters.eq("version", sending.document().get("version"))),
                Updates.combine(Updates.set(OutboxWriter.OUTBOX, List.of()), NOTHING_WAITS));
    }

    /** Documents that were written to meanwhile keep their newer events. */
    private static void takeOutOneByOne(
            MongoCollection<Document> collection, List<Sending> sendings) {
        var models = new ArrayList<WriteModel<Document>>();
        for (var sending : sendings) {
            if (sending.acknowledged().isCompletedExceptionally()) {
                continue;
            }
            var id = Filters.eq("_id", sending.document().get("_id"));
            var sent = sending.entries().stream().map(it -> it.getString("id")).toList();
            models.add(
                    new UpdateOneModel<>(
                            id,
                            Updates.pull(
                                    OutboxWriter.OUTBOX,
                                    new Document("id", new Document("$in", sent)))));
        }
        collection.bulkWrite(models, new BulkWriteOptions().ordered(false));
        models.clear();
        for (var sending : sendings) {
            models.add(
                    new UpdateOneModel<>(
                            Filters.and(
                                    Filters.eq("_id", sending.document().get("_id")),
                                    Filters.size(OutboxWriter.OUTBOX, 0)),
                            NOTHING_WAITS));
        }
        collection.bulkWrite(models, new BulkWriteOptions().ordered(false));
    }

    private CompletableFuture<SendResult<String, byte[]>> send(Document entry) {
        var event =
                new ProducerRecord<>(
                        entry.getString("topic"),
                        entry.getString("key"),
                        entry.getString("json").getBytes(UTF_8));
        var headers = event.headers();
        headers.add("ce_specversion", "1.0".getBytes(UTF_8));
        headers.add("ce_id", entry.getString("id").getBytes(UTF_8));
        headers.add("ce_type", entry.getString("type").getBytes(UTF_8));
        headers.add("ce_source", source.getBytes(UTF_8));
        headers.add("ce_subject", entry.getString("key").getBytes(UTF_8));
        headers.add(
                "ce_time",
                MILLISECONDS.format(entry.getDate("occurredAt").toInstant()).getBytes(UTF_8));
        headers.add(
                "ce_sequence",
                String.valueOf(entry.get("sequence", Number.class).longValue()).getBytes(UTF_8));
        headers.add("content-type", "application/json".getBytes(UTF_8));
        var traceparent = entry.getString("traceparent");
        if (traceparent != null) {
            headers.add("traceparent", traceparent.getBytes(UTF_8));
        }
        return kafka.send(event);
    }
}
