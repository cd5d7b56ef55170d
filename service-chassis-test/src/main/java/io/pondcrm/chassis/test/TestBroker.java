package io.pondcrm.chassis.test;

import io.pondcrm.local.broker.Broker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.util.FileSystemUtils;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The Kafka of this JVM's tests. Topics have fixed names, so that contexts are kept apart by a
 * broker each where that is cheap (our own, in this JVM), else by emptying the one there is.
 */
record TestBroker(String bootstrapServers, Runnable stop) {

    private static final int PATIENCE_SECONDS = 30;

    /** A broker without topics of ours. */
    static TestBroker fresh() {
        if (severalCanLive()) {
            return local();
        }
        deleteTopics(Server.BOOTSTRAP);
        return new TestBroker(Server.BOOTSTRAP, () -> {});
    }

    static boolean severalCanLive() {
        return System.getenv("POND_KAFKA") == null && !Docker.isThere();
    }

    void close() {
        stop.run();
    }

    private static TestBroker local() {
        try {
            var directory = Files.createTempDirectory("pond-test-broker");
            var broker = Broker.start(directory, 0);
            return new TestBroker(
                    broker.bootstrapServers(),
                    () -> {
                        broker.close();
                        delete(directory);
                    });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path directory) {
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void deleteTopics(String bootstrapServers) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var ours =
                    admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
                            .filter(it -> it.startsWith("crm."))
                            .toList();
            admin.deleteTopics(ours).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            var groups =
                    admin.listGroups().all().get(PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
                            .map(it -> it.groupId())
                            .filter(it -> it.contains("-service."))
                            .toList();
            deleteGroups(admin, groups);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("Kafka does not answer", failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while emptying Kafka", stop);
        }
    }

    private static void deleteGroups(Admin admin, List<String> groups)
            throws InterruptedException, TimeoutException {
        try {
            admin.deleteConsumerGroups(groups).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException stillInUse) {
            // Its topics are gone, and with them its offsets' meaning.
        }
    }

    private static final class Server {
        static final String BOOTSTRAP = start();

        private static String start() {
            var given = System.getenv("POND_KAFKA");
            if (given != null) {
                return given;
            }
            var container = new KafkaContainer("apache/kafka:4.1.0");
            container.start(); // its reaper stops it with this JVM
            return container.getBootstrapServers();
        }
    }
}
