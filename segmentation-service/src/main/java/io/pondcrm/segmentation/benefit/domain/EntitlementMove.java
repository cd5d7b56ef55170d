package io.pondcrm.segmentation.benefit.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a move from one tier to another does to what a customer holds; benefits by their ids.
 *
 * @param gained had by the new tier only
 * @param lost had by the old tier only
 * @param altered had by both, with other parameters
 */
public record EntitlementMove(List<String> gained, List<String> lost, List<String> altered) {

    public EntitlementMove {
        gained = List.copyOf(gained);
        lost = List.copyOf(lost);
        altered = List.copyOf(altered);
    }

    /**
     * @param from the tier before; null for a customer's first
     * @param to the tier now; null where the customer has none any longer
     * @param at the moment of the move, by whose grants both tiers are looked at
     */
    public static EntitlementMove between(
            List<Benefit> benefits,
            String scheme,
            @Nullable String from,
            @Nullable String to,
            Instant at) {
        var gained = new ArrayList<String>();
        var lost = new ArrayList<String>();
        var altered = new ArrayList<String>();
        for (var benefit : benefits) {
            var before = grant(benefit, scheme, from, at);
            var after = grant(benefit, scheme, to, at);
            if (before.isEmpty() && after.isPresent()) {
                gained.add(benefit.id());
            } else if (before.isPresent() && after.isEmpty()) {
                lost.add(benefit.id());
            } else if (!before.map(Grant::parameters).equals(after.map(Grant::parameters))) {
                altered.add(benefit.id());
            }
        }
        return new EntitlementMove(gained, lost, altered);
    }

    private static Optional<Grant> grant(
            Benefit benefit, String scheme, @Nullable String tier, Instant at) {
        return tier == null ? Optional.empty() : benefit.findGrant(scheme, tier, at);
    }

    /** Whether the customer holds what they held before. */
    public boolean isNothing() {
        return gained.isEmpty() && lost.isEmpty() && altered.isEmpty();
    }
}
