package io.pondcrm.suite;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at the machine as a new user would have to. */
final class Doctor {

    private static final long MEGABYTE = 1_000_000;
    private static final long GIGABYTE = 1L << 30;
    private static final long NEEDED_MEMORY = 3 * GIGABYTE + GIGABYTE / 2;

    private final Settings settings;
    private final Processes processes;
    private final Terminal terminal;

    Doctor(Settings settings, Processes processes, Terminal terminal) {
        this.settings = settings;
        this.processes = processes;
        this.terminal = terminal;
    }

    void examine() throws IOException {
        var system =
                ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        tell(
                Runtime.version().feature() == 25,
                "JDK " + Runtime.version(),
                "Install a JDK 25 and set JAVA_HOME");
        var memory =
                available(system.getTotalMemorySize()) + processes.residentMegabytes() * MEGABYTE;
        tell(
                memory >= NEEDED_MEMORY,
                "Memory %.1f GB available to PondCRM".formatted((double) memory / GIGABYTE),
                "The build and the first start, which records caches, take up to 3.5 GB for a moment; later starts"
                        + " hold about 2.5 GB. Close other programs, or start some services only: ./pond up customer");
        var free = Files.getFileStore(settings.home()).getUsableSpace();
        tell(
                free > 2 * GIGABYTE,
                "Disk " + free / GIGABYTE + " GB free",
                "Make room: data, logs and caches take about 2 GB");
        tell(
                Files.isWritable(settings.home()),
                "Data under " + settings.home(),
                "Make it writable, or set POND_HOME");
        for (var name : processes.names()) {
            var port = processes.port(name);
            if (processes.find(name).isPresent()) {
                tell(
                        processes.isReady(name),
                        name + " runs on port " + port,
                        "See ./pond logs " + name);
            } else {
                tell(
                        isFree(port),
                        name + " does not run, port " + port + " is free",
                        "Another process has port "
                                + port
                                + ": stop it, or set POND_PORT_"
                                + name.toUpperCase(java.util.Locale.ROOT));
            }
        }
    }

    /** What the system could give to new programs; all there is where it does not say. */
    private static long available(long total) {
        // The JVM would count what the system only keeps as a cache of files as taken.
        try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(it -> it.startsWith("MemAvailable:"))
                    .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")) * 1024)
                    .map(it -> Math.min(it, total))
                    .findFirst()
                    .orElse(total);
        } catch (IOException | RuntimeException _) {
            return total;
        }
    }

    private void tell(boolean good, String what, String otherwise) {
        terminal.line(good ? "  ok    " + what : "  FIX   " + what + ". " + otherwise);
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
