package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Inputs;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Reason;
import io.pondcrm.segmentation.score.domain.Score;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a tier scheme by spend: a membership.
 *
 * <ul>
 *   <li>A customer earns the highest tier whose threshold their net spend reaches: sales less
 *       refunds of the trailing {@code windowDays}, in the scheme's currency. A purchase counts
 *       from the moment it happens, on that day and the following {@code windowDays - 1}; so what
 *       raised a tier no longer counts a year later, when its period ends.
 *   <li>A higher tier is given at once; a new membership period begins that day.
 *   <li>A tier is kept through its membership period whatever is spent. On the day the period ends,
 *       spend is looked at again: enough renews the tier for another period; too little schedules
 *       the lowering to the tier then earned, after the days of grace.
 *   <li>Spend that reaches the tier again within the grace renews it; otherwise the grace ends with
 *       the tier that is earned that day, for a period of its own.
 * </ul>
 *
 * <p>The course is always computed from the facts, never from an earlier answer: late and repeated
 * news lead to the same tiers as news in order, and every past day can be asked for.
 *
 * @param levels lowest first; the lowest has threshold 0 or less and is where everyone begins
 * @param windowDays how many days a purchase counts
 * @param membership how long a tier is kept
 * @param grace how long it is kept after that while spend is too small
 * @param zone whose days the periods count in
 */
