package io.pondcrm.suite;

import io.pondcrm.suite.Processes.State;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** All of it together: up, down, and what it looks like now. */
public final class Suite {

    private static final Duration LONGEST_START = Duration.ofMinutes(4);

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
        return up(processes.names());
    }

    /**
     * Starts those of the wanted programs that are not running, leaves all others as they are, and
     * waits until everything that runs takes work.
     *
     * @param wanted in the order in which they are started
     * @return how long that took
     * @throws IOException naming the program that did not come up, with the end of its log
     */
    public Duration up(List<String> wanted) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var names = processes.names();
        var running =
                names.stream()
                        .filter(it -> wanted.contains(it) || processes.find(it).isPresent())
                        .toList();
        var started = new ArrayList<String>();
        for (var name : wanted) {
            // Services make their indexes when they start, so the store comes first; all else
            // starts at once.
            if (!Selection.INFRASTRUCTURE.contains(name) && started.contains("store")) {
                awaitReady(List.of("store"), begun, running);
            }
            if (processes.find(name).isEmpty()) {
                processes.start(name);
                started.add(name);
            }
        }
        awaitReady(running, begun, running);
        var took = Duration.ofNanos(System.nanoTime() - begun);
        if (running.size() == names.size()) {
            terminal.done(
                    "All healthy",
                    took,
                    names.size() + " processes, " + residentMegabytes() + " MB");
        } else {
            terminal.done(
                    "Healthy",
                    took,
                    "%d of %d processes, %d MB"
                            .formatted(running.size(), names.size(), residentMegabytes()));
            terminal.line(
                    "  %-26s %s   (./pond up starts all)",
                    "Not running",
                    names.stream()
                            .filter(it -> !running.contains(it))
                            .collect(Collectors.joining(" ")));
        }
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
                processes.names().stream()
                        .filter(it -> !Selection.INFRASTRUCTURE.contains(it))
                        .toList());
        stopTogether(Selection.INFRASTRUCTURE);
        terminal.done(
                "All stopped",
                Duration.ofNanos(System.nanoTime() - begun),
                "nothing left running, data kept");
    }

    /** Stops these at the same time, and lets each write its ahead-of-time cache if it learned. */
    void stopTogether(List<String> names) throws InterruptedException, IOException {
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

    /**
     * Shows what runs.
     *
     * @return whether something was started, and all that was started takes work
     */
    boolean status() {
        var states = new ArrayList<State>();
        terminal.line("  %-14s %7s %6s %8s  %s", "program", "pid", "port", "memory", "state");
        for (var name : processes.names()) {
            var state = processes.state(name);
            states.add(state);
            terminal.line(
                    "  %-14s %7s %6d %8s  %s",
                    name,
                    processes.find(name).map(it -> String.valueOf(it.pid())).orElse("-"),
                    processes.port(name),
                    switch (state) {
                        case READY, NOT_READY -> processes.residentMegabytes(name) + " MB";
                        case NOT_STARTED, ENDED -> "-";
                    },
                    switch (state) {
                        case READY, NOT_STARTED -> state.toString();
                        case NOT_READY, ENDED -> state + ": see ./pond logs " + name;
                    });
        }
        terminal.line(
                "  %-29s %8s  %d of %d ready",
                "together",
                residentMegabytes() + " MB",
                Collections.frequency(states, State.READY),
                states.size());
        return states.contains(State.READY)
                && !states.contains(State.NOT_READY)
                && !states.contains(State.ENDED);
    }

    /** Megabytes that all processes hold together. */
    public long residentMegabytes() {
        return processes.residentMegabytes();
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
