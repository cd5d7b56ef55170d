package io.pondcrm.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.suite.RunningSuite.Pond;
import io.pondcrm.suite.Settings.Port;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The suite's topics, for somebody who stands beside the services. */
record Topics(Pond pond) {

    /** Where the topics that are wanted begin. */
    Map<TopicPartition, Long> beginnings(Predicate<String> wanted) {
        try (var consumer = consumer()) {
            return consumer.beginningOffsets(partitions(consumer, wanted));
        }
    }

    /** Where the topics that are wanted end now. */
    Map<TopicPartition, Long> ends(Predicate<String> wanted) {
        try (var consumer = consumer()) {
            return consumer.endOffsets(partitions(consumer, wanted));
        }
    }

    /** Everything from there to the present end. */
    void read(Map<TopicPartition, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (var consumer = consumer()) {
            var ends = consumer.endOffsets(from.keySet());
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            while (from.keySet().stream()
                    .anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(each);
            }
        }
    }

    /** Says something in a service's name that nobody can read. */
    void sendPoison(String topic, String type, String customer) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        settings(), new StringSerializer(), new ByteArraySerializer())) {
            var poison = new ProducerRecord<>(topic, customer, "{".getBytes(UTF_8));
            Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", "evt_poison-" + type + "-" + customer,
                            "ce_type", type,
                            "ce_source", "/nobody",
                            "ce_subject", customer,
                            "ce_time", "2026-11-20T09:30:00Z",
                            "ce_sequence", "1")
                    .forEach((name, value) -> poison.headers().add(name, value.getBytes(UTF_8)));
            producer.send(poison).get();
        }
    }

    /** For administrators of the broker. */
    Map<String, Object> settings() {
        return Map.of("bootstrap.servers", "127.0.0.1:" + pond.settings.port(Port.BROKER));
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(
            KafkaConsumer<byte[], byte[]> consumer, Predicate<String> wanted) {
        var partitions = new ArrayList<TopicPartition>();
        consumer.listTopics()
                .forEach((topic, all) -> {
                    if (wanted.test(topic)) {
                        all.forEach(
                                it -> partitions.add(new TopicPartition(topic, it.partition())));
                    }
                });
        return partitions;
    }
}
