package io.pondcrm.churn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.contracts.customer.InteractionRecordedV1;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.contracts.feedback.CaseClosedV1;
import io.pondcrm.contracts.feedback.CaseOpenedV1;
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
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands around the service in its tests: partners' events in, ours out, and callers. */
@Component
class Wire {

    private static final AtomicLong NUMBERS = new AtomicLong(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaTemplate<String, byte[]> kafka;
    private final MockMvcTester http;
    private final Environment environment;

    Wire(KafkaTemplate<String, byte[]> kafka, MockMvcTester http, Environment environment) {
        this.kafka = kafka;
        this.http = http;
        this.environment = environment;
    }

    static CustomerId newCustomer() {
        return CustomerId.of(uuid());
    }

    static String newTransaction() {
        return TypeId.of("txn", uuid());
    }

    private static UUID uuid() {
        return new UUID(
                0x0190_0000_0000_7000L | NUMBERS.getAndIncrement() << 16, 0x8000_0000_0000_0000L);
    }

    static TransactionRecordedV1 sale(
            CustomerId customer, String transaction, Instant at, String amount) {
        return new TransactionRecordedV1(
                transaction,
                customer.value(),
                "SALE",
                at,
                amount,
                "CNY",
                "STORE",
                "shop",
                List.of());
    }

    static TransactionRecordedV1 refund(
            CustomerId customer, String transaction, Instant at, String amount) {
        return new TransactionRecordedV1(
                transaction,
                customer.value(),
                "REFUND",
                at,
                "-" + amount,
                "CNY",
                "STORE",
                "shop",
                List.of());
    }

    static InteractionRecordedV1 interaction(CustomerId customer, Instant at) {
        return new InteractionRecordedV1(
                TypeId.of("int", uuid()),
                customer.value(),
                "PAGE_VIEW",
                "product-viewed",
                at,
                "WEB",
                "shop",
                false);
    }

    static CaseOpenedV1 complaint(CustomerId customer, String id, Instant at) {
        return new CaseOpenedV1(
                id, customer.value(), "C-1", "COMPLAINT", "P2", "PHONE", "delivery/late", at);
    }

    static CaseClosedV1 closed(CustomerId customer, String id, Instant opened, Instant at) {
        return new CaseClosedV1(id, customer.value(), "COMPLAINT", "CONFIRMED", 0, opened, at);
    }

    /** Sends as customer-service would, each time as a new delivery of the same event. */
    void send(CustomerId customer, Record contract, long sequence) {
        var type = Objects.requireNonNull(contract.getClass().getAnnotation(EventType.class));
        var record =
                new ProducerRecord<>(
                        type.topic(), customer.value(), JSON.writeValueAsBytes(contract));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", TypeId.of("evt", uuid()));
        header(record, "ce_type", type.value());
        header(record, "ce_source", "/customer-service");
        header(record, "ce_subject", customer.value());
        header(record, "ce_time", "2026-03-01T12:00:00.000Z");
        header(record, "ce_sequence", Long.toString(sequence));
        kafka.send(record);
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    MvcTestResult get(String uri, String... scopes) {
        return http.get().uri(uri).header("Authorization", bearer(scopes)).exchange();
    }

    MvcTestResult send(String method, String uri, String body, Map<String, String> headers) {
        var request =
                http.method(org.springframework.http.HttpMethod.valueOf(method))
                        .uri(uri)
                        .header("Authorization", bearer("churn:read", "churn:write", "jobs:read"));
        headers.forEach(request::header);
        if (!body.isEmpty()) {
            request.contentType("application/json").content(body);
        }
        return request.exchange();
    }

    JsonNode json(MvcTestResult result) {
        return JSON.readTree(result.getResponse().getContentAsByteArray());
    }

    JsonNode getJson(String uri) {
        return json(get(uri, "churn:read", "jobs:read"));
    }

    private static String bearer(String... scopes) {
        return "Bearer " + TestTokens.with(scopes);
    }

    /** Waits until a job that answered 202, or that a Link names, is done. */
    void awaitJob(MvcTestResult result) {
        var location = result.getResponse().getHeader("Location");
        var link = result.getResponse().getHeader("Link");
        var job =
                link == null
                        ? Objects.requireNonNull(location)
                        : link.substring(1, link.indexOf('>'));
        await().atMost(PATIENCE)
                .until(() -> getJson(job).path("state").asString(), "SUCCEEDED"::equals);
    }

    /** All events about a customer on a topic so far, in order. */
    List<JsonNode> published(String topic, CustomerId customer) {
        return publishedOf(topic, Set.of(customer)).getOrDefault(customer.value(), List.of());
    }

    /** All events about some customers on a topic so far, by customer, in order. */
    Map<String, List<JsonNode>> publishedOf(String topic, Set<CustomerId> customers) {
        var events = new HashMap<String, List<JsonNode>>();
        customers.forEach(it -> events.put(it.value(), new ArrayList<>()));
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                environment.getRequiredProperty("spring.kafka.bootstrap-servers")),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(it ->
                                    new org.apache.kafka.common.TopicPartition(
                                            it.topic(), it.partition()))
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
}
