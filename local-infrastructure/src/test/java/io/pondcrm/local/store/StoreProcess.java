package io.pondcrm.local.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@link StoreMain} in a JVM of its own, which can be killed. */
final class StoreProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Store ready at (mongodb://\\S+?),");

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private StoreProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static StoreProcess start(Path directory) throws IOException {
        return start(directory, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    static StoreProcess start(Path directory, String... jvmOptions) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(StoreMain.class.getName(), "0", directory.toString()));
        return new StoreProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Reads up to the readiness line. */
    String uri() throws IOException {
        String line;
        while ((line = output.readLine()) != null) {
            lines.add(line);
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return ready.group(1);
            }
        }
        throw new IOException("The store did not start: " + lines);
    }

    /** What it printed until it ended. */
    List<String> outputToTheEnd() throws IOException {
        output.lines().forEach(lines::add);
        return lines;
    }

    int exitCode() throws InterruptedException {
        process.waitFor();
        return process.exitValue();
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill}. */
    void terminate() {
        process.toHandle().destroy();
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive() && !process.destroyForcibly().waitFor(5, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the store's process does not end");
        }
    }
}
