package io.pondcrm.segmentation.benefit.domain;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That whoever holds a tier gets a benefit, for a time.
 *
 * @param parameters how much of the benefit: a JSON object, written in one way only
 * @param from the first moment
 * @param until the first moment that does not belong to it any more; null for no end
 * @param grantedAt when it was made: nobody knew of it before, wherever it begins
 * @param endedAt when somebody ended it; null while nobody did
 * @param announced the phase that the tier's customers were told of last
 */
public record Grant(
        String id,
        String scheme,
        String tier,
        String parameters,
        Instant from,
        @Nullable Instant until,
        Instant grantedAt,
        @Nullable Instant endedAt,
        Phase announced) {

    /** Where a grant stands in its time. */
    public enum Phase {
        AWAITED,
        BEGUN,
        OVER
    }

    public Grant {
        if (until != null && !until.isAfter(from)) {
            throw new IllegalArgumentException("A grant ends after it begins");
        }
    }

    /** A grant as it is made: nobody has been told of it. */
    public static Grant made(
            String id,
            String scheme,
            String tier,
            String parameters,
            Instant from,
            @Nullable Instant until,
            Instant at) {
        return new Grant(id, scheme, tier, parameters, from, until, at, null, Phase.AWAITED);
    }

    /**
     * Whether the grant speaks of a tier at a moment.
     *
     * @param knownAt by what was known then: a grant made later says nothing
     */
    public boolean holds(String ofScheme, String ofTier, Instant at, Instant knownAt) {
        return scheme.equals(ofScheme)
                && tier.equals(ofTier)
                && !grantedAt.isAfter(knownAt)
                && phaseAt(at) == Phase.BEGUN;
    }

    /** Where it stands at a moment. */
    public Phase phaseAt(Instant at) {
        if (from.isAfter(at)) {
            return Phase.AWAITED;
        }
        return until == null || until.isAfter(at) ? Phase.BEGUN : Phase.OVER;
    }

    /** The next moment at which customers have to be told something; empty for never. */
    public Optional<Instant> dueAt() {
        return switch (announced) {
            case AWAITED -> Optional.of(from);
            case BEGUN -> Optional.ofNullable(until);
            case OVER -> Optional.empty();
        };
    }

    /** Whether what customers were told of is not so any longer. */
    boolean isDue(Instant at) {
        return phaseAt(at).compareTo(announced) > 0;
    }

    /** Whether a person's deed led to where it stands, and not that its date was reached. */
    public boolean isDeed() {
        return announced == Phase.AWAITED ? !from.isAfter(grantedAt) : endedAt != null;
    }

    /** Whether there is a moment at which both grants speak of the same tier. */
    boolean overlaps(Grant other) {
        return scheme.equals(other.scheme)
                && tier.equals(other.tier)
                && (until == null || until.isAfter(other.from))
                && (other.until == null || other.until.isAfter(from));
    }

    Grant endingAt(Instant moment, Instant at) {
        return new Grant(id, scheme, tier, parameters, from, moment, grantedAt, at, announced);
    }

    Grant announcedAt(Instant at) {
        return isDue(at)
                ? new Grant(
                        id, scheme, tier, parameters, from, until, grantedAt, endedAt, phaseAt(at))
                : this;
    }
}
