package io.pondcrm.chassis.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads a record as wire.md has it: CloudEvents 1.0 in binary mode, the contract as JSON. */
class EventReader {

    static final int LARGEST = 256 * 1024;

    /**
     * Fields that a newer sender added are passed over; fields that we need and that are missing
     * are not.
     */
    private final JsonMapper json =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private final Map<String, Class<? extends Record>> events;

    EventReader(Subscription subscription) {
        this.events = subscription.events();
    }

    /**
     * @return empty for an event that nobody here subscribed to
     * @throws Poison if it can't be read, now or later
     */
    Optional<Delivery> read(ConsumerRecord<String, byte[]> record) throws Poison {
        if (record.key() == null || record.key().isBlank()) {
            throw new Poison("no-key");
        }
        var type = header(record, "ce_type");
        if (type == null) {
            throw new Poison("no-type");
        }
        var contract = events.get(type);
        if (contract == null) {
            return Optional.empty();
        }
        if (record.value() == null) {
            throw new Poison("no-value");
        }
        if (record.value().length > LARGEST) {
            throw new Poison("too-large");
        }
        var id = header(record, "ce_id");
        var subject = header(record, "ce_subject");
        if (id == null) {
            throw new Poison("no-id");
        }
        if (subject != null && !subject.equals(record.key())) {
            throw new Poison("wrong-key");
        }
        try {
            var event = json.readValue(record.value(), contract);
            if (event == null) {
                throw new Poison("no-value");
            }
            requireComplete(event);
            requireOwnKey(event, record.key());
            return Optional.of(
                    new Delivery(
                            id,
                            type,
                            text(header(record, "ce_source")),
                            Long.parseLong(text(header(record, "ce_sequence"), "0")),
                            Instant.parse(text(header(record, "ce_time"), "1970-01-01T00:00:00Z")),
                            event));
        } catch (NumberFormatException | DateTimeParseException _) {
            throw new Poison("bad-header");
        } catch (JacksonException | IllegalArgumentException | NullPointerException failure) {
            throw new Poison("unreadable: " + failure.getClass().getSimpleName());
        }
    }

    /**
     * A record component that is not declared nullable has a value, or the record is not of this
     * contract.
     */
    private static void requireComplete(Record event) throws Poison {
        for (var component : event.getClass().getRecordComponents()) {
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    && value(event, component) == null) {
                throw new Poison("missing: " + component.getName());
            }
        }
    }

    private static void requireOwnKey(Record event, String key) throws Poison {
        for (var component : event.getClass().getRecordComponents()) {
            if (component.getName().equals("customerId") && !key.equals(value(event, component))) {
                throw new Poison("wrong-key");
            }
        }
    }

    private static @Nullable Object value(Record event, java.lang.reflect.RecordComponent component)
            throws Poison {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException failure) {
            throw new Poison("unreadable: " + failure.getClass().getSimpleName());
        }
    }

    static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static String text(@Nullable String value) {
        return text(value, "");
    }

    private static String text(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
