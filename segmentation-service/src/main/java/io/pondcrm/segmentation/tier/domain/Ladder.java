package io.pondcrm.segmentation.tier.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;

/**
 * One customer's way up and down the tiers: up at once, down after period and grace. Whoever walks
 * through the customer's time tells it, at each moment that may matter, what is earned then.
 */
final class Ladder {

    /** Instead of a rank: the customer is not in the scheme. */
    static final int NONE = -1;

    private final TierRules rules;
    private final List<TierChange> changes = new ArrayList<>();
    private int rank = NONE;
    private LocalDate since = LocalDate.EPOCH;
    private LocalDate reviewOn = LocalDate.EPOCH;
    private boolean inGrace;

    Ladder(TierRules rules) {
        this.rules = rules;
    }

    /**
     * What all ladders have.
     *
     * @throws IllegalArgumentException if these have it not
     */
    static void check(List<TierLevel> levels, Period membership) {
        for (var rank = 1; rank < levels.size(); rank++) {
            var earnedBy = levels.get(rank).earnedBy();
            if (!levels.subList(0, rank).stream()
                    .allMatch(lower -> earnedBy.isHarderThan(lower.earnedBy()))) {
                throw new IllegalArgumentException("Higher tiers are harder to earn");
            }
        }
        if (levels.stream().map(TierLevel::code).distinct().count() < levels.size()) {
            throw new IllegalArgumentException("Each tier has a code of its own");
        }
        if (membership.toTotalMonths() == 0 && membership.getDays() < 1) {
            throw new IllegalArgumentException("A tier is kept for a day at least");
        }
    }

    List<TierChange> changes() {
        return changes;
    }

    boolean holdsTier() {
        return rank != NONE;
    }

    /** When the tier is looked at again whatever happens; far away for who has none. */
    Instant reviewAt() {
        return rank == NONE ? Instant.MAX : startOf(reviewOn);
    }

    /**
     * @param earned the rank that is earned at this moment; {@link #NONE} if it can't be told
     */
    void reconsider(Instant moment, int earned, BigDecimal value) {
        if (earned == NONE) {
            leave(moment, value);
        } else if (rank == NONE) {
            changes.add(new TierChange.Entered(code(earned), moment, value));
            moveTo(earned, day(moment));
        } else {
            move(moment, earned, value);
        }
    }

    /**
     * The same where tiers are given anew: who no longer earns theirs is looked at now, not when
     * their period ends. A grace goes on.
     */
    void reconsiderAnew(Instant moment, int earned, BigDecimal value) {
        if (earned != NONE && earned < rank && !inGrace) {
            reviewOn = day(moment);
        }
        reconsider(moment, earned, value);
    }

    private void leave(Instant moment, BigDecimal value) {
        if (rank != NONE) {
            changes.add(new TierChange.Left(code(rank), moment, value));
            rank = NONE;
        }
    }

    private void move(Instant moment, int earned, BigDecimal value) {
        if (earned > rank) {
            changes.add(new TierChange.Raised(code(rank), code(earned), moment, value));
            moveTo(earned, day(moment));
        } else if (inGrace && earned == rank) {
            renew(moment, day(moment), value);
        }
        if (!reviewAt().isAfter(moment)) {
            review(moment, earned, value);
        }
    }

    private void review(Instant moment, int earned, BigDecimal value) {
        if (earned >= rank) {
            renew(moment, reviewOn, value);
        } else if (inGrace || rules.grace().isZero()) {
            changes.add(new TierChange.Lowered(code(rank), code(earned), moment, value));
            moveTo(earned, reviewOn);
        } else {
            reviewOn = reviewOn.plus(rules.grace());
            inGrace = true;
            changes.add(
                    new TierChange.LoweringScheduled(
                            code(rank), code(earned), reviewOn, moment, value));
        }
    }

    private void renew(Instant moment, LocalDate from, BigDecimal value) {
        changes.add(new TierChange.Renewed(code(rank), moment, value));
        reviewOn = from.plus(rules.membership());
        inGrace = false;
    }

    private void moveTo(int newRank, LocalDate from) {
        rank = newRank;
        since = from;
        reviewOn = from.plus(rules.membership());
        inGrace = false;
    }

    /**
     * @param earned what is earned now: the tier to come while a lowering is scheduled
     */
    TierStanding standing(int earned) {
        return new TierStanding(
                code(rank),
                since,
                reviewOn,
                inGrace ? TierStanding.Status.LOWERING_SCHEDULED : TierStanding.Status.EFFECTIVE,
                inGrace ? code(earned) : null);
    }

    private String code(int rank) {
        return rules.levels().get(rank).code();
    }

    private LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, rules.zone());
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(rules.zone()).toInstant();
    }
}
