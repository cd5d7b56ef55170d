package io.pondcrm.segmentation.benefit.domain;

import io.pondcrm.segmentation.tier.domain.StandingTier;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A benefit that a customer has, as others are told of it.
 *
 * @param benefit its id
 * @param kind what those who give it go by
 * @param grant the id of the grant that gives it
 * @param scheme the scheme of the tier that it is given to
 * @param tier that tier
 * @param parameters a JSON object, written in one way only
 * @param until when the grant ends, or a person's decision for the tier; null where neither does.
 *     Not when the tier is reviewed: most are kept then, which nobody is told
 */
public record Holding(
        String benefit,
        String kind,
        String grant,
        String scheme,
        String tier,
        String parameters,
        @Nullable Instant until) {

    /** All that a tier gives at a moment, by what is known then. */
    public static List<Holding> of(List<Benefit> benefits, StandingTier tier, Instant at) {
        return benefits.stream()
                .flatMap(benefit ->
                        benefit
                                .findGrant(tier.scheme(), tier.tier(), at)
                                .map(grant -> of(benefit, grant, tier))
                                .stream())
                .toList();
    }

    private static Holding of(Benefit benefit, Grant grant, StandingTier tier) {
        return new Holding(
                benefit.id(),
                benefit.kind(),
                grant.id(),
                tier.scheme(),
                tier.tier(),
                grant.parameters(),
                earlier(grant.until(), tier.decidedUntil()));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
