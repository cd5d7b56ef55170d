package io.pondcrm.chassis.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.pondcrm.contracts.copies.CopiesAskedV1;
import io.pondcrm.contracts.privacy.PrivacyAccessRequestedV1;
import io.pondcrm.contracts.privacy.PrivacyErasureRequestedV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.EventType;
import io.pondcrm.kernel.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events around a service under test: what others tell it, and what it has told. {@link
 * PondTest} makes it a bean. Safe for several threads.
 */
public final class TestEvents implements AutoCloseable {

    private static final String COPIES = "crm.copies.v1";
    private static final AtomicLong NUMBERS = new AtomicLong(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Object> broker;
    private final KafkaProducer<String, byte[]> producer;

    public TestEvents(String bootstrapServers) {
        broker = Map.of("bootstrap.servers", bootstrapServers);
        producer = new KafkaProducer<>(broker, new StringSerializer(), new ByteArraySerializer());
    }

    /** A customer of whom nobody has heard. */
    public static CustomerId newCustomer() {
        return CustomerId.of(uuid());
    }

    /** An id that nothing else in this JVM's tests has. */
    public static String newId(String prefix) {
        return TypeId.of(prefix, uuid());
    }

    private static UUID uuid() {
        return new UUID(
                0x0190_0000_0000_7000L | NUMBERS.getAndIncrement() << 16, 0x8000_0000_0000_0000L);
    }

    /** Sends as another service would, each time as an event of its own. */
    public void send(CustomerId customer, Record contract, long sequence) {
        var type = Objects.requireNonNull(contract.getClass().getAnnotation(EventType.class));
        send(
                type.topic(),
                type.value(),
                customer.value(),
                newId("evt"),
                sequence,
                JSON.writeValueAsString(contract));
    }

    /** Sends what need not be a contract's JSON, under an id that may be another delivery's. */
    public Future<RecordMetadata> send(
            String topic, String type, String customer, String event, long sequence, String json) {
        var record = new ProducerRecord<>(topic, customer, json.getBytes(UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        event,
                        "ce_type",
                        type,
                        "ce_source",
                        "/another-service",
                        "ce_subject",
                        customer,
                        "ce_time",
                        "2026-03-01T12:00:00.000Z",
                        "ce_sequence",
                        Long.toString(sequence))
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return producer.send(record);
    }

    /**
     * Asks all services to erase a person.
     *
     * @param selves all ids of the person, the one asked about first
     */
    public void requestErasure(String request, List<CustomerId> selves) {
        var person = selves.getFirst();
        send(
                person,
                new PrivacyErasureRequestedV1(
                        request,
                        person.value(),
                        selves.stream().map(CustomerId::value).toList(),
                        Instant.parse("2026-03-01T12:00:00Z")),
                1);
    }

    /**
     * Asks the service over events what it copied of a customer, as a check of drift does.
     *
     * @return digests by field; missing where it copied nothing
     */
    public JsonNode copyOf(CustomerId customer) {
        var ask = newId("ask");
        send(
                COPIES,
                "copies.asked.v1",
                ask,
                newId("evt"),
                1,
                JSON.writeValueAsString(
                        new CopiesAskedV1(
                                ask, null, null, null, List.of(customer.value()), 1, true)));
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                published(COPIES, ask).stream()
                                        .filter(it -> it.has("copies"))
                                        .toList(),
                        it -> !it.isEmpty())
                .getFirst()
                .path("copies")
                .path(0)
                .path("fields");
    }

    /**
     * Asks all services what they keep of a person.
     *
     * @param selves all ids of the person, the one asked about first
     * @param key the public half of the dossier's
     */
    public void requestAccess(
            String request,
            List<CustomerId> selves,
            boolean withConclusions,
            Map<String, String> key) {
        var person = selves.getFirst();
        send(
                person,
                new PrivacyAccessRequestedV1(
                        request,
                        person.value(),
                        selves.stream().map(CustomerId::value).toList(),
                        withConclusions,
                        key,
                        Instant.parse("2026-03-01T12:00:00Z"),
                        Instant.parse("2100-01-01T00:00:00Z")),
                1);
    }

    /** All events about a customer on a topic so far, in order. */
    public List<JsonNode> published(String topic, CustomerId customer) {
        return published(topic, customer.value());
    }

    /** All events under a key on a topic so far, in order, for those about no customer. */
    public List<JsonNode> published(String topic, String key) {
        return publishedUnder(topic, Set.of(key)).getOrDefault(key, List.of());
    }

    /** All events about some customers on a topic so far, by customer, in order. */
    public Map<String, List<JsonNode>> published(String topic, Set<CustomerId> customers) {
        return publishedUnder(
                topic,
                customers.stream().map(CustomerId::value).collect(Collectors.toUnmodifiableSet()));
    }

    private Map<String, List<JsonNode>> publishedUnder(String topic, Set<String> keys) {
        var events = new HashMap<String, List<JsonNode>>();
        keys.forEach(it -> events.put(it, new ArrayList<>()));
        try (var consumer =
                new KafkaConsumer<>(broker, new StringDeserializer(), new StringDeserializer())) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(it -> consumer.position(it) < Objects.requireNonNull(ends.get(it)))) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    var about = events.get(record.key());
                    if (about != null) {
                        about.add(JSON.readTree(record.value()));
                    }
                }
            }
        }
        return events;
    }

    /** Ends when all that was sent has arrived. */
    @Override
    public void close() {
        producer.close();
    }
}
