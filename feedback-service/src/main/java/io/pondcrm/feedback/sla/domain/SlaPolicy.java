package io.pondcrm.feedback.sla.domain;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How soon whom is answered.
 *
 * @param id {@code slp_…}
 * @param version from 1; a case keeps the version that it was opened under
 * @param rank of several that apply, the one with the highest
 * @param types that it applies to; empty for all, as with the next three
 * @param tiers of customers, {@code GOLD} in the main scheme or {@code b2b-accounts/STRATEGIC} in
 *     any; one whose tier is not known is in none
 * @param benefits that customers have, one of which has to be held, for example {@code
 *     DEDICATED_SUPPORT}; its parameters go before what the policy promises
 * @param firstResponse in business time; null where none is promised
 * @param resolution in business time; null where none is promised
 */
public record SlaPolicy(
        String id,
        int version,
        String name,
        boolean active,
        int rank,
        Set<CaseType> types,
        Set<Priority> priorities,
        Set<String> tiers,
        Set<String> benefits,
        String calendarId,
        @Nullable Duration firstResponse,
        @Nullable Duration resolution) {

    /** Highest rank first, then who says more precisely for whom, then who was there first. */
    private static final Comparator<SlaPolicy> PRECEDENCE =
            Comparator.comparingInt(SlaPolicy::rank)
                    .thenComparingInt(SlaPolicy::conditions)
                    .reversed()
                    .thenComparing(SlaPolicy::id);

    public SlaPolicy {
        types = Set.copyOf(types);
        priorities = Set.copyOf(priorities);
        tiers = Set.copyOf(tiers);
        benefits = Set.copyOf(benefits);
        if (firstResponse == null && resolution == null) {
            throw new IllegalArgumentException("A policy that promises nothing");
        }
    }

    /** The one that applies; empty if none does. */
    public static Optional<SlaPolicy> choose(Collection<SlaPolicy> policies, Demand demand) {
        return policies.stream().filter(it -> it.covers(demand)).min(PRECEDENCE);
    }

    public boolean covers(Demand demand) {
        return active
                && (types.isEmpty() || types.contains(demand.type()))
                && (priorities.isEmpty() || priorities.contains(demand.priority()))
                && (tiers.isEmpty() || demand.tiers().stream().anyMatch(tiers::contains))
                && (benefits.isEmpty()
                        || demand.entitlements().stream()
                                .anyMatch(it -> benefits.contains(it.benefit())));
    }

    /**
     * What is promised to who has this demand; of several benefits that the policy names, by the
     * one that promises the soonest.
     */
    public Terms termsFor(Demand demand) {
        return demand.entitlements().stream()
                .filter(it -> benefits.contains(it.benefit()))
                .map(it -> Terms.by(it, targets()))
                .min(Terms.BEST)
                .orElseGet(() -> new Terms(targets(), null));
    }

    private Map<ClockKind, Duration> targets() {
        var targets = new LinkedHashMap<ClockKind, Duration>();
        if (firstResponse != null) {
            targets.put(ClockKind.FIRST_RESPONSE, firstResponse);
        }
        if (resolution != null) {
            targets.put(ClockKind.RESOLUTION, resolution);
        }
        return targets;
    }

    private int conditions() {
        return (types.isEmpty() ? 0 : 1)
                + (priorities.isEmpty() ? 0 : 1)
                + (tiers.isEmpty() ? 0 : 1)
                + (benefits.isEmpty() ? 0 : 1);
    }
}
