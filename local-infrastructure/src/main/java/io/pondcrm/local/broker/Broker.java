package io.pondcrm.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.metadata.storage.FormatterException;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka node that is broker and controller at once, on 127.0.0.1, with its data on disk.
 *
 * <p>A process that is killed keeps every acknowledged record; a machine that loses power may lose
 * the last ones, because one node has no replicas and Kafka does not wait for the disk. Production
 * runs a cluster with {@code min.insync.replicas=2}.
 */
public final class Broker implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final int port;

    private Broker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker on a directory, which is formatted first if it is new; data of an earlier run
     * is kept.
     *
     * @param port where clients connect; the controller listens on the next one. 0 picks free ports
     *     for both.
     * @return the running broker; clients may connect at once
     * @throws org.apache.kafka.common.KafkaException if a port is taken, or another broker has the
     *     directory
     */
    public static Broker start(Path directory, int port) {
        format(directory);
        for (var attempt = 1; ; attempt++) {
            var ports = port == 0 ? freePorts() : List.of(port, port + 1);
            var server = new KafkaRaftServer(config(directory, ports), Time.SYSTEM);
            try {
                server.startup();
                return new Broker(server, ports.getFirst());
            } catch (RuntimeException failure) {
                server.shutdown();
                server.awaitShutdown();
                // Someone may take a free port between our look and Kafka's bind.
                if (port != 0 || attempt == ATTEMPTS || !causedByTakenPort(failure)) {
                    throw failure;
                }
            }
        }
    }

    /** Host and port for clients, e.g. {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops the broker and returns when its files are closed. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Returns when someone else has closed the broker, or it has failed. */
    void await() {
        server.awaitShutdown();
    }

    private static void format(Path directory) {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try (var silence =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(directory);
            new Formatter()
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(directory.toString())
                    .addDirectory(directory.toString())
                    .setIgnoreFormatted(true)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setPrintStream(silence)
                    .run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (FormatterException failure) {
            throw failure;
        } catch (Exception failure) { // Formatter declares no narrower type
            throw new IllegalStateException("Cannot format " + directory, failure);
        }
    }

    private static KafkaConfig config(Path directory, List<Integer> ports) {
        var client = "127.0.0.1:" + ports.getFirst();
        var controller = "127.0.0.1:" + ports.getLast();
        var settings = new Properties();
        settings.putAll(
                Map.ofEntries(
                        Map.entry("node.id", String.valueOf(NODE)),
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("controller.quorum.voters", NODE + "@" + controller),
                        Map.entry(
                                "listeners",
                                "PLAINTEXT://" + client + ",CONTROLLER://" + controller),
                        Map.entry("advertised.listeners", "PLAINTEXT://" + client),
                        Map.entry("controller.listener.names", "CONTROLLER"),
                        Map.entry(
                                "listener.security.protocol.map",
                                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
                        Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                        Map.entry("log.dirs", directory.toString()),
                        // A misspelt topic must fail, not appear.
                        Map.entry("auto.create.topics.enable", "false"),
                        Map.entry("num.partitions", "3"),
                        Map.entry("default.replication.factor", "1"),
                        Map.entry("min.insync.replicas", "1"),
                        Map.entry("offsets.topic.replication.factor", "1"),
                        Map.entry("offsets.topic.num.partitions", "3"),
                        Map.entry("transaction.state.log.replication.factor", "1"),
                        Map.entry("transaction.state.log.min.isr", "1"),
                        Map.entry("transaction.state.log.num.partitions", "3"),
                        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                        Map.entry("share.coordinator.state.topic.min.isr", "1"),
                        Map.entry("share.coordinator.state.topic.num.partitions", "3"),
                        Map.entry("group.initial.rebalance.delay.ms", "0"),
                        // Back in 5 s instead of 14 s after a kill: the controller must first see
                        // the old session end.
                        Map.entry("broker.session.timeout.ms", "2000"),
                        Map.entry("broker.heartbeat.interval.ms", "500"),
                        Map.entry("controlled.shutdown.enable", "false"),
                        // A small machine: the defaults reserve 128 MiB and some 30 threads.
                        Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                        Map.entry("num.network.threads", "2"),
                        Map.entry("num.io.threads", "4"),
                        Map.entry("background.threads", "2")));
        return new KafkaConfig(settings, false);
    }

    private static List<Integer> freePorts() {
        var loopback = InetAddress.getLoopbackAddress();
        try (var one = new ServerSocket(0, 1, loopback);
                var other = new ServerSocket(0, 1, loopback)) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean causedByTakenPort(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}
