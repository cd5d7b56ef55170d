package io.pondcrm.suite;

import io.pondcrm.local.keys.KeyFile;
import io.pondcrm.local.keys.ReceiptKeyFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The suite's processes: starts, finds, watches and stops them. They live on when the launcher
 * ends.
 */
public final class Processes {

    private static final int LARGEST_NEW_GENERATION_MEGABYTES = 80;

    private final Settings settings;
    private final Installation installation;
    private final boolean learning;
    private final Sizing sizing;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    /** How a program is. */
    enum State {
        /** Nobody asked for it since it was last stopped, if ever it ran. */
        NOT_STARTED("not started"),
        /** It runs, and does not take work now. */
        NOT_READY("not ready"),
        READY("ready"),
        /** It was started, and runs no more, though nobody stopped it. */
        ENDED("ended");

        private final String words;

        State(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** What the processes are made for. */
    public enum Sizing {
        /**
         * A try on a small machine: starts soon and needs little memory. What {@code pond} uses.
         */
        SMALL(1, 1),
        /** Days of work: the JVM's full compiler, and room for more data than a try has. */
        SERVER(4, 3);

        private final int compilerLevel;
        private final int heaps;

        Sizing(int compilerLevel, int heaps) {
            this.compilerLevel = compilerLevel;
            this.heaps = heaps;
        }
    }

    public Processes(Settings settings) {
        this(settings, true, Sizing.SMALL);
    }

    public Processes(Settings settings, Sizing sizing) {
        this(settings, sizing == Sizing.SMALL, sizing);
    }

    Processes(Settings settings, boolean learning) {
        this(settings, learning, Sizing.SMALL);
    }

    /**
     * @param learning whether a first run shall note what start-up needs and write it down as an
     *     ahead-of-time cache when it is stopped, which makes both slower
     */
    private Processes(Settings settings, boolean learning, Sizing sizing) {
        this.sizing = sizing;
        this.learning = learning;
        this.settings = settings;
        this.installation = new Installation(settings);
    }

    /** Names of all programs, in the order in which they are started. */
    public List<String> names() {
        return Program.all(settings).stream().map(Program::name).toList();
    }

    /** The running process of a program; empty where it is not running. */
    public Optional<ProcessHandle> find(String name) {
        var file = pidFile(name);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            var lines = Files.readAllLines(file);
            // A process id is used again after a while: the start time tells whether it is still
            // ours.
            return ProcessHandle.of(Long.parseLong(lines.get(0)))
                    .filter(ProcessHandle::isAlive)
                    .filter(it ->
                            it.info()
                                    .startInstant()
                                    .map(Instant::toString)
                                    .orElse("")
                                    .equals(lines.get(1)));
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    /**
     * Starts a program that is not running. Returns at once; {@link #isReady} tells when it takes
     * work.
     */
    public ProcessHandle start(String name) throws IOException, InterruptedException {
        var running = find(name);
        if (running.isPresent()) {
            return running.get();
        }
        var program = program(name);
        if (listens(program.port())) {
            throw new IOException(
                    "Port %d, which %s needs, is taken by another process. Stop that, or choose another port: POND_PORT_%s=..."
                            .formatted(
                                    program.port(), name, name.toUpperCase(java.util.Locale.ROOT)));
        }
        var jar = installation.unpack(program.module());
        var log = logFile(name);
        Files.createDirectories(log.getParent());
        Files.createDirectories(pidFile(name).getParent());
        if (Files.exists(log) && Files.size(log) > 20_000_000) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        var builder =
                new ProcessBuilder(command(program, jar))
                        .directory(settings.home().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(program.environment());
        if (program.environment().get(Program.KEY_FILE) instanceof String keys) {
            new KeyFile(Path.of(keys)).ensure();
        }
        if (program.environment().get(Program.RECEIPT_KEY_FILE) instanceof String key) {
            new ReceiptKeyFile(Path.of(key)).ensure();
        }
        for (var secret : program.secrets()) {
            var kept = settings.home().resolve("data/secrets").resolve(secret);
            builder.environment().putIfAbsent(secret, new KeptSecret(kept).read());
        }
        var process = builder.start();
        process.getOutputStream().close();
        var handle = process.toHandle();
        Files.writeString(
                pidFile(name),
                handle.pid()
                        + "\n"
                        + handle.info().startInstant().map(Instant::toString).orElse("")
                        + "\n");
        return handle;
    }

    private List<String> command(Program program, Path jar) throws IOException {
        var flags =
                new ArrayList<>(
                        List.of(
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=" + sizing.compilerLevel,
                                "-XX:+UseCompactObjectHeaders",
                                "-Xss512k",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                // Of Tink's protobuf, which would be warned of in the log.
                                "--sun-misc-unsafe-memory-access=allow",
                                // The JVM would begin with a share of the machine's memory.
                                "-Xms" + program.heapMegabytes() / 4 + "m",
                                // It would also keep two thirds of its heap free after a busy hour.
                                "-XX:MinHeapFreeRatio=15",
                                "-XX:MaxHeapFreeRatio=30",
                                "-Xmx" + program.heapMegabytes() * sizing.heaps + "m"));
        if (sizing == Sizing.SMALL) {
            flags.add("-XX:-ShrinkHeapInSteps");
            // The store's garbage alone would take a third of its heap.
            flags.add(
                    "-XX:MaxNewSize="
                            + Math.min(
                                    program.heapMegabytes() / 3, LARGEST_NEW_GENERATION_MEGABYTES)
                            + "m");
        }
        var cache = installation.cache(program, jar, flags);
        var command = new ArrayList<String>();
        // In a session of its own, Ctrl-C at the launcher does not reach it.
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.add(settings.jdk().resolve("bin/java").toString());
        command.addAll(flags);
        if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        } else if (learning) {
            // The first run learns what start-up needs, and writes it down when it is stopped.
            Files.createDirectories(cache.getParent());
            command.add("-XX:AOTCacheOutput=" + cache);
        }
        command.add("-Xlog:aot=off");
        command.add("-Xlog:disable");
        command.add("-Xlog:all=error:stderr");
        if (program.mainClass().isEmpty()) {
            command.addAll(List.of("-jar", jar.toString()));
        } else {
            command.addAll(List.of("-cp", jar.toString(), program.mainClass()));
        }
        command.addAll(program.arguments());
        return command;
    }

    /** How a program is now. */
    State state(String name) {
        if (find(name).isPresent()) {
            return isReady(name) ? State.READY : State.NOT_READY;
        }
        // Whoever stops a program also takes its file away.
        return Files.exists(pidFile(name)) ? State.ENDED : State.NOT_STARTED;
    }

    /** Whether a program takes work now. */
    public boolean isReady(String name) {
        var program = program(name);
        return switch (program.health()) {
            case Program.Health.Listens _ -> listens(program.port());
            case Program.Health.Answers(var uri) ->
                    answers(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(3)).build());
        };
    }

    /** Asks a program to stop, and makes it stop if it does not within the time. */
    public void stop(String name, Duration patience) throws InterruptedException, IOException {
        var running = find(name);
        if (running.isPresent()) {
            var process = running.get();
            process.destroy();
            if (!ended(process, patience)) {
                process.destroyForcibly();
                ended(process, Duration.ofSeconds(10));
            }
        }
        Files.deleteIfExists(pidFile(name));
    }

    private static boolean ended(ProcessHandle process, Duration patience)
            throws InterruptedException {
        var until = System.nanoTime() + patience.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() > until) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return true;
    }

