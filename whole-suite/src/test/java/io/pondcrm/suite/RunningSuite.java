package io.pondcrm.suite;

import io.pondcrm.suite.Settings.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The suite as {@code ./pond up} starts it: real processes from the packaged jars, on free ports,
 * with data of its own. Started once for all journeys, and stopped after the last.
 */
final class RunningSuite implements ParameterResolver {

    /** What a journey works with. */
    static final class Pond implements AutoCloseable {

        final Settings settings;
        final Processes processes;
        final Suite suite;
        final Api ops;

        private Pond() throws IOException, InterruptedException {
            var ports = new EnumMap<Port, Integer>(Port.class);
            var held = new ArrayList<ServerSocket>();
            for (var port : Port.values()) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports.put(port, socket.getLocalPort());
            }
            for (var socket : held) {
                socket.close();
            }
            var home = Files.createTempDirectory("pond-journeys");
            settings =
                    new Settings(
                            Path.of("..").toAbsolutePath().normalize(),
                            home,
                            Path.of(System.getProperty("java.home")),
                            ports);
            processes = new Processes(settings);
            suite = new Suite(processes, new Terminal(System.out, false));
            suite.up();
            ops = new Api(settings, "ops");
        }

        Api as(String client) {
            return new Api(settings, client);
        }

        ProcessHandle process(String name) {
            return processes
                    .find(name)
                    .orElseThrow(() -> new IllegalStateException(name + " does not run"));
        }

        /** {@code kill -9}. */
        void kill(String name) {
            var process = process(name);
            process.destroyForcibly();
            process.onExit().join();
        }

        /** Stops a process in its tracks; its connections stay open and nobody answers. */
        void freeze(String name) throws IOException, InterruptedException {
            signal(name, "-STOP");
        }

        void thaw(String name) throws IOException, InterruptedException {
            signal(name, "-CONT");
        }

        private void signal(String name, String signal) throws IOException, InterruptedException {
            var code =
                    new ProcessBuilder("kill", signal, String.valueOf(process(name).pid()))
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new IOException("kill " + signal + " answered " + code);
            }
        }

        @Override
        public void close() throws IOException, InterruptedException {
            for (var name : processes.names()) {
                // Journeys leave nothing behind; the cache that a gentle stop would write is not
                // wanted.
                processes.stop(name, Duration.ZERO);
            }
            try (var files = Files.walk(settings.home())) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Pond.class;
    }

    @Override
    public Pond resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(RunningSuite.class))
                .computeIfAbsent(
                        Pond.class,
                        _ -> {
                            try {
                                return new Pond();
                            } catch (IOException failure) {
                                throw new UncheckedIOException(failure);
                            } catch (InterruptedException failure) {
                                Thread.currentThread().interrupt();
                                throw new IllegalStateException(failure);
                            }
                        },
                        Pond.class);
    }
}
