package io.pondcrm.chassis.inbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.KafkaAdmin;

/** How far this service's handlers have come in their topics, as the broker has it. */
public final class Positions implements AutoCloseable {

    private final Supplier<List<String>> groups;
    private final Admin broker;

    /**
     * Both by handler and partition.
     *
     * @param heard how many events were handled
     * @param told how many there are
     */
    public record Snapshot(Map<String, Long> heard, Map<String, Long> told) {

        /** While the broker is away. */
        static final Snapshot UNKNOWN = new Snapshot(Map.of(), Map.of());
    }

    /**
     * @param groups asked late, since a handler may want to know positions
     */
    Positions(Supplier<List<String>> groups, KafkaAdmin admin) {
        this.groups = groups;
        var settings = new HashMap<>(admin.getConfigurationProperties());
        settings.put("request.timeout.ms", 1_000);
        settings.put("default.api.timeout.ms", 1_000);
        this.broker = Admin.create(settings);
    }

    /**
     * Of all handlers but one.
     *
     * @param except the name of its subscription
     * @return without any position where the broker did not answer
     */
    public Snapshot butOf(String except) {
        var heard = new TreeMap<String, Long>();
        var told = new TreeMap<String, Long>();
        try {
            for (var group : groups.get()) {
                if (!group.endsWith("." + except)) {
                    of(group)
                            .forEach((partition, place) -> {
                                var name = group + "/" + partition;
                                heard.put(name, place.heard());
                                told.put(name, place.told());
                            });
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Snapshot.UNKNOWN;
        } catch (Exception _) {
            return Snapshot.UNKNOWN;
        }
        return new Snapshot(heard, told);
    }

    record Place(long heard, long told) {}

    /** Of the partitions of which a handler has taken anything. */
    Map<TopicPartition, Place> of(String group) throws Exception {
        var committed =
                broker.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get(1, TimeUnit.SECONDS);
        var wanted = new HashMap<TopicPartition, OffsetSpec>();
        committed.keySet().forEach(it -> wanted.put(it, OffsetSpec.latest()));
        var ends = broker.listOffsets(wanted).all().get(1, TimeUnit.SECONDS);
        var places = new HashMap<TopicPartition, Place>();
        committed.forEach((partition, position) -> {
            var end = ends.get(partition);
            if (position != null && end != null) {
                places.put(partition, new Place(position.offset(), end.offset()));
            }
        });
        return places;
    }

    @Override
    public void close() {
        broker.close(Duration.ofSeconds(1));
    }
}
