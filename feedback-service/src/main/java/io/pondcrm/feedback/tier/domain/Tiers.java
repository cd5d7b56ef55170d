package io.pondcrm.feedback.tier.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Optional;

/** Which tier customers are in. */
public interface Tiers {

    /** Empty if nothing was heard of the customer's tier. */
    Optional<String> find(CustomerId customer);

    /** Takes in what segmentation-service said; what it said later, by sequence, stays. */
    void put(CustomerId customer, String tier, long sequence);
}
