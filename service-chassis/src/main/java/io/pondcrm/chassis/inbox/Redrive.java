package io.pondcrm.chassis.inbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Hands dead letters to their handlers once more, in order, and frees the customers that waited.
 */
class Redrive {

    private final ConsumerFactory<String, byte[]> consumers;
    private final InboxContainers containers;
    private final ParkedKeys parked;
    private final DeadLetters deadLetters;

    Redrive(
            ConsumerFactory<String, byte[]> consumers,
            InboxContainers containers,
            ParkedKeys parked,
            DeadLetters deadLetters) {
        this.consumers = consumers;
        this.containers = containers;
        this.parked = parked;
        this.deadLetters = deadLetters;
    }

    /**
     * @param handled took effect now; {@code remaining} failed again, or wait behind one that did
     */
    record Outcome(int handled, int remaining) {}

    synchronized Outcome run() {
        var handled = 0;
        var remaining = 0;
        for (var inbox : containers.inboxes()) {
            for (var topic : withDeadLetters(inbox)) {
                var outcome = new Outcome[1];
                containers.whilePaused(inbox, () -> outcome[0] = run(inbox, topic));
                handled += outcome[0].handled();
                remaining += outcome[0].remaining();
            }
        }
        return new Outcome(handled, remaining);
    }

    /** An inbox has to pause while its letters are handed out, and need not where none wait. */
    private List<String> withDeadLetters(Inbox inbox) {
        try (Consumer<String, byte[]> consumer =
                consumers.createConsumer(inbox.group() + ".redrive", "")) {
            return inbox.topics().stream()
                    .filter(topic -> {
                        var partitions = partitions(consumer, topic + DeadLetters.SUFFIX);
                        var ends = consumer.endOffsets(partitions);
                        var committed = consumer.committed(Set.copyOf(partitions));
                        return partitions.stream()
                                .anyMatch(it -> next(committed, it) < end(ends, it));
                    })
                    .toList();
        }
    }

    private Outcome run(Inbox inbox, String topic) {
        var handled = 0;
        var remaining = 0;
        var seen = new HashSet<String>();
        var stillParked = new HashSet<String>();
        try (Consumer<String, byte[]> consumer =
                consumers.createConsumer(inbox.group() + ".redrive", "")) {
            var partitions = partitions(consumer, topic + DeadLetters.SUFFIX);
            var ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            var committed = consumer.committed(Set.copyOf(partitions));
            for (var partition : partitions) {
                consumer.seek(partition, next(committed, partition));
            }
            while (partitions.stream().anyMatch(it -> consumer.position(it) < end(ends, it))) {
                for (var letter : consumer.poll(Duration.ofMillis(500))) {
                    if (letter.offset()
                                    >= end(
                                            ends,
                                            new TopicPartition(letter.topic(), letter.partition()))
                            || !isFor(letter, inbox.group())) {
                        continue;
                    }
                    if (letter.key() != null) {
                        seen.add(letter.key());
                    }
                    var failure =
                            stillParked.contains(letter.key())
                                    ? DeadLetters.WAITING
                                    : inbox.failureOf(letter);
                    if (failure == null) {
                        handled++;
                    } else {
                        deadLetters.sendAgain(letter, failure);
                        remaining++;
                        stillParked.add(letter.key());
                    }
                }
                consumer.commitSync(positions(consumer, partitions, ends));
            }
        }
        seen.removeAll(stillParked);
        parked.free(inbox.group(), topic, seen);
        return new Outcome(handled, remaining);
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map((PartitionInfo it) -> new TopicPartition(it.topic(), it.partition()))
                .toList();
    }

    private static Map<TopicPartition, OffsetAndMetadata> positions(
            Consumer<?, ?> consumer,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> ends) {
        var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : partitions) {
            var position = Math.min(consumer.position(partition), end(ends, partition));
            positions.put(partition, new OffsetAndMetadata(position));
        }
        return positions;
    }

    private static long next(
            Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
        var position = committed.get(partition);
        return position == null ? 0 : position.offset();
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private static boolean isFor(ConsumerRecord<?, ?> letter, String group) {
        return group.equals(EventReader.header(letter, DeadLetters.GROUP));
    }
}
