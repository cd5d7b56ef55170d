package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.facts.domain.TierOverride;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a customer moved through the tiers up to a moment, and where that leaves them.
 *
 * @param changes by the rules, oldest first; the first is {@link TierChange.Entered}
 * @param standing where the customer stands at {@code asOf}
 * @param spend what the rules count at {@code asOf}: net spend in the window, or points
 * @param reviewAt when the standing may change without any news; the day of review at the latest
 * @param override the decision of a person that holds; null where the rules decide
 */
public record TierCourse(
        Instant asOf,
        List<TierChange> changes,
        TierStanding standing,
        BigDecimal spend,
        Instant reviewAt,
        @Nullable TierOverride override) {

    public TierCourse {
        changes = List.copyOf(changes);
    }

    /** By the rules alone. */
    TierCourse(
            Instant asOf,
            List<TierChange> changes,
            TierStanding standing,
            BigDecimal spend,
            Instant reviewAt) {
        this(asOf, changes, standing, spend, reviewAt, null);
    }

    TierCourse reviewedAt(Instant moment) {
        return new TierCourse(asOf, changes, standing, spend, moment, override);
    }

    /**
     * @param byRules null where the rules give no tier
     */
    static TierCourse overridden(
            TierOverride override,
            Instant asOf,
            @Nullable TierCourse byRules,
            LocalDate since,
            LocalDate until) {
        return new TierCourse(
                asOf,
                byRules == null ? List.of() : byRules.changes,
                new TierStanding(
                        override.tier(), since, until, TierStanding.Status.EFFECTIVE, null),
                byRules == null ? BigDecimal.ZERO : byRules.spend,
                byRules == null || override.end().isBefore(byRules.reviewAt)
                        ? override.end()
                        : byRules.reviewAt,
                override);
    }
}
