package io.pondcrm.segmentation.facts.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All customers' facts. */
public interface Facts {

    /** What we know of a customer; empty if we never heard of them. */
    Optional<CustomerFacts> find(CustomerId customer);

    /** Whether a customer is known and nothing may be concluded about them. */
    default boolean isStopped(CustomerId customer) {
        return !stoppedAmong(List.of(customer)).isEmpty();
    }

    /**
     * What of some things is of customers about whom something may be concluded.
     *
     * @param customer whose a thing is
     */
    default <T> List<T> profiled(List<T> things, Function<? super T, String> customer) {
        var stopped =
                stoppedAmong(
                        things.stream().map(it -> new CustomerId(customer.apply(it))).toList());
        return stopped.isEmpty()
                ? things
                : things.stream()
                        .filter(it -> !stopped.contains(new CustomerId(customer.apply(it))))
                        .toList();
    }

    /** Of whom of these nothing may be concluded. One round trip. */
    Set<CustomerId> stoppedAmong(Collection<CustomerId> customers);

    /**
     * Walks over all customers in the order of their ids, but those about whom nothing may be
     * concluded.
     *
     * @param after the last customer of the page before; null for the first page
     * @param limit how many at most; fewer come back only at the end
     */
    List<CustomerFacts> listAfter(@Nullable CustomerId after, int limit);

    /**
     * {@link #listAfter All customers} in the order of their ids, each page read when it is asked
     * for.
     *
     * @param after the last customer who needs no look; null for none
     * @param limit how many a page has at most; none is empty
     */
    default Iterable<List<CustomerFacts>> pagesAfter(@Nullable CustomerId after, int limit) {
        return () ->
                Stream.iterate(
                                listAfter(after, limit),
                                page -> !page.isEmpty(),
                                page -> listAfter(page.getLast().customer(), limit))
                        .iterator();
    }

    /**
     * Parts all customers into ranges, to be read side by side.
     *
     * @param size how many customers a range has now; the last has fewer
     * @return the last customer of each range but the last, ascending
     */
    default List<CustomerId> listBounds(int size) {
        var bounds = new ArrayList<CustomerId>();
        for (var page : pagesAfter(null, size)) {
            if (page.size() == size) {
                bounds.add(page.getLast().customer());
            }
        }
        return bounds;
    }

    /**
     * Takes in what is new about customers and draws every conclusion from it, each customer's in
     * one atomic write. What is known already changes nothing.
     */
    void learn(Map<CustomerId, List<Fact>> news);

    /**
     * Draws conclusions again from facts that are known, because time passed or a definition
     * changed. Unknown customers are passed over.
     */
    void reconsider(List<CustomerId> customers);

    /**
     * Draws conclusions again for all customers, because a definition changed for all of them.
     * Waits first until every instance decides by the new one.
     *
     * @param after the last customer that was done before; null to begin at the start
     * @param reached hears the last customer of each part that is done and how many it had; may
     *     throw to stop
     */
    void reconsiderAll(@Nullable CustomerId after, Reached reached);

    /** Hears how far a walk over all customers has come. */
    @FunctionalInterface
    interface Reached {
        void customer(CustomerId last, int customers);
    }

    /** Throws away all that is known of a customer whom nobody knows, and announces nothing. */
    void forget(CustomerId customer);

    /** About how many customers there are. */
    long estimateCount();
}
