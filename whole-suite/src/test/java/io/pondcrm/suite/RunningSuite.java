package io.pondcrm.suite;

import io.pondcrm.suite.Settings.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The suite as {@code ./pond up} starts it: real processes from the packaged jars, on free ports,
 * with data of its own. Started once for all journeys, and stopped after the last.
 */
final class RunningSuite implements ParameterResolver {

    /**
     * Order of a journey that leaves thousands of customers or records behind: all that hears or
     * reckons everything anew, as other journeys do, would take that much longer after it.
     */
    static final int LATE = Integer.MAX_VALUE;

    static {
        // Who waits for a service to hear of something is told 404 until then, and 503 while it
        // starts.
        Awaitility.ignoreExceptionsByDefaultMatching(IOException.class::isInstance);
    }

    /** A second process of a service, and the way to it. */
    record Twin(String name, Processes processes, Api ops) implements AutoCloseable {

        @Override
        public void close() throws IOException, InterruptedException {
            processes.stop(name, Duration.ZERO);
        }
    }

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
                var socket = listening();
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
            // A journey waits for this to pass; all else is as it is delivered.
            Files.writeString(
                    Files.createDirectories(home.resolve("config"))
                            .resolve("application.properties"),
                    "pond.privacy.collecting=20s\n");
            var terminal = new Terminal(System.out, false);
            learnToStart(terminal);
            processes = new Processes(settings, false);
            suite = new Suite(processes, terminal);
            suite.up();
            ops = new Api(settings, "ops");
        }

        /**
         * Lets the services write their ahead-of-time caches, as the first {@code ./pond down}
         * does: journeys that kill them wait for dozens of starts.
         */
        private void learnToStart(Terminal terminal) throws IOException, InterruptedException {
            var learning = new Processes(settings, true);
            var suite = new Suite(learning, terminal);
            suite.up();
            suite.stopTogether(
                    learning.names().stream()
                            .filter(it -> !Selection.INFRASTRUCTURE.contains(it))
                            .toList());
        }

        Api as(String client) {
            return new Api(settings, client);
        }

        /**
         * One more process of a service beside the first, on the same store and broker; not known
         * to the gateway.
         */
        Twin twin(Port port) throws IOException, InterruptedException {
            return twin(port, null);
        }

        /**
         * @param traces who collects all that the process says of what it does; null for nobody
         */
        Twin twin(Port port, @Nullable Traces traces) throws IOException, InterruptedException {
            var more = new EnumMap<>(settings.ports());
            try (var socket = listening()) {
                more.put(port, socket.getLocalPort());
            }
            var home = Files.createDirectories(settings.home().resolve("twin-of-" + port));
            shareSecrets(home);
            if (traces != null) {
                traces.ofProcessIn(home);
            }
            var name = port.name().toLowerCase(Locale.ROOT);
            var its =
                    new Processes(new Settings(settings.root(), home, settings.jdk(), more), false);
            its.start(name);
            while (!its.isReady(name)) {
                if (its.find(name).isEmpty()) {
                    throw new IOException("The twin of " + name + " did not come up");
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
            return new Twin(name, its, straightTo(more.get(port)));
        }

        /**
         * Below the ports that systems give outgoing connections: one of those would keep a program
         * that was killed from coming back.
         */
        private static ServerSocket listening() throws IOException {
            while (true) {
                var port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
                try {
                    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                } catch (BindException _) {
                    // Another one, then.
                }
            }
        }

        /**
         * What all processes of a service must have in common, as in any deployment: their keys.
         */
        private void shareSecrets(Path home) throws IOException {
            var theirs = Files.createDirectories(home.resolve("data/secrets"));
            try (var ours = Files.list(settings.home().resolve("data/secrets"))) {
                for (var secret : ours.toList()) {
                    Files.copy(
                            secret,
                            theirs.resolve(secret.getFileName()),
                            StandardCopyOption.REPLACE_EXISTING,
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }

        /** A client that calls the service on this port without the gateway. */
        Api straightTo(int port) {
            var past = new EnumMap<>(settings.ports());
            past.put(Port.GATEWAY, port);
            return new Api(
                    new Settings(settings.root(), settings.home(), settings.jdk(), past), "ops");
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