public record TierScheme(
        String id,
        int version,
        Name name,
        String currency,
        int windowDays,
        Period membership,
        Period grace,
        ZoneId zone,
        List<TierLevel> levels)
        implements TierRules {

    /** Ordinary, silver and gold card (普通会员、银卡会员、金卡会员), the practice of retail. */
    public static final TierScheme RETAIL_MEMBERSHIP =
            new TierScheme(
                    TierSchemes.MAIN,
                    1,
                    new Name("Retail membership", "零售会员"),
                    "CNY",
                    365,
                    Period.ofMonths(12),
                    Period.ofDays(30),
                    ZoneId.of("Asia/Shanghai"),
                    List.of(
                            new TierLevel(
                                    "STANDARD",
                                    new Name("Ordinary member", "普通会员"),
                                    new BigDecimal("0.00")),
                            new TierLevel(
                                    "SILVER",
                                    new Name("Silver card member", "银卡会员"),
                                    new BigDecimal("2000.00")),
                            new TierLevel(
                                    "GOLD",
                                    new Name("Gold card member", "金卡会员"),
                                    new BigDecimal("10000.00"))));

    public TierScheme {
        levels = List.copyOf(levels);
        if (levels.stream().anyMatch(level -> level.earnedBy() instanceof Quota)) {
            throw new IllegalArgumentException("Spend earns tiers from thresholds on");
        }
        if (levels.isEmpty() || levels.getFirst().threshold().signum() > 0) {
            throw new IllegalArgumentException("A scheme needs a lowest tier that everyone has");
        }
        if (windowDays < 1) {
            throw new IllegalArgumentException("A purchase counts for a day at least");
        }
        Ladder.check(levels, membership);
    }

    @Override
    public TierScheme as(int number) {
        return new TierScheme(
                id, number, name, currency, windowDays, membership, grace, zone, levels);
    }

    /** The same rules with thresholds of the same figures in another currency. */
    public TierScheme in(String itsCurrency) {
        return new TierScheme(
                id, version, name, itsCurrency, windowDays, membership, grace, zone, levels);
    }

    @Override
    public TierScheme worded(Name itsName, ZoneId itsZone, List<TierLevel> itsLevels) {
        return new TierScheme(
                id, version, itsName, currency, windowDays, membership, grace, itsZone, itsLevels);
    }

    @Override
    public String unit() {
        return currency;
    }

    @Override
    public Optional<TierCourse> followRules(CustomerFacts facts, Instant asOf) {
        var start = facts.knownSince();
        if (start.isEmpty() || start.get().isAfter(asOf)) {
            return Optional.empty();
        }
        return Optional.of(new Walk(facts, start.get(), asOf).toCourse());
    }

    @Override
    public List<Reason> reasonsByRules(CustomerFacts facts, TierCourse course) {
        var standing = course.standing();
        var earned = levels.get(rankEarnedBy(course.spend(), course.asOf()));
        var reasons = new ArrayList<Reason>();
        reasons.add(
                new Reason(
                        "spend" + windowDays + "d",
                        course.spend().toPlainString(),
                        ">= %s %s earns %s"
                                .formatted(
                                        earned.threshold().toPlainString(),
                                        currency,
                                        earned.code())));
        reasons.add(
                new Reason(
                        "purchases" + windowDays + "d",
                        Integer.toString(counted(facts, course.asOf()).size()),
                        "sales less refunds, in " + currency));
        if (!earned.code().equals(standing.tier())) {
            reasons.add(
                    new Reason(
                            "membershipPeriod",
                            standing.reviewOn().toString(),
                            standing.status() == TierStanding.Status.EFFECTIVE
                                    ? "%s is kept until the period ends".formatted(standing.tier())
                                    : "%s is kept until the grace ends, then %s"
                                            .formatted(standing.tier(), earned.code())));
        }
        return reasons;
    }

    /** Whoever is known has spent something, be it nothing. */
    @Override
    public List<Reason> reasonsForNone(CustomerFacts facts, Instant asOf) {
        return List.of();
    }

    /**
     * Net spend at a moment as one figure, with the tier that it and the membership period lead to.
     *
     * @return empty for a customer not yet known at that moment
     */
    @Override
    public Optional<Score> score(CustomerFacts facts, Instant asOf) {
        return follow(facts, asOf)
                .map(course -> {
                    var level = level(course.standing().tier());
                    return new Score(
                            course.spend(),
                            new Score.Band(level.code(), level.name()),
                            contributions(facts, course),
                            id,
                            version,
                            inputs(facts, course),
                            asOf);
                });
    }

    private List<Contribution> contributions(CustomerFacts facts, TierCourse course) {
        var sales = BigDecimal.ZERO;
        var refunds = BigDecimal.ZERO;
        for (var purchase : counted(facts, course.asOf())) {
            if (purchase.isSale()) {
                sales = sales.add(purchase.amount());
            } else {
                refunds = refunds.add(purchase.amount());
            }
        }
        var standing = course.standing();
        var earned = levels.get(rankEarnedBy(course.spend(), course.asOf()));
        return List.of(
                new Contribution(
                        "sales" + windowDays + "d",
                        sales.toPlainString() + " " + currency,
                        sales,
                        new Name(
                                "%s from %s on"
                                        .formatted(
                                                earned.code(), earned.threshold().toPlainString()),
                                "达到 %s 为%s"
                                        .formatted(
                                                earned.threshold().toPlainString(),
                                                earned.name().zh()))),
                new Contribution(
                        "refunds" + windowDays + "d",
                        refunds.toPlainString() + " " + currency,
                        refunds.negate(),
                        new Name("taken off", "扣除")),
                Contribution.of(
                        "membershipPeriod",
                        standing.reviewOn().toString(),
                        0,
                        new Name(
                                "%s is kept until then".formatted(standing.tier()),
                                "%s保留至该日".formatted(level(standing.tier()).name().zh()))));
    }

    @Override
    public String inputsHash(CustomerFacts facts, TierCourse course) {
        return inputs(facts, course).hash();
    }

    private Inputs inputs(CustomerFacts facts, TierCourse course) {
        return Inputs.of(
                        id
                                + "|"
                                + version
                                + facts.knownSince().map(since -> "|" + since).orElse(""),
                        facts.purchases().stream()
                                .filter(purchase -> purchase.currency().equals(currency))
                                .filter(purchase -> !purchase.occurredAt().isAfter(course.asOf()))
                                .toList())
                .and(overrideLines(facts, course.asOf()));
    }

    private List<Purchase> counted(CustomerFacts facts, Instant moment) {
        return facts.purchases().stream()
                .filter(purchase -> purchase.currency().equals(currency))
                .filter(purchase -> !purchase.occurredAt().isAfter(moment))
                .filter(purchase -> agesOut(purchase).isAfter(moment))
                .toList();
    }

    private Instant agesOut(Purchase purchase) {
        return startOf(day(purchase.occurredAt()).plusDays(windowDays));
    }

    private LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, zone);
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /**
     * One customer's way through time: two pointers over the purchases, coming in and ageing out.
     */
    private final class Walk {

        private final List<Purchase> purchases;
        private final Instant asOf;
        private final Ladder ladder = new Ladder(TierScheme.this);
        private int entering;
        private int leaving;
        private BigDecimal spend = BigDecimal.ZERO;

        Walk(CustomerFacts facts, Instant start, Instant asOf) {
            this.purchases =
                    facts.purchases().stream()
                            .filter(purchase -> purchase.currency().equals(currency))
                            .toList();
            this.asOf = asOf;
            reconsider(start);
            for (var moment = nextMoment(); !moment.isAfter(asOf); moment = nextMoment()) {
                reconsider(moment);
            }
        }

        private void reconsider(Instant moment) {
            bringTo(moment);
            ladder.reconsider(moment, rankEarnedBy(spend, moment), spend);
        }

        /** Lets purchases come in and age out up to a moment, that moment included. */
        private void bringTo(Instant moment) {
            while (entering < purchases.size()
                    && !purchases.get(entering).occurredAt().isAfter(moment)) {
                spend = spend.add(purchases.get(entering++).signedAmount());
            }
            while (leaving < entering && !agesOut(purchases.get(leaving)).isAfter(moment)) {
                spend = spend.subtract(purchases.get(leaving++).signedAmount());
            }
        }

        private Instant nextMoment() {
            var next = ladder.reviewAt();
            if (entering < purchases.size()) {
                next = earlier(next, purchases.get(entering).occurredAt());
            }
            if (leaving < entering) {
                next = earlier(next, agesOut(purchases.get(leaving)));
            }
            return next;
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }

        TierCourse toCourse() {
            return new TierCourse(
                    asOf,
                    ladder.changes(),
                    ladder.standing(rankEarnedBy(spend, asOf)),
                    spend,
                    reviewAt());
        }

        /**
         * A refund that ages out raises the spend; a sale that does changes nothing before review.
         */
        private Instant reviewAt() {
            var next = ladder.reviewAt();
            if (entering < purchases.size()) {
                next = earlier(next, purchases.get(entering).occurredAt());
            }
            for (var purchase = leaving; purchase < entering; purchase++) {
                if (!purchases.get(purchase).isSale()) {
                    return earlier(next, agesOut(purchases.get(purchase)));
                }
            }
            return next;
        }
    }
}
