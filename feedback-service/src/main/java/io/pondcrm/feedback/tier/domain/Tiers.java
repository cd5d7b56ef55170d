package io.pondcrm.feedback.tier.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which tier customers are in. */
public interface Tiers {

    /**
     * A customer's tier as segmentation-service said it.
     *
     * @param tier null where the customer has none any longer
     * @param sequence grows with each word about the customer
     */
    record Word(CustomerId customer, @Nullable String tier, long sequence) {}

    /** Empty if nothing was heard of the customer's tier, or they have none any longer. */
    Optional<String> find(CustomerId customer);

    /**
     * Takes in what segmentation-service said; what it said later, by sequence, stays. Two round
     * trips however many words there are.
     *
     * @param words one about each customer at most
     */
    void learn(Collection<Word> words);
}
