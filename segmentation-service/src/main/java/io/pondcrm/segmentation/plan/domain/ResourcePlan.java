package io.pondcrm.segmentation.plan.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * How the hours of teams are spread over the tiers of a scheme. It never changes.
 *
 * @param currency what values are counted in, ISO 4217
 * @param needs lowest tier first
 * @param asOf when customers and values were counted
 */
public record ResourcePlan(
        String id,
        String name,
        String scheme,
        String currency,
        List<Team> teams,
        List<TierNeed> needs,
        List<Planning.Share> shares,
        Instant asOf) {

    public ResourcePlan {
        teams = List.copyOf(teams);
        needs = List.copyOf(needs);
        shares = List.copyOf(shares);
    }

    /** All that a tier gets. */
    public Hours hoursForTier(String tier) {
        return shares.stream()
                .filter(it -> it.tier().equals(tier))
                .map(Planning.Share::hours)
                .reduce(Hours.NONE, Hours::plus);
    }

    /** All that a team gives. */
    public Hours hoursOfTeam(String team) {
        return shares.stream()
                .filter(it -> it.team().equals(team))
                .map(Planning.Share::hours)
                .reduce(Hours.NONE, Hours::plus);
    }

    public BigDecimal valueServed() {
        return needs.stream()
                .map(it -> it.valueServed(hoursForTier(it.tier())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public BigDecimal valueAtRisk() {
        return needs.stream().map(TierNeed::valueAtRisk).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
