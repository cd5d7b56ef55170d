package io.pondcrm.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** All of it together: up, down, and what it looks like now. */
public final class Suite {

    private static final Duration LONGEST_START = Duration.ofMinutes(4);
    private static final List<String> INFRASTRUCTURE = List.of("store", "broker", "issuer");

    private final Processes processes;
    private final Terminal terminal;

    public Suite(Processes processes, Terminal terminal) {
        this.processes = processes;
        this.terminal = terminal;
    }

    /**
     * Starts what is not running and waits until all of it takes work.
     *
     * @return how long that took
     * @throws IOException naming the program that did not come up, with the end of its log
     */
    public Duration up() throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var names = processes.names();
        var started = new ArrayList<String>();
        for (var name : names) {
            // Services make their indexes when they start, so the store comes first; all else
            // starts at once.
            if (!INFRASTRUCTURE.contains(name) && started.contains("store")) {
                awaitReady(List.of("store"), begun, names);
            }
            if (processes.find(name).isEmpty()) {
                processes.start(name);
                started.add(name);
            }
        }
        awaitReady(names, begun, names);
        var took = Duration.ofNanos(System.nanoTime() - begun);
        terminal.done(
                "All healthy", took, names.size() + " processes, " + residentMegabytes() + " MB");
        return took;
    }

    private void awaitReady(List<String> wanted, long begun, List<String> all)
            throws IOException, InterruptedException {
        while (true) {
            var ready = all.stream().filter(processes::isReady).toList();
            var passed = Duration.ofNanos(System.nanoTime() - begun);
            terminal.progress("Starting", ready.size(), all.size(), String.join(" ", ready));
            if (ready.containsAll(wanted)) {
                return;
            }
            for (var name : wanted) {
                if (processes.find(name).isEmpty()) {
                    throw new IOException(
                            name + " ended while it started. The end of its log:\n" + tail(name));
                }
            }
            if (passed.compareTo(LONGEST_START) > 0) {
                throw new IOException(
                        "Not ready after "
                                + passed.toSeconds()
                                + " s: "
                                + wanted.stream().filter(it -> !ready.contains(it)).toList()
                                + ". See ./pond logs <name>");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /**
     * Stops everything: who calls others first, who is called last.
     *
     * @throws IOException if a process can't be stopped
     */
    public void down() throws InterruptedException, IOException {
        var begun = System.nanoTime();
        stopTogether(
                processes.names().stream().filter(it -> !INFRASTRUCTURE.contains(it)).toList());
        stopTogether(INFRASTRUCTURE);
        terminal.done(
                "All stopped",
                Duration.ofNanos(System.nanoTime() - begun),
                "nothing left running, data kept");
    }

    private void stopTogether(List<String> names) throws InterruptedException, IOException {
        try (var stopping = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> stops = new ArrayList<>();
            for (var name : names) {
                stops.add(() -> {
                    // The first stop also writes the ahead-of-time cache, which takes its time on a
                    // small machine.
                    processes.stop(name, Duration.ofSeconds(90));
                    return null;
                });
            }
            for (var stop : stopping.invokeAll(stops)) {
                try {
                    stop.get();
                } catch (ExecutionException failure) {
                    throw new IOException(failure.getCause());
                }
            }
        }
    }

    void status() {
        terminal.line("  %-14s %7s %6s %8s  %s", "program", "pid", "port", "memory", "state");
        for (var name : processes.names()) {
            var running = processes.find(name);
            terminal.line(
                    "  %-14s %7s %6d %5d MB  %s",
                    name,
                    running.map(it -> String.valueOf(it.pid())).orElse("-"),
                    processes.port(name),
                    processes.residentMegabytes(name),
                    running.isEmpty()
                            ? "stopped"
                            : processes.isReady(name) ? "ready" : "not ready");
        }
    }

    /** Megabytes that all processes hold together. */
    public long residentMegabytes() {
        return processes.names().stream().mapToLong(processes::residentMegabytes).sum();
    }

    String tail(String name) throws IOException {
        var log = processes.logFile(name);
        if (!Files.exists(log)) {
            return "(no log)";
        }
        var lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }
}
