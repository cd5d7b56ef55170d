package io.pondcrm.chassis.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.chassis.inbox.BeforeEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Erases everybody again who was ever to be erased, whatever the store says of it: it may be a
 * backup of the day before. The topic is kept for ever, and read from its beginning.
 */
class ErasuresAtStart implements BeforeEvents {

    private static final Logger LOG = LoggerFactory.getLogger(ErasuresAtStart.class);
    private static final int PART = 500;
    private static final Duration POLL = Duration.ofMillis(200);

    private final JsonMapper json =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final ConsumerFactory<String, byte[]> consumers;
    private final Erasures erasures;
    private final String service;

    ErasuresAtStart(ConsumerFactory<String, byte[]> consumers, Erasures erasures, String service) {
        this.consumers = consumers;
        this.erasures = erasures;
        this.service = service;
    }

    @Override
    public void run() {
        var known = new ArrayList<String>();
        try (Consumer<String, byte[]> consumer =
                consumers.createConsumer(service + ".erasures-at-start", "")) {
            var partitions =
                    consumer.partitionsFor(ErasureRequested.TOPIC).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            var ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream()
                    .anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                for (var record : consumer.poll(POLL)) {
                    take(record, known);
                    if (known.size() >= PART) {
                        erasures.repeat(List.copyOf(known));
                        known.clear();
                    }
                }
            }
        }
        if (!known.isEmpty()) {
            erasures.repeat(known);
        }
    }

    /** One that was not answered yet is done on its own, since its answer counts. */
    private void take(ConsumerRecord<String, byte[]> record, List<String> known) {
        var type = record.headers().lastHeader("ce_type");
        if (type == null || !ErasureRequested.TYPE.equals(new String(type.value(), UTF_8))) {
            return;
        }
        try {
            var request = json.readValue(record.value(), ErasureRequested.class);
            if (erasures.isDone(request.requestId())) {
                known.addAll(request.customerIds());
            } else {
                erasures.carryOut(request);
            }
        } catch (JacksonException | IllegalArgumentException | NullPointerException unreadable) {
            // The handler puts it aside, where somebody looks at it.
            LOG.warn(
                    "An erasure at {} of {} can't be read: {}",
                    record.offset(),
                    record.partition(),
                    unreadable.getClass().getSimpleName());
        }
    }
}
