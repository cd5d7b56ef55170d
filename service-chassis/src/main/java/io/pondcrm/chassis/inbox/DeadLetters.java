package io.pondcrm.chassis.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

/** Sends what can't be handled to {@code <topic>.dlt}, with where it came from and why. */
class DeadLetters {

    static final String SUFFIX = ".dlt";
    static final String GROUP = "dlt_group";
    static final String REASON = "dlt_reason";
    static final String TOPIC = "dlt_topic";
    static final String PARTITION = "dlt_partition";
    static final String OFFSET = "dlt_offset";
    static final String ATTEMPT = "dlt_attempt";

    /** The reason of an event that is fine itself, but stands behind one that is not. */
    static final String WAITING = "waiting";

    private final KafkaTemplate<String, byte[]> kafka;
    private final MeterRegistry meters;

    DeadLetters(KafkaTemplate<String, byte[]> kafka, MeterRegistry meters) {
        this.kafka = kafka;
        this.meters = meters;
    }

    /**
     * Returns when the broker has it.
     *
     * @throws KafkaException if the broker does not take it: the batch must come again
     */
    void send(String group, ConsumerRecord<String, byte[]> record, String reason) {
        var letter = new ProducerRecord<>(record.topic() + SUFFIX, record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        put(letter.headers(), GROUP, group);
        put(letter.headers(), REASON, reason);
        put(letter.headers(), TOPIC, record.topic());
        put(letter.headers(), PARTITION, String.valueOf(record.partition()));
        put(letter.headers(), OFFSET, String.valueOf(record.offset()));
        put(letter.headers(), ATTEMPT, "1");
        await(letter);
        meters.counter(
                        "dlt",
                        "group",
                        group,
                        "topic",
                        record.topic(),
                        "kind",
                        reason.equals(WAITING) ? WAITING : "poison")
                .increment();
    }

    /** Sends a letter that failed once more to the end of its topic. */
    void sendAgain(ConsumerRecord<String, byte[]> letter, String reason) {
        var again = new ProducerRecord<>(letter.topic(), letter.key(), letter.value());
        letter.headers().forEach(again.headers()::add);
        var attempt = EventReader.header(letter, ATTEMPT);
        put(again.headers(), REASON, reason);
        put(
                again.headers(),
                ATTEMPT,
                String.valueOf(attempt == null ? 2 : Integer.parseInt(attempt) + 1));
        await(again);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }

    private void await(ProducerRecord<String, byte[]> letter) {
        try {
            kafka.send(letter).get(15, TimeUnit.SECONDS);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while sending to " + letter.topic(), failure);
        } catch (ExecutionException | TimeoutException failure) {
            throw new KafkaException("No answer from " + letter.topic(), failure);
        }
    }
}
