package io.pondcrm.local.broker;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {

    private static final String TOPIC = "crm.tier.v1";

    @TempDir Path directory;

    @Test
    void a_second_start_on_the_same_directory_keeps_topics_and_records() throws Exception {
        try (var broker = Broker.start(directory, 0)) {
            createTopic(broker.bootstrapServers());
            produce(broker.bootstrapServers(), numbers(0, 10));
        }

        try (var broker = Broker.start(directory, 0)) {
            produce(broker.bootstrapServers(), numbers(10, 20));

            assertThat(readAll(broker.bootstrapServers(), 20)).isEqualTo(numbers(0, 20));
        }
    }

    @Test
    void a_topic_that_nobody_created_does_not_appear() {
        try (var broker = Broker.start(directory, 0);
                var producer = producer(broker.bootstrapServers(), 500)) {
            assertThatThrownBy(
                            () -> producer.send(new ProducerRecord<>("misspelt", "a", "b")).get())
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void a_killed_process_keeps_what_it_acknowledged() throws Exception {
        var first = startProcess();
        createTopic(first.bootstrapServers());
        produce(first.bootstrapServers(), numbers(0, 500));
        first.process().destroyForcibly().waitFor();

        var second = startProcess();

        assertThat(readAll(second.bootstrapServers(), 500)).isEqualTo(numbers(0, 500));
        second.process().destroyForcibly().waitFor();
    }

    @Test
    void sigterm_stops_the_process_cleanly_after_one_line_of_output() throws Exception {
        var running = startProcess();

        running.process().toHandle().destroy();

        assertThat(running.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(running.process().exitValue()).isEqualTo(128 + 15);
        assertThat(running.output().lines()).isEmpty();
    }

    private record Running(Process process, BufferedReader output, String bootstrapServers) {}

    private Running startProcess() throws IOException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx256m",
                                // Kafka unmaps files by Unsafe, of which JDK 25 warns.
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BrokerMain.class.getName(),
                                directory.toString(),
                                "0")
                        .redirectErrorStream(true)
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var output = process.inputReader();
        var line = output.readLine();
        assertThat(line).matches("Broker ready at 127\\.0\\.0\\.1:[0-9]+, data in " + directory);
        return new Running(process, output, line.split("[ ,]+")[3]);
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Set.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void produce(String bootstrapServers, List<String> values) throws Exception {
        try (var producer = producer(bootstrapServers, 10_000)) {
            for (var value : values) {
                producer.send(new ProducerRecord<>(TOPIC, "cus_1", value)).get();
            }
        }
    }

    private static KafkaProducer<String, String> producer(String bootstrapServers, int patience) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "max.block.ms", patience),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<String> readAll(String bootstrapServers, int expected) {
        var settings =
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrapServers,
                        "group.id", "reader",
                        "auto.offset.reset", "earliest");
        var values = new ArrayList<String>();
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            Awaitility.await()
                    .atMost(ofSeconds(30))
                    .pollInSameThread()
                    .until(() -> {
                        consumer.poll(ofSeconds(1)).forEach(r -> values.add(r.value()));
                        return values.size() >= expected;
                    });
        }
        return values;
    }
}