    /** Megabytes that all running programs hold together. */
    long residentMegabytes() {
        return names().stream().mapToLong(this::residentMegabytes).sum();
    }

    /**
     * Megabytes of memory that a running program holds; 0 where the system does not tell. Where
     * Linux tells more, of a page that several processes share each counts its share, so that the
     * sum over all is what they hold together.
     */
    public long residentMegabytes(String name) {
        return find(name)
                .map(it -> Path.of("/proc", String.valueOf(it.pid())))
                .map(it -> {
                    var proportional = megabytes(it.resolve("smaps_rollup"), "Pss:");
                    return proportional > 0
                            ? proportional
                            : megabytes(it.resolve("status"), "VmRSS:");
                })
                .orElse(0L);
    }

    private static long megabytes(Path file, String name) {
        try {
            for (var line : Files.readAllLines(file)) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000;
                }
            }
        } catch (IOException | RuntimeException _) {
            // not Linux, or gone
        }
        return 0;
    }

    public Path logFile(String name) {
        return settings.home().resolve("logs").resolve(name + ".log");
    }

    int port(String name) {
        return program(name).port();
    }

    private Path pidFile(String name) {
        return settings.home().resolve("run").resolve(name + ".pid");
    }

    private Program program(String name) {
        return Program.all(settings).stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "There is no program " + name + "; there are " + names()));
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private boolean answers(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
