package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.definition.domain.Definition;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.TierOverride;
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
import org.jspecify.annotations.Nullable;

/**
 * One version of the rules that give customers a tier: by spend or by points. Whichever it is, a
 * higher tier is given at once and kept for a period, a lower one only after period and grace, and
 * what a person decided goes before.
 */
public sealed interface TierRules extends Definition<TierRules> permits TierScheme, Scorecard {

    Name name();

    /** ISO 4217; purchases in others do not count. */
    String currency();

    /** Whose days the periods count in. */
    ZoneId zone();

    /** How long a tier is kept. */
    Period membership();

    /** How long it is kept after that while too little is reached. */
    Period grace();

    /** Lowest first. */
    List<TierLevel> levels();

    /** Whether a tier has a quota, so that cut points are to be drawn. */
    default boolean hasQuotas() {
        return levels().stream().anyMatch(level -> level.earnedBy() instanceof Quota);
    }

    /** What the quotas came to; {@link CutPoints#NONE} without quotas. */
    default CutPoints cutPoints() {
        return CutPoints.NONE;
    }

    /** The same rules, told of other scores by who measures any. */
    default TierRules toldBy(OtherScores told) {
        return this;
    }

    /**
     * The same rules in other words.
     *
     * @param itsZone whose days the periods count in
     * @param itsLevels the same tiers, each with its name
     */
    TierRules worded(Name itsName, ZoneId itsZone, List<TierLevel> itsLevels);

    /** What the thresholds are counted in, for example {@code CNY} or {@code points}. */
    String unit();

    /**
     * Follows a customer through time, what a person decided aside.
     *
     * @param asOf the moment to stop at, inclusive
     * @return empty where the customer has no tier by these rules at that moment
     */
    Optional<TierCourse> followRules(CustomerFacts facts, Instant asOf);

    /**
     * What these rules count at a moment, with all that it is made of and the tier it leads to.
     *
     * @return empty where the customer has no tier at that moment
     */
    Optional<Score> score(CustomerFacts facts, Instant asOf);

    /** Why the rules lead where they lead. */
    List<Reason> reasonsByRules(CustomerFacts facts, TierCourse course);

    /** Why the rules give no tier at a moment: each thing that is missing; none where they do. */
    List<Reason> reasonsForNone(CustomerFacts facts, Instant asOf);

    /**
     * The tier by the rules alone at a moment, for who counts many customers: it costs less than
     * {@link #followRules}, which also looks ahead.
     *
     * @return empty where they give none
     */
    default Optional<String> findTierByRules(CustomerFacts facts, Instant asOf) {
        return followRules(facts, asOf).map(course -> course.standing().tier());
    }

    /** The tier that {@link #follow} leads to. */
    default Optional<String> findTier(CustomerFacts facts, Instant asOf) {
        return facts.findOverride(id(), asOf)
                .map(TierOverride::tier)
                .filter(tier -> rankOf(tier) >= 0)
                .or(() -> findTierByRules(facts, asOf));
    }

    /** A fingerprint of everything that decided: equal inputs, equal fingerprint. */
    String inputsHash(CustomerFacts facts, TierCourse course);

    /**
     * Follows a customer through time; what a person decided goes before the rules while it holds.
     *
     * @param asOf the moment to stop at, inclusive
     * @return empty where the customer has no tier at that moment, or is not known by then
     */
    default Optional<TierCourse> follow(CustomerFacts facts, Instant asOf) {
        var byRules = followRules(facts, asOf);
        if (facts.overrides().isEmpty()) {
            return byRules;
        }
        var turn = facts.findOverrideTurn(id(), asOf);
        var course =
                byRules.map(it ->
                        turn.isPresent() && turn.get().isBefore(it.reviewAt())
                                ? it.reviewedAt(turn.get())
                                : it);
        return facts.findOverride(id(), asOf)
                .filter(it -> rankOf(it.tier()) >= 0)
                .map(it ->
                        TierCourse.overridden(
                                it,
                                asOf,
                                course.orElse(null),
                                LocalDate.ofInstant(it.from(), zone()),
                                LocalDate.ofInstant(it.until(), zone())))
                .or(() -> course);
    }

