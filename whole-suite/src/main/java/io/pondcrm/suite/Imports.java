package io.pondcrm.suite;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** Sends a file to an import of the API and watches its job to the end. */
public final class Imports {

    private final Api api;
    private final Terminal terminal;

    public Imports(Api api, Terminal terminal) {
        this.api = api;
        this.terminal = terminal;
    }

    /** Stores a mapping for a partner's files, over the one that is there. */
    public void map(String kind, String system, Path mapping)
            throws IOException, InterruptedException {
        var path = "/api/v1/partners/" + Api.encode(system) + "/mappings/" + kind;
        var body = Files.readString(mapping);
        var present = api.get(path);
        var etag = present.header("etag");
        var answer =
                present.status() == 200 && !etag.isEmpty()
                        ? api.put(path, body, "If-Match", etag)
                        : api.put(path, body);
        answer.orThrow();
    }

    /**
     * @param kind {@code customers} or {@code transactions}
     * @return the finished job, as the API tells it
     * @throws IOException if the upload or the job fails, with the API's own words
     */
    public JsonNode run(String kind, String system, Path file)
            throws IOException, InterruptedException {
        var label = "Import " + kind;
        var begun = System.nanoTime();
        var size = Files.size(file);
        var sent = new AtomicLong();
        var type = file.toString().endsWith(".csv") ? "text/csv" : "application/x-ndjson";
        var path =
                "/api/v1/"
                        + kind.substring(0, kind.length() - 1)
                        + "-imports?system="
                        + Api.encode(system);
        var accepted =
                api.upload(
                                path,
                                type,
                                () ->
                                        counted(
                                                file,
                                                read ->
                                                        terminal.progress(
                                                                label,
                                                                sent.addAndGet(read) / 4,
                                                                size,
                                                                "uploading")))
                        .orThrow();
        var job = accepted.header("location");
        while (true) {
            var now = api.read(job);
            var progress = now.path("progress");
            var done = progress.path("done").asLong(0);
            var total = Math.max(1, progress.path("total").asLong(0));
            terminal.progress(
                    label, total / 4 + done * 3 / 4, total, done + " of " + total + " rows");
            switch (now.path("state").asString()) {
                case "SUCCEEDED" -> {
                    var took = Duration.ofNanos(System.nanoTime() - begun);
                    var counters = now.path("counters");
                    var read = counters.path("read").asLong();
                    terminal.done(
                            label,
                            took,
                            "%,d rows: %,d applied, %,d unchanged, %,d rejected; %,d rows/s"
                                    .formatted(
                                            read,
                                            counters.path("applied").asLong(),
                                            counters.path("unchanged").asLong(),
                                            counters.path("rejected").asLong(),
                                            read * 1000 / Math.max(1, took.toMillis())));
                    return now;
                }
                case "FAILED", "CANCELLED" ->
                        throw new IOException("The import did not succeed: " + now);
                default -> TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private interface Reading {
        void advanced(long bytes);
    }

    private static InputStream counted(Path file, Reading reading) {
        try {
            return new FilterInputStream(
                    new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                @Override
                public int read(byte[] bytes, int from, int most) throws IOException {
                    var read = super.read(bytes, from, most);
                    if (read > 0) {
                        reading.advanced(read);
                    }
                    return read;
                }
            };
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
