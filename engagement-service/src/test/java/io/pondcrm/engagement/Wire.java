package io.pondcrm.engagement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.contracts.segmentation.SegmentEnteredV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.EventType;
import io.pondcrm.kernel.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.http.HttpMethod;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands around the service in its tests: others' events in, ours out, and callers. */
public class Wire {

    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String[] ALL = {
        "campaigns:read",
        "campaigns:write",
        "templates:read",
        "templates:write",
        "messages:read",
        "care:read",
        "care:write",
        "follow-ups:read",
        "follow-ups:write",
        "jobs:read"
    };
    private static final AtomicLong NUMBERS = new AtomicLong(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final KafkaTemplate<String, byte[]> kafka;
    private final MockMvcTester http;
    private final MongoOperations mongo;
    private final Environment environment;

    Wire(
            KafkaTemplate<String, byte[]> kafka,
            MockMvcTester http,
            MongoOperations mongo,
            Environment environment) {
        this.kafka = kafka;
        this.http = http;
        this.mongo = mongo;
        this.environment = environment;
    }

    public static CustomerId newCustomer() {
        return CustomerId.of(uuid());
    }

    public static String newSegment() {
        return TypeId.of("seg", uuid());
    }

    static UUID uuid() {
        return new UUID(
                0x0190_0000_0000_7000L | NUMBERS.getAndIncrement() << 16, 0x8000_0000_0000_0000L);
    }

    /** A record as another service would send it, each time as a new delivery. */
    static ProducerRecord<String, byte[]> record(
            CustomerId customer, Record contract, long sequence) {
        var type = Objects.requireNonNull(contract.getClass().getAnnotation(EventType.class));
        var record =
                new ProducerRecord<>(
                        type.topic(), customer.value(), JSON.writeValueAsBytes(contract));
        var headers =
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        TypeId.of("evt", uuid()),
                        "ce_type",
                        type.value(),
                        "ce_source",
                        "/another-service",
                        "ce_subject",
                        customer.value(),
                        "ce_time",
                        "2026-03-01T12:00:00.000Z",
                        "ce_sequence",
                        Long.toString(sequence));
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    public void send(CustomerId customer, Record contract, long sequence) {
        kafka.send(record(customer, contract, sequence));
    }

    /** Puts customers into a new segment, and waits until the service has heard of it. */
    public String segmentOf(List<CustomerId> customers) {
        var segment = newSegment();
        for (var customer : customers) {
            send(
                    customer,
                    new SegmentEnteredV1(
                            customer.value(), segment, 1, Instant.parse("2026-03-01T12:00:00Z")),
                    1);
        }
        await().atMost(PATIENCE).until(() -> members(segment) == customers.size());
        return segment;
    }

    public long members(String segment) {
        return mongo.count(
                new Query(Criteria.where("segmentId").is(segment).and("member").is(true)),
                "segment_members");
    }

    public MvcTestResult as(String[] scopes, String method, String uri, String body) {
        var request =
                http.method(HttpMethod.valueOf(method))
                        .uri(uri)
                        .header("Authorization", "Bearer " + TestTokens.with(scopes));
        if (!body.isEmpty()) {
            request.contentType("application/json").content(body);
        }
        return request.exchange();
    }

    public MvcTestResult post(String uri, String body) {
        return as(ALL, "POST", uri, body);
    }

    public MvcTestResult get(String uri) {
        return as(ALL, "GET", uri, "");
    }

    public JsonNode getJson(String uri) {
        return json(get(uri));
    }

    public static JsonNode json(MvcTestResult result) {
        return JSON.readTree(result.getResponse().getContentAsByteArray());
    }

    /** Pairs of pointer and code of a problem's field errors. */
    public static List<String> errors(MvcTestResult result) {
        var errors = new ArrayList<String>();
        for (var error : json(result).path("errors")) {
            errors.add(error.path("pointer").asString() + " " + error.path("code").asString());
        }
        return errors;
    }

    /** Makes something and answers with its id. */
    public String create(String uri, String body) {
        var result = post(uri, body);
        assertThat(result).hasStatus(201);
        return json(result).path("id").asString();
    }

    public String template(String subject, String text) {
        return create(
                "/api/v1/templates",
                JSON.writeValueAsString(
                        Map.of(
                                "name",
                                "test",
                                "variables",
                                List.of(Map.of("name", "offer", "type", "TEXT", "fallback", "tea")),
                                "texts",
                                List.of(
                                        Map.of(
                                                "locale", "en", "subject", subject, "text",
                                                text)))));
    }

    /** A launched campaign to these customers, nobody held out unless percent says so. */
    public String campaign(String segment, String template, int holdout) {
        var id =
                create(
                        "/api/v1/campaigns",
                        """
                        {"name":"test","segmentId":"%s","templateId":"%s","holdoutPercent":%d,
                         "holdoutReason":"a test"}\
                        """
                                .formatted(segment, template, holdout));
        assertThat(post("/api/v1/campaigns/" + id + "/launch", "")).hasStatusOk();
        return id;
    }

    public String stateOf(String campaign) {
        return getJson("/api/v1/campaigns/" + campaign).path("state").asString();
    }

    /** All events about a customer on the topic of messages so far, in order. */
    public List<JsonNode> published(CustomerId customer) {
        var events = new ArrayList<JsonNode>();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                environment.getRequiredProperty("spring.kafka.bootstrap-servers")),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            var partitions =
                    consumer.partitionsFor("crm.message.v1").stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(it -> consumer.position(it) < Objects.requireNonNull(ends.get(it)))) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (customer.value().equals(record.key())) {
                        events.add(JSON.readTree(record.value()));
                    }
                }
            }
        }
        return events;
    }
}
