package io.pondcrm.feedback.tier.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.Optional;

/** Which tier customers are in. */
public interface Tiers {

    /**
     * A customer's tier as segmentation-service said it.
     *
     * @param sequence grows with each word about the customer
     */
    record Word(CustomerId customer, String tier, long sequence) {}

    /** Empty if nothing was heard of the customer's tier. */
    Optional<String> find(CustomerId customer);

    /**
     * Takes in what segmentation-service said; what it said later, by sequence, stays. Two round
     * trips however many words there are.
     *
     * @param words one about each customer at most
     */
    void learn(Collection<Word> words);
}
