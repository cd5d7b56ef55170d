package io.pondcrm.suite;

import io.pondcrm.chassis.test.TestEvents;
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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

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
        try (var events = new TestEvents(broker())) {
            events.send(topic, type, customer, "evt_poison-" + type + "-" + customer, 1, "{").get();
        }
    }

    /** For administrators of the broker. */
    Map<String, Object> settings() {
        return Map.of("bootstrap.servers", broker());
    }

    private String broker() {
        return "127.0.0.1:" + pond.settings.port(Port.BROKER);
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
