package io.pondcrm.segmentation.benefit.domain;

import io.pondcrm.segmentation.tier.domain.HeldTier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * That a customer has a benefit at a moment, and why.
 *
 * @param grant the grant that gives it
 * @param held the tier that it is given to
 */
public record Entitlement(Benefit benefit, Grant grant, HeldTier held) {

    /**
     * Everything that the holder of these tiers is entitled to.
     *
     * @param knownAt grants made later are left out
     */
    public static List<Entitlement> of(
            List<Benefit> benefits, List<HeldTier> held, Instant at, Instant knownAt) {
        var entitlements = new ArrayList<Entitlement>();
        for (var benefit : benefits) {
            for (var tier : held) {
                benefit.findGrant(tier.scheme(), tier.tier(), at, knownAt)
                        .ifPresent(
                                grant -> entitlements.add(new Entitlement(benefit, grant, tier)));
            }
        }
        return entitlements;
    }

    /** Since when the customer has had both the tier and, by this grant, the benefit. */
    public Instant since() {
        return grant.from().isAfter(held.since()) ? grant.from() : held.since();
    }

    /** The first moment at which the grant ends or the tier may fall. */
    public Instant until() {
        var until = grant.until();
        return until != null && until.isBefore(held.reviewAt()) ? until : held.reviewAt();
    }
}