    /** What persons had decided by a moment, as inputs of the decision. */
    default List<String> overrideLines(CustomerFacts facts, Instant asOf) {
        return facts.overrides().stream()
                .filter(it -> it.scheme().equals(id()) && !it.from().isAfter(asOf))
                .map(it -> {
                    var withdrawn = it.withdrawnAt();
                    return "override|%s|%s|%s|%s|%s"
                            .formatted(
                                    it.id(),
                                    it.tier(),
                                    it.from(),
                                    it.until(),
                                    withdrawn == null || withdrawn.isAfter(asOf) ? "-" : withdrawn);
                })
                .toList();
    }

    /** Why a customer stands where they stand: a person's decision first, then the rules. */
    default List<Reason> reasons(CustomerFacts facts, TierCourse course) {
        var override = course.override();
        if (override == null) {
            return reasonsByRules(facts, course);
        }
        var reasons = new ArrayList<Reason>();
        reasons.add(
                new Reason(
                        "override",
                        override.id(),
                        "%s until %s, approved by %s: %s"
                                .formatted(
                                        override.tier(),
                                        course.standing().reviewOn(),
                                        override.approver(),
                                        override.reason())));
        followRules(facts, course.asOf())
                .ifPresent(byRules -> reasons.addAll(reasonsByRules(facts, byRules)));
        return reasons;
    }

    /**
     * @throws IllegalArgumentException if there is no such tier
     */
    default TierLevel level(String tier) {
        var rank = rankOf(tier);
        if (rank < 0) {
            throw new IllegalArgumentException("No tier of scheme " + id() + ": " + tier);
        }
        return levels().get(rank);
    }

    /** A tier's place among all, 0 for the lowest; -1 if there is no such tier. */
    default int rankOf(String tier) {
        var levels = levels();
        for (var rank = 0; rank < levels.size(); rank++) {
            if (levels.get(rank).code().equals(tier)) {
                return rank;
            }
        }
        return -1;
    }

    /** From which value on a tier is earned at a moment; empty where nobody earns it then. */
    default Optional<BigDecimal> findThreshold(TierLevel level, Instant at) {
        return Optional.of(level.threshold());
    }

    /** The tier that a value earns at a moment; the lowest one is for everybody. */
    default int rankEarnedBy(BigDecimal value, Instant at) {
        var rank = levels().size() - 1;
        while (rank > 0 && !isEarnedBy(value, levels().get(rank), at)) {
            rank--;
        }
        return rank;
    }

    private boolean isEarnedBy(BigDecimal value, TierLevel level, Instant at) {
        var threshold = findThreshold(level, at);
        return threshold.isPresent() && threshold.get().compareTo(value) <= 0;
    }

    /** The tier above the customer's and what they still lack. */
    default Optional<Next> next(TierCourse course) {
        var rank = rankOf(course.standing().tier()) + 1;
        if (rank >= levels().size()) {
            return Optional.empty();
        }
        var next = levels().get(rank);
        return findThreshold(next, course.asOf())
                .map(threshold -> new Next(next.code(), threshold.subtract(course.spend())));
    }

    /**
     * @param from null for a customer's first tier; a tier that these rules no longer have counts
     *     as the lowest
     */
    default Direction direction(@Nullable String from, String to) {
        if (from == null) {
            return Direction.ENTERED;
        }
        return rankOf(to) > rankOf(from) ? Direction.RAISED : Direction.LOWERED;
    }

    /** What is missing to keep the tier; zero or less if nothing is. */
    default BigDecimal gap(TierCourse course) {
        return findThreshold(level(course.standing().tier()), course.asOf())
                .map(threshold -> threshold.subtract(course.spend()))
                .orElse(BigDecimal.ZERO);
    }

    /** Which way a move goes. */
    enum Direction {
        ENTERED,
        RAISED,
        LOWERED
    }

    /**
     * The next tier up.
     *
     * @param gap what is missing, in {@link #unit}
     */
    record Next(String tier, BigDecimal gap) {}
}
