package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which tiers customers hold, for features that need not know how a scheme decides. */
public interface HeldTiers {

    /** The published schemes, the main one first. */
    List<String> listSchemes();

    /** The tiers of a scheme, lowest first; none if there is no such scheme. */
    List<String> listTiers(String scheme);

    /**
     * @return empty without such a scheme, or for a customer not yet known at that moment
     */
    Optional<HeldTier> find(String scheme, CustomerFacts facts, Instant at);

    /** How many customers hold each tier of a scheme now; a tier that nobody holds has 0. */
    Map<String, Long> count(String scheme);

    /** The tiers that a customer holds at a moment, one a scheme. */
    default List<HeldTier> listHeld(CustomerFacts facts, Instant at) {
        return listSchemes().stream().flatMap(it -> find(it, facts, at).stream()).toList();
    }
}
