package io.pondcrm.chassis.inbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.support.Acknowledgment;

/** Hands one handler its batches, and keeps poison from blocking anybody else. */
class Inbox implements BatchAcknowledgingMessageListener<String, byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final String group;
    private final EventHandler handler;
    private final EventReader reader;
    private final ParkedKeys parked;
    private final DeadLetters deadLetters;
    private final Traces traces;
    private final Forgotten forgotten;
    private final Set<String> outliving;

    Inbox(
            String group,
            EventHandler handler,
            ParkedKeys parked,
            DeadLetters deadLetters,
            Traces traces,
            Forgotten forgotten) {
        this.group = group;
        this.handler = handler;
        this.reader = new EventReader(handler.subscription());
        this.parked = parked;
        this.deadLetters = deadLetters;
        this.traces = traces;
        this.forgotten = forgotten;
        this.outliving = handler.subscription().outliving();
    }

    private record Readable(ConsumerRecord<String, byte[]> record, Delivery delivery) {}

    @Override
    public void onMessage(
            List<ConsumerRecord<String, byte[]>> records, @Nullable Acknowledgment acknowledgment) {
        records.stream()
                .map(ConsumerRecord::topic)
                .distinct()
                .forEach(topic -> take(topic, records));
        if (acknowledgment != null) {
            acknowledgment.acknowledge();
        }
    }

    /**
     * One topic's part of a batch: order holds within a topic, and so does waiting behind poison.
     */
    private void take(String topic, List<ConsumerRecord<String, byte[]>> records) {
        var ours = records.stream().filter(it -> it.topic().equals(topic)).toList();
        var keys = new HashSet<String>();
        ours.forEach(it -> keys.add(String.valueOf(it.key())));
        var gone = forgotten.among(keys);
        var waiting = parked.among(group, topic, keys);
        var readable = new LinkedHashMap<String, List<Readable>>();
        var poisoned = new ArrayList<Map.Entry<ConsumerRecord<String, byte[]>, String>>();
        for (var record : ours) {
            if (record.key() != null && gone.contains(record.key()) && !outlives(record)) {
                continue;
            }
            if (waiting.contains(record.key())) {
                poisoned.add(Map.entry(record, DeadLetters.WAITING));
                continue;
            }
            try {
                reader.read(record)
                        .ifPresent(it ->
                                readable.computeIfAbsent(record.key(), _ -> new ArrayList<>())
                                        .add(new Readable(record, it)));
            } catch (Poison poison) {
                poisoned.add(Map.entry(record, poison.getMessage()));
                if (record.key() != null) {
                    waiting.add(record.key());
                }
            }
        }
        handle(topic, readable);
        poisoned.forEach(it -> bury(topic, it.getKey(), it.getValue()));
    }

    private void handle(String topic, Map<String, List<Readable>> byKey) {
        if (byKey.isEmpty()) {
            return;
        }
        var batch =
                byKey.entrySet().stream()
                        .map(it -> new Deliveries(it.getKey(), once(it.getValue())))
                        .toList();
        try {
            var records =
                    byKey.values().stream().flatMap(List::stream).map(Readable::record).toList();
            traces.within(records, group, () -> handler.handle(batch));
        } catch (RuntimeException failure) {
            if (isPassing(failure)) {
                throw failure;
            }
            LOG.warn(
                    "{} could not take a batch of {}: looking for the event that it stumbles over",
                    group,
                    batch.size(),
                    failure);
            byKey.values().forEach(it -> oneByOne(topic, it));
        }
    }

    private void oneByOne(String topic, List<Readable> events) {
        String stumbled = null;
        for (var event : events) {
            if (stumbled == null) {
                stumbled = failureOf(event.record(), event.delivery());
                if (stumbled != null) {
                    bury(topic, event.record(), stumbled);
                }
            } else {
                bury(topic, event.record(), DeadLetters.WAITING);
            }
        }
    }

    private @Nullable String failureOf(ConsumerRecord<String, byte[]> record, Delivery delivery) {
        try {
            var alone = List.of(new Deliveries(record.key(), List.of(delivery)));
            traces.within(List.of(record), group, () -> handler.handle(alone));
            return null;
        } catch (RuntimeException failure) {
            if (isPassing(failure)) {
                throw failure;
            }
            LOG.warn("{} can't handle {} {}", group, delivery.type(), delivery.id(), failure);
            return "failed: " + failure.getClass().getSimpleName();
        }
    }

    private boolean outlives(ConsumerRecord<?, ?> record) {
        var type = EventReader.header(record, "ce_type");
        return type != null && outliving.contains(type);
    }

    /**
     * Handles one letter of the dead-letter topic; null if that went well, or nobody is to hear of
     * it any more, else why not.
     */
    @Nullable String failureOf(ConsumerRecord<String, byte[]> letter) {
        if (letter.key() != null
                && !outlives(letter)
                && !forgotten.among(Set.of(letter.key())).isEmpty()) {
            return null;
        }
        try {
            var delivery = reader.read(letter);
            return delivery.isEmpty() ? null : failureOf(letter, delivery.get());
        } catch (Poison poison) {
            return poison.getMessage();
        }
    }

    private void bury(String topic, ConsumerRecord<String, byte[]> record, String reason) {
        // The key is parked first: a crash in between leaves a parked customer, never a gap that
        // nobody sees.
        if (record.key() != null) {
            parked.park(group, topic, record.key(), reason);
        }
        deadLetters.send(group, record, reason);
    }

    private static List<Delivery> once(List<Readable> events) {
        var byId = new LinkedHashMap<String, Delivery>();
        events.forEach(it -> byId.putIfAbsent(it.delivery().id(), it.delivery()));
        return List.copyOf(byId.values());
    }

    private static boolean isPassing(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof OptimisticLockingFailureException
                    || cause instanceof org.springframework.dao.DataAccessResourceFailureException
                    || cause instanceof com.mongodb.MongoSocketException
                    || cause instanceof com.mongodb.MongoTimeoutException
                    || cause instanceof com.mongodb.MongoOperationTimeoutException
                    || cause instanceof com.mongodb.MongoConnectionPoolClearedException
                    || cause instanceof com.mongodb.MongoInterruptedException
                    || cause instanceof KafkaException) {
                return true;
            }
        }
        return false;
    }

    Set<String> topics() {
        return handler.subscription().topics();
    }

    String group() {
        return group;
    }
}
