package io.pondcrm.segmentation;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Works on the parts of a long walk side by side: one waits for the store while another thinks. */
public final class Lanes {

    /** How many parts are worked on at once. */
    private static final int LANES = 4;

    private Lanes() {}

    /**
     * Works on all parts. Whoever calls hears of each, in order and on the thread that called;
     * parts are asked for on that thread too, none long before its turn.
     *
     * @param work on any thread; what it throws comes back to the caller, once the parts that were
     *     begun are done
     * @param done may throw to stop
     */
    public static <P, R> void work(
            Iterator<? extends P> parts,
            Function<? super P, ? extends R> work,
            Consumer<? super R> done) {
        try (var lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            var open = new ArrayDeque<Future<R>>();
            while (parts.hasNext()) {
                var part = parts.next();
                if (open.size() == LANES) {
                    done.accept(outcome(open.remove()));
                }
                open.add(lanes.submit(() -> work.apply(part)));
            }
            while (!open.isEmpty()) {
                done.accept(outcome(open.remove()));
            }
        }
    }

    private static <R> R outcome(Future<R> lane) {
        try {
            return lane.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting", interrupted);
        }
    }
}
