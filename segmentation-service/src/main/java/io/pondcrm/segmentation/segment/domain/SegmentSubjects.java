package io.pondcrm.segmentation.segment.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All customers as predicates see them now. */
public interface SegmentSubjects {

    /** How many customers a walk over all reads at once. */
    int PAGE = 500;

    Optional<SegmentSubject> find(CustomerId customer);

    /**
     * Walks over all customers in the order of their ids.
     *
     * @param after the last customer of the page before; null for the first page
     * @param limit how many at most; none come back only at the end
     */
    List<SegmentSubject> listAfter(@Nullable CustomerId after, int limit);

    /** All customers in the order of their ids, each page read when it is asked for. */
    default Iterable<List<SegmentSubject>> pages() {
        return () ->
                Stream.iterate(
                                listAfter(null, PAGE),
                                page -> !page.isEmpty(),
                                page -> listAfter(page.getLast().facts().customer(), PAGE))
                        .iterator();
    }

    /**
     * Shows one page of customers after the other, until there are none or the time is over.
     *
     * @return whether all were shown
     */
    default boolean showAll(Duration time, Consumer<SegmentSubject> viewer) {
        // How long it takes is about this machine, not about business: nanoTime, not the clock.
        var end = System.nanoTime() + time.toNanos();
        for (var page : pages()) {
            page.forEach(viewer);
            if (System.nanoTime() - end > 0) {
                return listAfter(page.getLast().facts().customer(), 1).isEmpty();
            }
        }
        return true;
    }
}
