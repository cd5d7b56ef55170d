package io.pondcrm.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.EventType;
import io.pondcrm.kernel.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands around the service in its tests: others' events in, ours out, and callers. */
@Component
public class Wire {

    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Mon to Fri, 9 to 12 and 13 to 17. */
    public static final String WEEK =
            """
            [{"day":"MONDAY","hours":HOURS},{"day":"TUESDAY","hours":HOURS},
             {"day":"WEDNESDAY","hours":HOURS},{"day":"THURSDAY","hours":HOURS},
             {"day":"FRIDAY","hours":HOURS}]\
            """
                    .replace(
                            "HOURS",
                            "[{\"from\":\"09:00\",\"until\":\"12:00\"},{\"from\":\"13:00\",\"until\":\"17:00\"}]");

    private static final String[] ALL = {
        "cases:read", "cases:write", "sla:read", "sla:write", "surveys:read", "surveys:write"
    };

    private static final AtomicLong NUMBERS = new AtomicLong(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final KafkaTemplate<String, byte[]> kafka;
    private final MockMvcTester http;
    private final Environment environment;

    Wire(KafkaTemplate<String, byte[]> kafka, MockMvcTester http, Environment environment) {
        this.kafka = kafka;
        this.http = http;
        this.environment = environment;
    }

    public static CustomerId newCustomer() {
        return CustomerId.of(uuid());
    }

    private static UUID uuid() {
        return new UUID(
                0x0190_0000_0000_7000L | NUMBERS.getAndIncrement() << 16, 0x8000_0000_0000_0000L);
    }

    public static TierChangedV1 tier(CustomerId customer, String scheme, String to) {
        return new TierChangedV1(
                customer.value(),
                scheme,
                1,
                null,
                to,
                "ENTERED",
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2027, 1, 1),
                List.of(),
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** Sends as another service would, each time as a new delivery. */
    public void send(CustomerId customer, Record contract, long sequence) {
        var type = Objects.requireNonNull(contract.getClass().getAnnotation(EventType.class));
        var record =
                new ProducerRecord<>(
                        type.topic(), customer.value(), JSON.writeValueAsBytes(contract));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", TypeId.of("evt", uuid()));
        header(record, "ce_type", type.value());
        header(record, "ce_source", "/segmentation-service");
        header(record, "ce_subject", customer.value());
        header(record, "ce_time", "2026-03-01T12:00:00.000Z");
        header(record, "ce_sequence", Long.toString(sequence));
        kafka.send(record);
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    public MvcTestResult sendAs(
            String token, String method, String uri, String body, String... headers) {
        var request = http.method(HttpMethod.valueOf(method)).uri(uri);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        for (var at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        if (!body.isEmpty()) {
            request.contentType("application/json").content(body);
        }
        return request.exchange();
    }

    /** As a client of our own that may do all. */
    public MvcTestResult send(String method, String uri, String body, String... headers) {
        return sendAs(TestTokens.with(ALL), method, uri, body, headers);
    }

    public MvcTestResult get(String uri) {
        return send("GET", uri, "");
    }

    public JsonNode getJson(String uri) {
        return json(get(uri));
    }

    /** Sends, and expects that it is taken. */
    public JsonNode ok(String method, String uri, String body, String... headers) {
        var result = send(method, uri, body, headers);
        assertThat(result.getResponse().getStatus())
                .as("%s %s: %s", method, uri, text(result))
                .isBetween(200, 299);
        return json(result);
    }

    public static JsonNode json(MvcTestResult result) {
        return JSON.readTree(text(result));
    }

    private static String text(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), UTF_8);
    }

    /** A calendar of the office hours of the acceptance line. */
    public String newCalendar(String zone, String exceptions) {
        return ok(
                        "POST",
                        "/api/v1/business-calendars",
                        """
                        {"name":"Office","zone":"%s","week":%s,"exceptions":%s}\
                        """
                                .formatted(zone, WEEK, exceptions))
                .path("id")
                .asString();
    }

    /** All events about a customer on a topic so far that have a field, in order. */
    public List<JsonNode> published(String topic, CustomerId customer, String field) {
        var events = new ArrayList<JsonNode>();
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
                    if (customer.value().equals(record.key())) {
                        var event = JSON.readTree(record.value());
                        if (event.has(field)) {
                            events.add(event);
                        }
                    }
                }
            }
        }
        return events;
    }
}
