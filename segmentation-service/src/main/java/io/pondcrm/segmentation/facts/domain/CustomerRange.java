package io.pondcrm.segmentation.facts.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The customers whose ids lie between two others: a part of a walk over all that can be made by
 * itself, beside the other parts or after a break.
 *
 * @param number counts the ranges from 0, in the order of the ids
 * @param after the last customer of the range before; null for the first range
 * @param upTo the last customer of this one; null for the last range, which has no end
 */
public record CustomerRange(int number, @Nullable CustomerId after, @Nullable CustomerId upTo) {

    /** How many ranges are worked on at once. */
    private static final int LANES = 4;

    /**
     * The ranges that lie between bounds; together they have every customer once.
     *
     * @param bounds ascending, as {@link Facts#listBounds} gives them
     */
    public static List<CustomerRange> between(List<CustomerId> bounds) {
        var ranges = new ArrayList<CustomerRange>();
        CustomerId after = null;
        for (var bound : bounds) {
            ranges.add(new CustomerRange(ranges.size(), after, bound));
            after = bound;
        }
        ranges.add(new CustomerRange(ranges.size(), after, null));
        return ranges;
    }

    /**
     * Reads the range's customers in the order of their ids.
     *
     * @param limit how many a page has at most
     * @return how many there were
     */
    public int read(Facts facts, int limit, Consumer<CustomerFacts> look) {
        var read = 0;
        for (var page : facts.pagesAfter(after, limit)) {
            for (var known : page) {
                if (isBehind(known.customer())) {
                    return read;
                }
                look.accept(known);
                read++;
            }
            if (upTo != null && page.getLast().customer().equals(upTo)) {
                return read;
            }
        }
        return read;
    }

    /**
     * Works on ranges side by side; one waits for the store while another thinks. Whoever calls
     * hears of each, in order and on the thread that called.
     *
     * @param work on any thread; what it throws comes back to the caller, once the ranges that were
     *     begun are done
     * @param done may throw to stop
     */
    public static <T> void inLanes(
            List<CustomerRange> ranges, Function<CustomerRange, T> work, Consumer<T> done) {
        try (var lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            var open = new ArrayDeque<Future<T>>();
            for (var range : ranges) {
                if (open.size() == LANES) {
                    done.accept(outcome(open.remove()));
                }
                open.add(lanes.submit(() -> work.apply(range)));
            }
            while (!open.isEmpty()) {
                done.accept(outcome(open.remove()));
            }
        }
    }

    private static <T> T outcome(Future<T> lane) {
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

    private boolean isBehind(CustomerId customer) {
        return upTo != null && customer.value().compareTo(upTo.value()) > 0;
    }
}
