package io.pondcrm.segmentation.tier.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** What the benefits of tiers cost, known by whoever keeps the benefits. */
public interface TierCosts {

    /**
     * @param currency ISO 4217; benefits priced in others are counted as unpriced
     * @param at by whose grants
     * @return by tier, in the order of {@code tiers}
     */
    Map<String, TierCost> of(String scheme, Collection<String> tiers, String currency, Instant at);
}
