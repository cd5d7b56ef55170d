package io.pondcrm.chassis.inbox;

import io.pondcrm.kernel.EventType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a handler wants to hear of.
 *
 * @param name tells this handler's position apart from that of other handlers of the same service;
 *     a written name, for it lives on in the broker
 * @param events contract record by its name on the wire; other events on the same topics are passed
 *     over
 */
public record Subscription(String name, Map<String, Class<? extends Record>> events) {

    public Subscription {
        events = Map.copyOf(events);
    }

    /**
     * @param contracts records with {@link EventType}
     * @throws NullPointerException if one of them names no event type
     */
    @SafeVarargs
    public static Subscription named(String name, Class<? extends Record>... contracts) {
        var events = new LinkedHashMap<String, Class<? extends Record>>();
        for (var contract : contracts) {
            events.put(type(contract).value(), contract);
        }
        return new Subscription(name, events);
    }

    /** The topics on which these events travel. */
    public Set<String> topics() {
        return events.values().stream()
                .map(it -> type(it).topic())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Names of those that are handed over although their customer was erased. */
    Set<String> outliving() {
        return events.entrySet().stream()
                .filter(it -> type(it.getValue()).outlivesErasure())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static EventType type(Class<?> contract) {
        return Objects.requireNonNull(contract.getAnnotation(EventType.class), contract.getName());
    }
}
