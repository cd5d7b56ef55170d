package io.pondcrm.feedback.tier.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which tier customers are in. */
public interface Tiers {

    /**
     * A customer's tier in a scheme as segmentation-service said it.
     *
     * @param tier null where the customer has none any longer
     * @param sequence grows with each word about the customer
     */
    record Word(CustomerId customer, String scheme, @Nullable String tier, long sequence) {}

    /**
     * A customer's tiers as policies name them: by scheme and tier, for example {@code
     * b2b-accounts/STRATEGIC}, and that of the main scheme by itself too, for example {@code GOLD}.
     */
    Set<String> namesFor(CustomerId customer);

    /**
     * Takes in what segmentation-service said; what it said later, by sequence, stays. Two round
     * trips however many words there are.
     */
    void learn(Collection<Word> words);
}
