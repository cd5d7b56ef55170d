package io.pondcrm.segmentation.facts.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Customers who turned out to be one, and who no longer do. Everything here is safe to repeat. */
public interface Merges {

    /**
     * Gives the survivor what the merged customer bought and answered. What was known of the merged
     * one is put aside, whole, until the merge is undone; they have no tier, stage or segment
     * meanwhile.
     */
    void merge(String mergeId, CustomerId survivor, CustomerId merged);

    /** Gives both back what came with them, before the merge or since. */
    void undo(String mergeId, CustomerId merged);

    /**
     * Puts right whether a customer is part of another.
     *
     * @param mergeId by which merge; null if they are not
     */
    void restate(CustomerId customer, @Nullable String mergeId, @Nullable CustomerId survivor);

    /**
     * Whose news it is: what is heard of merged customers is put aside with theirs, and is news of
     * their survivors.
     */
    Map<CustomerId, List<Fact>> lead(Map<CustomerId, List<Fact>> news);

    /**
     * Looks after news was learned whether a merge began or ended at that very moment, and puts
     * right what fell between.
     *
     * @param customers of whom the news was
     * @param led what {@link #lead} made of it
     */
    void settle(Collection<CustomerId> customers, Map<CustomerId, List<Fact>> led);
}
