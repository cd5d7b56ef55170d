package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /**
     * Where customers stand, as was announced last, without following them through the rules again.
     *
     * @param at the moment at which a person's decision has to hold to be told of
     * @return without those who have no tier
     */
    Map<CustomerId, List<StandingTier>> listStanding(Collection<CustomerId> customers, Instant at);

    /**
     * Who stands in a tier, in the order of their ids.
     *
     * @param after the last one of the page before; null for the first page
     * @param limit how many at most; fewer come back only at the end
     */
    List<CustomerId> listMembers(String scheme, String tier, @Nullable CustomerId after, int limit);

    /** The tiers that a customer holds at a moment, one a scheme. */
    default List<HeldTier> listHeld(CustomerFacts facts, Instant at) {
        return listSchemes().stream().flatMap(it -> find(it, facts, at).stream()).toList();
    }
}
