package io.pondcrm.chassis.outbox;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.kernel.EventType;
import io.pondcrm.kernel.TypeId;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a contract's record down as an entry for the outbox. Used by {@code …Events} classes only.
 */
public final class EventWriter {

    // Not the web's mapper: that one masks personal fields by caller and words things for people.
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<Class<?>, EventType> types =
            java.util.Collections.synchronizedMap(new HashMap<>());
    private final Ids ids;
    private final Clock clock;
    private final @Nullable Tracer tracer;
    private final @Nullable Propagator propagator;

    EventWriter(Ids ids, Clock clock, @Nullable Tracer tracer, @Nullable Propagator propagator) {
        this.ids = ids;
        this.clock = clock;
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /**
     * @param key the customer's id
     * @param contract a record with {@link EventType}
     * @throws NullPointerException if the contract names no event type
     */
    public OutboxEntry entry(String key, Record contract) {
        var type =
                types.computeIfAbsent(
                        contract.getClass(),
                        it ->
                                Objects.requireNonNull(
                                        it.getAnnotation(EventType.class), it.getName()));
        return new OutboxEntry(
                TypeId.of("evt", ids.next()),
                type.topic(),
                key,
                type.value(),
                clock.instant(),
                json.writeValueAsString(contract),
                traceparent());
    }

    private @Nullable String traceparent() {
        var span = tracer == null ? null : tracer.currentSpan();
        if (span == null || propagator == null) {
            return null;
        }
        var carrier = new HashMap<String, String>();
        propagator.inject(
                span.context(),
                carrier,
                (map, name, value) -> Objects.requireNonNull(map).put(name, value));
        return carrier.get("traceparent");
    }
}
