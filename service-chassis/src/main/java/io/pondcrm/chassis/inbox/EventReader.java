package io.pondcrm.chassis.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

    private final Map<String, Shape> events = new HashMap<>();

    EventReader(Subscription subscription) {
        subscription.events().forEach((type, contract) -> events.put(type, new Shape(contract)));
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
        var shape = events.get(type);
        if (shape == null) {
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
            var event = json.readValue(record.value(), shape.contract);
            if (event == null) {
                throw new Poison("no-value");
            }
            shape.check(event, record.key());
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

    /** What a contract's record must hold, looked up once: reflection costs more than the JSON. */
    private static final class Shape {

        private final Class<? extends Record> contract;
        private final List<Part> required;
        private final @Nullable MethodHandle customerId;

        private record Part(String name, MethodHandle value) {}

        Shape(Class<? extends Record> contract) {
            this.contract = contract;
            var parts = new ArrayList<Part>();
            MethodHandle key = null;
            for (var component : contract.getRecordComponents()) {
                var value = handle(component);
                if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                        && !component.getType().isPrimitive()) {
                    parts.add(new Part(component.getName(), value));
                }
                if (component.getName().equals("customerId")) {
                    key = value;
                }
            }
            this.required = List.copyOf(parts);
            this.customerId = key;
        }

        private static MethodHandle handle(RecordComponent component) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                return MethodHandles.lookup()
                        .unreflect(accessor)
                        .asType(MethodType.methodType(Object.class, Record.class));
            } catch (IllegalAccessException hidden) {
                throw new IllegalStateException(component + " can't be read", hidden);
            }
        }

        /**
         * A component that is not declared nullable has a value, or the record is not of this
         * contract; and a customer's event travels under that customer's key.
         */
        void check(Record event, String key) throws Poison {
            for (var part : required) {
                if (value(part.value(), event) == null) {
                    throw new Poison("missing: " + part.name());
                }
            }
            if (customerId != null && !key.equals(value(customerId, event))) {
                throw new Poison("wrong-key");
            }
        }

        private static @Nullable Object value(MethodHandle handle, Record event) {
            try {
                return (@Nullable Object) handle.invokeExact(event);
            } catch (RuntimeException | Error failure) {
                throw failure;
            } catch (Throwable impossible) {
                throw new IllegalStateException("Accessors declare no exceptions", impossible);
            }
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
