package io.pondcrm.segmentation.plan.domain;

import java.util.Set;

/**
 * People with time for customers.
 *
 * @param capacity what they have together
 * @param tiers whom they may serve; empty for all
 */
public record Team(String id, Hours capacity, Set<String> tiers) {

    public Team {
        tiers = Set.copyOf(tiers);
    }

    boolean serves(String tier) {
        return tiers.isEmpty() || tiers.contains(tier);
    }
}
