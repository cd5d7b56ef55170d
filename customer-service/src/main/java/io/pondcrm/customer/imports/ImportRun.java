package io.pondcrm.customer.imports;

import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.imports.domain.ImportCounts;
import io.pondcrm.customer.imports.domain.Lanes;
import io.pondcrm.customer.imports.domain.RecordBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One attempt at a file. Its lanes go through the parts side by side; after each part of a lane is
 * noted how far that lane is, before it goes on. Killed between the two, a lane applies one part a
 * second time, to the same end and the same counts: the stored documents remember which batch
 * brought them.
 */
final class ImportRun implements AutoCloseable {

    private static final String NEXT = "nextParts";

    /** How many parts the fastest lane may be ahead of the slowest: so many more are in memory. */
    private static final int AHEAD = 2;

    private record Applied(int lane, ImportCounts counts) {}

    private final JobRun run;
    private final ImportSpec spec;
    private final ImportChunks chunks;
    private final ApplyImport applyImport;
    private final int[] next;
    private final boolean[] busy = new boolean[Lanes.COUNT];
    private final Map<Integer, Future<List<RecordBatch>>> parts = new HashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletionService<Applied> results = new ExecutorCompletionService<>(workers);
    private ImportCounts counts;

    ImportRun(JobRun run, ImportSpec spec, ImportChunks chunks, ApplyImport applyImport) {
        this.run = run;
        this.spec = spec;
        this.chunks = chunks;
        this.applyImport = applyImport;
        this.next = nextOf(run.checkpoint());
        this.counts =
                new ImportCounts(
                        run.counter("read"),
                        run.counter("applied"),
                        run.counter("unchanged"),
                        run.counter("rejected"));
    }

    /**
     * An attempt of a release with another number of lanes dealt the rows differently: all lanes go
     * on where its slowest was, and find unchanged what its others did.
     */
    private static int[] nextOf(Map<String, Object> checkpoint) {
        var next = new int[Lanes.COUNT];
        if (checkpoint.get(NEXT) instanceof List<?> saved && !saved.isEmpty()) {
            var parts = saved.stream().mapToInt(part -> ((Number) part).intValue()).toArray();
            if (parts.length == next.length) {
                return parts;
            }
            Arrays.fill(next, Arrays.stream(parts).min().orElseThrow());
        }
        return next;
    }

    /** Goes on where the last attempt was, to the end of the file. */
    void finish() {
        forget(0);
        if (spec.chunks() == 0) {
            save();
        }
        while (slowest() < spec.chunks()) {
            readAhead();
            startLanes();
            var before = slowest();
            awaitSome().forEach(this::count);
            save();
            forget(before);
        }
    }

    private int slowest() {
        return Arrays.stream(next).min().orElseThrow();
    }

    private void readAhead() {
        var last = Math.min(slowest() + AHEAD, spec.chunks() - 1);
        for (var number = slowest(); number <= last; number++) {
            parts.computeIfAbsent(
                    number, part -> workers.submit(() -> applyImport.read(run.id(), spec, part)));
        }
    }

    private void startLanes() {
        for (var lane = 0; lane < Lanes.COUNT; lane++) {
            var part = parts.get(next[lane]);
            if (part != null && !busy[lane]) {
                busy[lane] = true;
                start(lane, next[lane], part);
            }
        }
    }

    private void start(int lane, int number, Future<List<RecordBatch>> part) {
        results.submit(() -> {
            var batch = part.get().get(lane);
            return new Applied(lane, applyImport.handle(run.id(), spec, number, lane, batch));
        });
    }

    /** At least one lane's result; those that are there by now are noted in one write. */
    private List<Applied> awaitSome() {
        try {
            var applied = new ArrayList<Applied>();
            for (var result = results.take(); result != null; result = results.poll()) {
                applied.add(result.get());
            }
            return applied;
        } catch (ExecutionException failure) {
            throw unwrapped(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped in the middle of " + run.id(), stopped);
        }
    }

    /** The failure of a lane, or of the reading that the lane waited for. */
    private static RuntimeException unwrapped(ExecutionException failure) {
        return switch (failure.getCause()) {
            case ExecutionException reading -> unwrapped(reading);
            case RuntimeException cause -> cause;
            case Error cause -> throw cause;
            case null, default -> new IllegalStateException(failure);
        };
    }

    private void count(Applied applied) {
        busy[applied.lane()] = false;
        next[applied.lane()]++;
        counts = counts.plus(applied.counts());
    }

    private void save() {
        run.progress(counts.read(), spec.records());
        run.save(
                Map.of(NEXT, Arrays.stream(next).boxed().toList()),
                Map.of(
                        "read", counts.read(),
                        "applied", counts.applied(),
                        "unchanged", counts.unchanged(),
                        "rejected", counts.rejected()));
    }

    /** Throws away the parts that no lane needs any more, but the slowest lane needed till now. */
    private void forget(int before) {
        if (slowest() > before) {
            parts.keySet().removeIf(number -> number < slowest());
            chunks.removeUpTo(run.id(), slowest() - 1);
        }
    }

    /** Returns when no lane is at work any more. */
    @Override
    public void close() {
        workers.close();
    }
}
