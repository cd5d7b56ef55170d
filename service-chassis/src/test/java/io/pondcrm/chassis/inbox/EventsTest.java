package io.pondcrm.chassis.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.chassis.outbox.Priority;
import io.pondcrm.kernel.EventType;
import io.pondcrm.local.broker.Broker;
import io.pondcrm.local.store.DocumentStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;

/** From a document's outbox through a real broker into a handler. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsTest {

    @EventType(value = "thing.changed.v1", topic = "test.thing.v1")
    record ThingChangedV1(String customerId, int number, @Nullable String note) {}

    @org.springframework.data.mongodb.core.mapping.Document("things")
    @TypeAlias("thing")
    record ThingDocument(@Id String id, long version, int number) implements Outboxed {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @org.springframework.boot.persistence.autoconfigure.EntityScan(
            basePackageClasses = EventsTest.class)
    static class App {

        @Bean
        Ledger ledger(ObjectTracer tracer) {
            return new Ledger(tracer);
        }

        @Bean
        ObjectTracer objectTracer(Tracer tracer) {
            return new ObjectTracer(tracer);
        }
    }

    record ObjectTracer(Tracer tracer) {}

    /** Keeps what arrived, and stumbles over what it is told to. */
    static class Ledger implements EventHandler {

        final Map<String, List<Integer>> byCustomer = new ConcurrentHashMap<>();
        final Set<String> applied = ConcurrentHashMap.newKeySet();
        final Set<Integer> stumblesOver = ConcurrentHashMap.newKeySet();
        final Map<String, String> traces = new ConcurrentHashMap<>();
        final ObjectTracer tracer;

        Ledger(ObjectTracer tracer) {
            this.tracer = tracer;
        }

        @Override
        public Subscription subscription() {
            return Subscription.named("ledger", ThingChangedV1.class);
        }

        @Override
        public void handle(List<Deliveries> batch) {
            for (var deliveries : batch) {
                for (var delivery : deliveries.events()) {
                    var event = (ThingChangedV1) delivery.event();
                    if (stumblesOver.contains(event.number())) {
                        throw new IllegalStateException("can't take " + event.number());
                    }
                }
            }
            for (var deliveries : batch) {
                for (var delivery : deliveries.events()) {
                    if (applied.add(delivery.id())) {
                        byCustomer
                                .computeIfAbsent(deliveries.key(), _ -> new ArrayList<>())
                                .add(((ThingChangedV1) delivery.event()).number());
                        var span = tracer.tracer().currentSpan();
                        traces.put(
                                deliveries.key(), span == null ? "none" : span.context().traceId());
                    }
                }
            }
        }

        List<Integer> of(String customer) {
            return List.copyOf(byCustomer.getOrDefault(customer, List.of()));
        }
    }

    Broker broker;
    DocumentStore store;
    ConfigurableApplicationContext app;
    OutboxWriter outbox;
    EventWriter events;
    MongoOperations mongo;
    KafkaTemplate<String, byte[]> kafka;
    Ledger ledger;
    Redrive redrive;

    @BeforeAll
    @SuppressWarnings("unchecked")
    void start(@TempDir Path directory) throws Exception {
        broker = Broker.start(directory.resolve("broker"), 0);
        store = DocumentStore.start(directory.resolve("store"), 0);
        app =
                new SpringApplicationBuilder(App.class)
                        .run(
                                "--spring.config.import=classpath:chassis.yaml",
                                "--spring.application.name=thing-service",
                                "--spring.mongodb.uri="
                                        + store.uri()
                                        + "/things?retryWrites=false&timeoutMS=5000",
                                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                                "--management.tracing.sampling.probability=1.0",
                                "--logging.structured.format.console=",
                                "--server.port=0",
                                "--pond.topics.partitions=3");
        outbox = app.getBean(OutboxWriter.class);
        events = app.getBean(EventWriter.class);
        mongo = app.getBean(MongoOperations.class);
        kafka = app.getBean(KafkaTemplate.class);
        ledger = app.getBean(Ledger.class);
        redrive = app.getBean(Redrive.class);
    }

    @AfterAll
    void stop() throws Exception {
        app.close();
        broker.close();
        store.close();
    }

    OutboxEntry changed(String customer, int number) {
        return events.entry(customer, new ThingChangedV1(customer, number, null));
    }

    @Test
    void a_change_reaches_the_handler_and_leaves_nothing_behind_in_the_document() {
        outbox.insert(new ThingDocument("ada", 1, 1), List.of(changed("ada", 1)));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ledger.of("ada")).containsExactly(1));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(
                                        Objects.requireNonNull(
                                                mongo.findById("ada", Document.class, "things")))
                                .doesNotContainKey("pendingSince")
                                .containsEntry("outbox", List.of()));
        assertThat(app.getBean(MeterRegistry.class).get("outbox.pending").gauge().value()).isZero();
    }

    @Test
    void a_writer_who_read_an_older_version_changes_and_announces_nothing() {
        outbox.insert(new ThingDocument("bob", 1, 0), List.of());

        assertThat(
                        outbox.update(
                                ThingDocument.class,
                                "bob",
                                1,
                                Map.of("number", 1),
                                List.of(changed("bob", 1))))
                .isTrue();
        assertThat(
                        outbox.update(
                                ThingDocument.class,
                                "bob",
                                1,
                                Map.of("number", 2),
                                List.of(changed("bob", 2))))
                .isFalse();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ledger.of("bob")).containsExactly(1));
        assertThat(mongo.findById("bob", ThingDocument.class))
                .isEqualTo(new ThingDocument("bob", 2, 1));
    }

    @Test
    void of_many_inserts_and_updates_at_once_the_refused_ones_are_named() {
        outbox.insert(new ThingDocument("many-1", 1, 0), List.of());

        var refused =
                outbox.insertAll(
                        List.of(
                                new ThingDocument("many-0", 1, 0),
                                new ThingDocument("many-1", 1, 0),
                                new ThingDocument("many-2", 1, 0)),
                        List.of(List.of(), List.of(changed("many-1", 9)), List.of()));
        var missed =
                outbox.updateAll(
                        ThingDocument.class,
                        List.of(
                                new OutboxWriter.Change(
                                        "many-0",
                                        1,
                                        Map.of("number", 5),
                                        List.of(changed("many-0", 5))),
                                new OutboxWriter.Change(
                                        "many-1",
                                        7,
                                        Map.of("number", 5),
                                        List.of(changed("many-1", 5))),
                                new OutboxWriter.Change(
                                        "many-2",
                                        1,
                                        Map.of("number", 5),
                                        List.of(changed("many-2", 5)))));

        assertThat(refused.stream().boxed()).containsExactly(1);
        assertThat(missed.stream().boxed()).containsExactly(1);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(ledger.of("many-0").size() + ledger.of("many-2").size())
                                .isEqualTo(2));
        assertThat(ledger.of("many-1")).isEmpty();
    }

    @Test
    void while_a_bulk_is_written_live_events_overtake_it_and_only_what_waited_too_long_goes_along()
            throws Exception {
        var done = new AtomicBoolean();
        var written = new AtomicInteger();
        try (var bulk = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing =
                    bulk.submit(() -> {
                        while (!done.get()) {
                            var id = "bulk-" + written.get();
                            outbox.insertAll(
                                    List.of(new ThingDocument(id, 1, 0)),
                                    List.of(List.of(changed(id, 1))),
                                    Priority.BULK);
                            written.incrementAndGet();
                        }
                    });
            await().atMost(Duration.ofSeconds(30)).until(() -> written.get() > 50);
            mongo.getCollection("things")
                    .updateOne(
                            Filters.eq("_id", "bulk-7"),
                            Updates.set(
                                    "bulkPendingSince", Date.from(Instant.EPOCH.plusSeconds(1))));
            outbox.insert(new ThingDocument("live", 1, 0), List.of(changed("live", 1)));

            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            ledger.of("live").equals(List.of(1))
                                    && ledger.of("bulk-7").equals(List.of(1)));
            assertThat(ledger.of("bulk-6")).isEmpty();
            assertThat(ledger.of("bulk-8")).isEmpty();
            done.set(true);
            writing.get(30, TimeUnit.SECONDS);
        }

        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        IntStream.range(0, written.get())
                                .allMatch(it -> ledger.of("bulk-" + it).equals(List.of(1))));
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        app.getBean(MeterRegistry.class).get("outbox.pending").gauge().value()
                                == 0);
    }

    @Test
    void under_many_writers_no_event_is_lost_and_each_customer_s_stay_in_order() throws Exception {
        var customers = IntStream.range(0, 10).mapToObj(it -> "race-" + it).toList();
        customers.forEach(it -> outbox.insert(new ThingDocument(it, 1, 0), List.of()));
        var accepted = new ConcurrentHashMap<String, AtomicInteger>();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var writer = 0; writer < 8; writer++) {
                writers.submit(() -> {
                    for (var round = 0; round < 100; round++) {
                        var customer = customers.get(round % customers.size());
                        var read =
                                Objects.requireNonNull(
                                        mongo.findById(customer, ThingDocument.class));
                        var next = read.number() + 1;
                        if (outbox.update(
                                ThingDocument.class,
                                customer,
                                read.version(),
                                Map.of("number", next),
                                List.of(changed(customer, next)))) {
                            accepted.computeIfAbsent(customer, _ -> new AtomicInteger())
                                    .incrementAndGet();
                        }
                    }
                    return null;
                });
            }
        }

        for (var customer : customers) {
            var wanted =
                    IntStream.rangeClosed(1, Objects.requireNonNull(accepted.get(customer)).get())
                            .boxed()
                            .toList();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(ledger.of(customer)).isEqualTo(wanted));
        }
    }

    @Test
    void the_trace_of_the_request_goes_on_in_the_handler() {
        var tracer = app.getBean(Tracer.class);
        var span = tracer.nextSpan().name("request").start();
        try (var _ = tracer.withSpan(span)) {
            outbox.insert(new ThingDocument("traced", 1, 1), List.of(changed("traced", 1)));
        } finally {
            span.end();
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(ledger.traces)
                                .containsEntry("traced", span.context().traceId()));
    }

    @Test
    void poison_of_every_kind_goes_to_the_dead_letter_topic_and_blocks_nobody() {
        var before = redriveCount();
        send("kind-1", "{\"customerId\":\"kind-1\",\"number\":", "thing.changed.v1");
        send("kind-2", "{\"customerId\":\"kind-2\",\"number\":\"many\"}", "thing.changed.v1");
        send("kind-3", "[]", "thing.changed.v1");
        send("kind-4", "null", "thing.changed.v1");
        send("kind-5", null, "thing.changed.v1");
        send("kind-6", "{\"number\":1}", "thing.changed.v1");
        send("kind-7", "{\"customerId\":\"somebody-else\",\"number\":1}", "thing.changed.v1");
        send("kind-8", "{\"customerId\":\"kind-8\",\"number\":1}", null);
        send(
                "kind-9",
                "{\"customerId\":\"kind-9\",\"number\":1,\"note\":\"" + "x".repeat(300_000) + "\"}",
                "thing.changed.v1");
        send("kind-10", "{\"customerId\":\"kind-10\"}", "thing.changed.v1");
        send("kind-11", "{\"customerId\":\"kind-11\",\"number\":1e999}", "thing.changed.v1");
        send(null, "{\"customerId\":\"kind-12\",\"number\":1}", "thing.changed.v1");
        send("fine", "{\"customerId\":\"fine\",\"number\":1}", "thing.changed.v1");
        send("fine", "{\"customerId\":\"fine\",\"number\":2}", "something.new.v7");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ledger.of("fine")).containsExactly(1));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(deadLetters("poison") - before).isEqualTo(12));
        assertThat(IntStream.rangeClosed(1, 12).mapToObj(it -> ledger.of("kind-" + it)))
                .allMatch(List::isEmpty);
    }

    private double redriveCount() {
        return deadLetters("poison");
    }

    @Test
    void later_events_of_a_customer_wait_behind_poison_until_it_is_driven_again() {
        ledger.stumblesOver.add(1001);
        outbox.insert(
                new ThingDocument("cleo", 1, 0),
                List.of(changed("cleo", 1000), changed("cleo", 1001), changed("cleo", 1002)));
        outbox.insert(new ThingDocument("dora", 1, 0), List.of(changed("dora", 1)));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ledger.of("dora")).containsExactly(1));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ledger.of("cleo")).containsExactly(1000));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(deadLetters("waiting")).isPositive());

        assertThat(redrive.run().remaining()).isGreaterThanOrEqualTo(2);
        assertThat(ledger.of("cleo")).containsExactly(1000);
        outbox.update(ThingDocument.class, "cleo", 1, Map.of(), List.of(changed("cleo", 1003)));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        Objects.requireNonNull(
                                                mongo.findById("cleo", Document.class, "things")))
                                .doesNotContainKey("pendingSince"));

        ledger.stumblesOver.clear();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    redrive.run();
                    assertThat(ledger.of("cleo")).containsExactly(1000, 1001, 1002, 1003);
                });
        outbox.update(ThingDocument.class, "cleo", 2, Map.of(), List.of(changed("cleo", 1004)));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(ledger.of("cleo"))
                                .containsExactly(1000, 1001, 1002, 1003, 1004));
    }

    private double deadLetters(String kind) {
        var counters = app.getBean(MeterRegistry.class).find("dlt").tag("kind", kind).counters();
        return counters.stream().mapToDouble(it -> it.count()).sum();
    }

    private void send(@Nullable String key, @Nullable String json, @Nullable String type) {
        var event =
                new ProducerRecord<String, byte[]>(
                        "test.thing.v1", key, json == null ? null : json.getBytes(UTF_8));
        event.headers().add("ce_id", ("evt_" + json + key).getBytes(UTF_8));
        if (type != null) {
            event.headers().add("ce_type", type.getBytes(UTF_8));
        }
        kafka.send(event).join();
    }
}
