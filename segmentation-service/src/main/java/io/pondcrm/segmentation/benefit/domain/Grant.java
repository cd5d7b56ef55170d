package io.pondcrm.segmentation.benefit.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That whoever holds a tier gets a benefit, for a time.
 *
 * @param parameters how much of the benefit: a JSON object, written in one way only
 * @param from the first moment
 * @param until the first moment that does not belong to it any more; null for no end
 */
public record Grant(
        String id,
        String scheme,
        String tier,
        String parameters,
        Instant from,
        @Nullable Instant until) {

    public Grant {
        if (until != null && !until.isAfter(from)) {
            throw new IllegalArgumentException("A grant ends after it begins");
        }
    }

    /** Whether the grant speaks of a tier at a moment. */
    public boolean holds(String ofScheme, String ofTier, Instant at) {
        return scheme.equals(ofScheme)
                && tier.equals(ofTier)
                && !from.isAfter(at)
                && (until == null || until.isAfter(at));
    }

    /** Whether there is a moment at which both grants speak of the same tier. */
    boolean overlaps(Grant other) {
        return scheme.equals(other.scheme)
                && tier.equals(other.tier)
                && (until == null || until.isAfter(other.from))
                && (other.until == null || other.until.isAfter(from));
    }

    Grant endingAt(Instant moment) {
        return new Grant(id, scheme, tier, parameters, from, moment);
    }
}
