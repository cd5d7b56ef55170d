package io.pondcrm.churn.facts.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All customers' facts. */
public interface Facts {

    /**
     * What counts for a customer: their own facts and those of customers merged into them; none
     * while they are merged into another. Empty if we never heard of them.
     */
    Optional<CustomerFacts> find(CustomerId customer);

    /** Whether a customer is known and nothing may be concluded about them. */
    boolean isStopped(CustomerId customer);

    /**
     * Takes in what is new about customers and draws every conclusion from it, each customer's in
     * one atomic write. What is known already changes nothing.
     */
    void learn(Map<CustomerId, List<Fact>> news);

    /**
     * Takes in that a customer was merged into another, or that it was undone, and gives the
     * survivor what counts for them now. Safe to repeat, and to hear in any order.
     */
    void follow(CustomerId merged, FactsByOrigin.Merge merge);

    /**
     * Puts right whether a customer is part of another, and what that one has of them.
     *
     * @param stated null if they are not
     */
    void restate(CustomerId customer, FactsByOrigin.@Nullable Merge stated);

    /** Throws away all that is known of a customer whom nobody knows, and announces nothing. */
    void forget(CustomerId customer);

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

    /** About how many customers there are. */
    long estimateCount();
}
