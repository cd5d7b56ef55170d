package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Inputs;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Reason;
import io.pondcrm.segmentation.score.domain.Score;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a tier scheme by points: each dimension is measured, turned into points and
 * weighted; the sum of these contributions is the score, and the score's threshold the tier.
 *
 * <p>The course is always computed from the facts, never from an earlier answer: this version of
 * the rules is followed from the customer's first day, whenever it was published. What the profile
 * states counts from the moment at which it was changed to that.
 *
 * <p>With quotas there is nothing to follow before the first cut points decide: the course begins
 * with them. Newer ones give the tiers anew: who no longer has a place is lowered, after the grace
 * if there is one.
 *
 * @param levels lowest first; the lowest has threshold 0, and who scores less is in it too
 * @param cutPoints what the quotas came to; {@link CutPoints#NONE} without quotas
 * @param others what measures of other scores are told by
 */
public record Scorecard(
        String id,
        int version,
        Name name,
        String currency,
        ZoneId zone,
        Period membership,
        Period grace,
        List<TierLevel> levels,
        List<Dimension> dimensions,
        CutPoints cutPoints,
        OtherScores others)
        implements TierRules {

    private static final int DECIMALS = 4;

    public Scorecard {
        levels = List.copyOf(levels);
        dimensions = List.copyOf(dimensions);
        if (levels.isEmpty()
                || !(levels.getFirst().earnedBy() instanceof Earning.From(var lowest))
                || lowest.signum() != 0) {
            throw new IllegalArgumentException("A scheme's lowest tier begins at 0");
        }
        if (!cutPoints.tables().isEmpty()
                && levels.stream().noneMatch(level -> level.earnedBy() instanceof Quota)) {
            throw new IllegalArgumentException("Only quotas have cut points");
        }
        Ladder.check(levels, membership);
        var codes = new HashSet<String>();
        dimensions.forEach(dimension -> codes.add(dimension.code()));
        if (dimensions.isEmpty() || codes.size() < dimensions.size()) {
            throw new IllegalArgumentException("A scheme has dimensions, each with its own code");
        }
    }

    /** Rules that nobody told of other scores yet. */
    public Scorecard(
            String id,
            int version,
            Name name,
            String currency,
            ZoneId zone,
            Period membership,
            Period grace,
            List<TierLevel> levels,
            List<Dimension> dimensions,
            CutPoints cutPoints) {
        this(
                id,
                version,
                name,
                currency,
                zone,
                membership,
                grace,
                levels,
                dimensions,
                cutPoints,
                OtherScores.NONE);
    }

    /** The same without quotas. */
    public Scorecard(
            String id,
            int version,
            Name name,
            String currency,
            ZoneId zone,
            Period membership,
            Period grace,
            List<TierLevel> levels,
            List<Dimension> dimensions) {
        this(
                id,
                version,
                name,
                currency,
                zone,
                membership,
                grace,
                levels,
                dimensions,
                CutPoints.NONE);
    }

    @Override
    public Scorecard as(int otherVersion) {
        return with(otherVersion, cutPoints, others);
    }

    /** The same rules with other cut points. */
    public Scorecard with(CutPoints itsOwn) {
        return with(version, itsOwn, others);
    }

    @Override
    public Scorecard worded(Name itsName, ZoneId itsZone, List<TierLevel> itsLevels) {
        return new Scorecard(
                id,
                version,
                itsName,
                currency,
                itsZone,
                membership,
                grace,
                itsLevels,
                dimensions,
                cutPoints,
                others);
    }

    @Override
    public Scorecard toldBy(OtherScores told) {
        return with(version, cutPoints, told);
    }

    private Scorecard with(int itsVersion, CutPoints itsCutPoints, OtherScores itsOthers) {
        return new Scorecard(
                id,
                itsVersion,
                name,
                currency,
                zone,
                membership,
                grace,
                levels,
                dimensions,
                itsCutPoints,
                itsOthers);
    }

    /** Before anything was drawn or told. */
    @Override
    public Scorecard asWritten() {
        return with(version, CutPoints.undrawn(cutPoints.ties()), OtherScores.NONE);
    }

    /** Quotas do not: they had not come to anything. */
    @Override
    public boolean speaksForBefore() {
        return !hasQuotas();
    }

    /** Only a simulation turns quotas into cut points. */
    @Override
    public boolean needsSimulation() {
        return hasQuotas() && cutPoints.tables().isEmpty();
    }

    @Override
    public Scorecard inForceFrom(Instant at) {
        return with(cutPoints.beginningAt(at));
    }

    /** With newer cut points; what the others decided stays decided. */
    public Scorecard renewed(CutTable drawn, Instant at) {
        return cutPoints.holds(drawn) ? this : with(cutPoints.and(drawn, at));
    }

    @Override
    public Optional<BigDecimal> findThreshold(TierLevel level, Instant at) {
        return switch (level.earnedBy()) {
            case Earning.From(var points) -> Optional.of(points);
            case Quota _ -> cutPoints.findAt(at).flatMap(table -> table.findPoints(level.code()));
        };
    }

    /** What these rules count at a moment, whatever tier it leads to. */
    public Optional<BigDecimal> findPoints(CustomerFacts facts, Instant asOf) {
        return tallyAt(facts, asOf).map(Tally::score);
    }

    @Override
    public String unit() {
        return "points";
    }

    @Override
    public Optional<TierCourse> followRules(CustomerFacts facts, Instant asOf) {
        return walk(facts, asOf, lookAhead()).flatMap(Walk::toCourse);
    }

    @Override
    public Optional<String> findTierByRules(CustomerFacts facts, Instant asOf) {
        return walk(facts, asOf, Period.ZERO).flatMap(Walk::tier);
    }

    private Optional<Walk> walk(CustomerFacts facts, Instant asOf, Period ahead) {
        var given = hasQuotas() ? cutPoints.findBegin(asOf) : Optional.of(Instant.MIN);
        return given.flatMap(begin ->
                start(facts, asOf).map(start -> new Walk(facts, start, begin, asOf, ahead)));
    }

    /** Within it every tier is looked at again. */
    private Period lookAhead() {
        return membership.plus(grace).plusDays(1);
    }

    private static Optional<Instant> start(CustomerFacts facts, Instant asOf) {
        return facts.knownSince().filter(since -> !since.isAfter(asOf));
    }

    @Override
    public Optional<Score> score(CustomerFacts facts, Instant asOf) {
        var course = follow(facts, asOf);
        var tally = tallyAt(facts, asOf);
        if (course.isEmpty() || tally.isEmpty()) {
            return Optional.empty();
        }
        var level = level(course.get().standing().tier());
        return Optional.of(
                new Score(
                        tally.get().score(),
                        new Score.Band(level.code(), level.name()),
                        contributions(tally.get(), asOf),
                        id,
                        version,
                        inputs(facts, asOf),
                        asOf));
    }

    private List<Contribution> contributions(Tally tally, Instant asOf) {
        var contributions = new ArrayList<Contribution>();
        tally.lines().forEach(line -> contributions.add(line.contribution()));
        cutPoints
                .findAt(asOf)
                .ifPresent(table ->
                        contributions.add(
                                Contribution.of("cutPoints", table.name(), 0, table.rule())));
        return contributions;
    }

    @Override
    public List<Reason> reasonsByRules(CustomerFacts facts, TierCourse course) {
        var reasons = new ArrayList<Reason>();
        tallyAt(facts, course.asOf())
                .ifPresent(tally -> {
                    var earned = levels.get(rankEarnedBy(tally.score(), course.asOf()));
                    var threshold = findThreshold(earned, course.asOf()).orElse(BigDecimal.ZERO);
                    var tier = course.standing().tier();
                    reasons.add(
                            new Reason(
                                    "score",
                                    plain(tally.score()),
                                    ">= %s points earns %s"
                                            .formatted(plain(threshold), earned.code())));
                    cutPoints
                            .findAt(course.asOf())
                            .ifPresent(table ->
                                    reasons.add(
                                            new Reason(
                                                    "cutPoints", table.name(), table.rule().en())));
                    tally.lines().forEach(line -> reasons.add(line.reason()));
                    if (!earned.code().equals(tier)) {
                        reasons.add(
                                new Reason(
                                        "membershipPeriod",
                                        course.standing().reviewOn().toString(),
                                        course.standing().status() == TierStanding.Status.EFFECTIVE
                                                ? tier + " is kept until the period ends"
                                                : "%s is kept until the grace ends, then %s"
                                                        .formatted(tier, earned.code())));
                    }
                });
        return reasons;
    }

    @Override
    public List<Reason> reasonsForNone(CustomerFacts facts, Instant asOf) {
        var start = start(facts, asOf);
        if (start.isEmpty() || tallyAt(facts, asOf).isPresent()) {
            return List.of();
        }
        var trail = trail(facts, start.get(), span(asOf, asOf, asOf));
        var reasons = new ArrayList<Reason>();
        for (var dimension : dimensions) {
            var found = find(dimension, trail, trail.placeAt(asOf));
            if (found.points() == null) {
                reasons.add(
                        new Reason(
                                dimension.code(),
                                "-",
                                (dimension.missing() instanceof WhenMissing.NoTier
                                                ? "not known: no tier without it"
                                                : "not known: left out")
                                        + found.source(", by %s")));
            }
        }
        return reasons;
    }

    @Override
    public String inputsHash(CustomerFacts facts, TierCourse course) {
        return inputs(facts, course.asOf()).hash();
    }

    private Inputs inputs(CustomerFacts facts, Instant asOf) {
        var words = new ArrayList<String>();
        for (var dimension : dimensions) {
            switch (dimension.measure()) {
                case Measure.Stated stated ->
                        words.addAll(statedLines(dimension.code(), stated, facts, asOf));
                case Measure.Scored scored ->
                        words.addAll(saidLines(dimension.code(), scored, facts, asOf));
                case Measure _ -> {}
            }
        }
        // What an earlier table gave may still be kept.
        cutPoints.listUntil(asOf).forEach(table -> words.addAll(table.lines()));
        words.addAll(overrideLines(facts, asOf));
        return Inputs.of(
                        id + "|" + version + facts.knownSince().map(it -> "|" + it).orElse(""),
                        facts.purchases().stream()
                                .filter(purchase -> purchase.currency().equals(currency))
                                .filter(purchase -> !purchase.occurredAt().isAfter(asOf))
                                .toList())
                .and(words);
    }

    /**
     * What the profile stated one after the other up to a moment: each with the first version that
     * did, and since when. A tier may still rest on what was stated before.
     */
    private static List<String> statedLines(
            String code, Measure.Stated measure, CustomerFacts facts, Instant asOf) {
        var lines = new ArrayList<String>();
        String last = null;
        for (var version : facts.profiles().course()) {
            if (!lines.isEmpty() && version.since().isAfter(asOf)) {
                break;
            }
            var found = measure.find(version.profile());
            var text = found == null ? "-" : found;
            if (!text.equals(last)) {
                lines.add("%s|%s|%d|%s".formatted(code, text, version.first(), version.since()));
                last = text;
            }
        }
        return lines.isEmpty() ? List.of(code + "|-") : lines;
    }

    /**
     * What another definition said one after the other up to a moment, each with the version that
     * did, and since when. A tier may still rest on what was said before.
     */
    private List<String> saidLines(
            String code, Measure.Scored measure, CustomerFacts facts, Instant asOf) {
        var from = facts.knownSince().orElse(asOf);
        var said = others.follow(measure, facts, span(from, asOf, asOf));
        return said.isEmpty()
                ? List.of(code + "|-")
                : said.stream()
                        .map(it ->
                                "%s|%s|%s|%s"
                                        .formatted(code, text(it.value(), "-"), it.by(), it.from()))
                        .toList();
    }

    private OtherScores.Span span(Instant from, Instant asOf, Instant until) {
        return new OtherScores.Span(from, asOf, until, currency);
    }

    private Trail trail(CustomerFacts facts, Instant known, OtherScores.Span span) {
        var said = new HashMap<Measure.Scored, List<OtherScores.Said>>();
        for (var dimension : dimensions) {
            if (dimension.measure() instanceof Measure.Scored measure) {
                said.computeIfAbsent(measure, it -> others.follow(it, facts, span));
            }
        }
        return new Trail(facts, known, currency, zone, said);
    }

    private Optional<Tally> tallyAt(CustomerFacts facts, Instant asOf) {
        return start(facts, asOf)
                .map(start -> {
                    var trail = trail(facts, start, span(asOf, asOf, asOf));
                    return tally(trail, trail.placeAt(asOf));
                });
    }

    /**
     * Everything looked at, at one moment.
     *
     * @param all the weights of all dimensions together
     * @param counted the weights of those that are not left out; more than 0
     */
    private record Tally(List<Found> found, BigDecimal all, BigDecimal counted) {

        BigDecimal score() {
            var score = BigDecimal.ZERO;
            for (var one : found) {
                score = score.add(added(one));
            }
            return score;
        }

        private BigDecimal added(Found one) {
            return one.points() == null
                    ? BigDecimal.ZERO
                    : weighted(one.points(), one.dimension().weight());
        }

        /** Points by weight, rescaled where other dimensions are left out. */
        BigDecimal weighted(BigDecimal points, BigDecimal weight) {
            var weighted = points.multiply(weight);
            return isRescaled()
                    ? weighted.multiply(all).divide(counted, DECIMALS, RoundingMode.HALF_UP)
                    : weighted;
        }

        private boolean isRescaled() {
            return counted.compareTo(all) < 0;
        }

        /** What the dimensions add: their sum is the score. */
        List<Line> lines() {
            var factor = isRescaled() ? all.divide(counted, DECIMALS, RoundingMode.HALF_UP) : null;
            return found.stream().map(it -> new Line(it, added(it), factor)).toList();
        }
    }

    /**
     * What one dimension adds.
     *
     * @param added points by weight, rescaled where others are left out
     * @param factor by which those that are left out make the others count more; null if none is
     */
    private record Line(Found found, BigDecimal added, @Nullable BigDecimal factor) {

        Contribution contribution() {
            return new Contribution(
                    found.dimension().code(),
                    text(found.input(), "-"),
                    added,
                    new Name(en() + found.source(", by %s"), zh() + found.source("，依据 %s")));
        }

        Reason reason() {
            return new Reason(
                    found.dimension().code(),
                    text(found.input(), "-"),
                    en() + found.source(", by %s"));
        }

        private String en() {
            var points = found.points();
            if (points == null) {
                return "not known: left out, the others count more";
            }
            var rule =
                    "%s points × %s%s"
                            .formatted(
                                    plain(points),
                                    plain(found.dimension().weight()),
                                    factor == null ? "" : ", rescaled × " + plain(factor));
            return found.input() == null ? "not known: " + rule : rule;
        }

        private String zh() {
            var points = found.points();
            if (points == null) {
                return "未知：不计入，其余按比例放大";
            }
            var rule =
                    "%s 分 × %s%s"
                            .formatted(
                                    plain(points),
                                    plain(found.dimension().weight()),
                                    factor == null ? "" : "，放大 × " + plain(factor));
            return found.input() == null ? "未知：" + rule : rule;
        }
    }

    /**
     * What is found for one dimension.
     *
     * @param input a number or a word; null where it is missing
     * @param points what the scale gives; null where the dimension is left out
     * @param by the definition that said so; null where none was asked, or none said anything
     */
    private record Found(
            Dimension dimension,
            @Nullable Object input,
            @Nullable BigDecimal points,
            @Nullable String by) {

        /**
         * @param form where to put it
         */
        String source(String form) {
            return by == null ? "" : form.formatted(by);
        }
    }

    private static String text(@Nullable Object input, String without) {
        return switch (input) {
            case null -> without;
            case BigDecimal number -> number.toPlainString();
            case Object word -> word.toString();
        };
    }

    /**
     * @return null where something is missing without which there is no tier, or all is
     */
    private @Nullable Tally tally(Trail trail, Trail.Place place) {
        var found = new ArrayList<Found>(dimensions.size());
        var all = BigDecimal.ZERO;
        var counted = BigDecimal.ZERO;
        for (var dimension : dimensions) {
            var one = find(dimension, trail, place);
            if (one.points() == null && dimension.missing() instanceof WhenMissing.NoTier) {
                return null;
            }
            all = all.add(dimension.weight());
            if (one.points() != null) {
                counted = counted.add(dimension.weight());
            }
            found.add(one);
        }
        return counted.signum() == 0 ? null : new Tally(found, all, counted);
    }

    private static Found find(Dimension dimension, Trail trail, Trail.Place place) {
        var input =
                switch (dimension.measure()) {
                    case Measure.Figure measure -> trail.find(measure, place);
                    case Measure.Word measure -> trail.find(measure, place);
                };
        var points = input == null ? null : points(dimension.scale(), input);
        var said =
                dimension.measure() instanceof Measure.Scored measure
                        ? trail.find(measure, place)
                        : null;
        var by = said == null ? null : said.by();
        return points == null
                ? new Found(
                        dimension,
                        null,
                        dimension.missing() instanceof WhenMissing.Points(var instead)
                                ? instead
                                : null,
                        by)
                : new Found(dimension, input, points, by);
    }

    private static @Nullable BigDecimal points(PointScale scale, Object input) {
        return switch (scale) {
            case PointScale.OfNumbers numbers -> numbers.points((BigDecimal) input);
            case PointScale.Words words -> words.points((String) input);
        };
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** One customer's way through time, from one moment that may matter to the next. */
    private final class Walk {

        private static final long NO_DAY = Long.MAX_VALUE;

        private final Trail trail;
        private final Instant asOf;
        private final List<CutTable> tables;
        private final Ladder ladder = new Ladder(Scorecard.this);
        private final BitSet turns = new BitSet();
        private final long last;
        private int drawn;
        private Instant now;
        private Trail.Place place;
        private @Nullable Tally tally;
        private BigDecimal score = BigDecimal.ZERO;
        private int earned = Ladder.NONE;

        /**
         * @param start when the customer became known
         * @param given when these rules began to give tiers
         * @param ahead how far beyond {@code asOf} the walk may be led
         */
        Walk(CustomerFacts facts, Instant start, Instant given, Instant asOf, Period ahead) {
            var lastDay = LocalDate.ofInstant(asOf, zone).plus(ahead);
            var until = lastDay.plusDays(1).atStartOfDay(zone).toInstant();
            this.trail = trail(facts, start, span(start, asOf, until));
            this.asOf = asOf;
            this.tables = cutPoints.listUntil(asOf);
            this.now = given.isAfter(start) ? given : start;
            this.place = trail.placeAt(now);
            this.last = lastDay.toEpochDay();
            for (var dimension : dimensions) {
                if (!drifts(dimension)) {
                    trail.markTurns(dimension, turns, (int) (last - trail.firstDay()));
                }
            }
            reconsider(now);
            for (var moment = nextMoment(); !moment.isAfter(asOf); moment = nextMoment()) {
                reconsider(moment);
            }
            // Nothing else is earned since, but points may have drifted.
            look(asOf);
        }

        private void look(Instant moment) {
            now = moment;
            place = trail.placeAt(moment);
            tally = tally(trail, place);
            score = tally == null ? score : tally.score();
            earned = tally == null ? Ladder.NONE : rankEarnedBy(score, known(moment));
        }

        private void reconsider(Instant moment) {
            look(moment);
            if (isDrawnBy(moment)) {
                ladder.reconsiderAnew(moment, earned, score);
            } else {
                ladder.reconsider(moment, earned, score);
            }
        }

        /** What is to be drawn later is not known at {@code asOf}. */
        private Instant known(Instant moment) {
            return moment.isAfter(asOf) ? asOf : moment;
        }

        /** Whether another table has begun to decide since the moment before. */
        private boolean isDrawnBy(Instant moment) {
            var before = drawn;
            while (drawn < tables.size() && !tables.get(drawn).from().isAfter(moment)) {
                drawn++;
            }
            return drawn > before;
        }

        private Instant nextMoment() {
            var next = ladder.reviewAt();
            if (trail.nextAfter(place).isBefore(next)) {
                next = trail.nextAfter(place);
            }
            var turn = turns.nextSetBit((int) (place.today() - trail.firstDay()) + 1);
            if (turn >= 0 && trail.startOf(turn).isBefore(next)) {
                next = trail.startOf(turn);
            }
            if (drawn < tables.size() && tables.get(drawn).from().isBefore(next)) {
                next = tables.get(drawn).from();
            }
            var drift = tally == null ? NO_DAY : driftBefore(next, tally);
            return drift == NO_DAY ? next : trail.startOf((int) (drift - trail.firstDay()));
        }

        /**
         * The first day that begins before a moment and on which points that drift earn another.
         */
        private long driftBefore(Instant moment, Tally found) {
            if (found.found().stream().noneMatch(it -> drifts(it.dimension()))) {
                return NO_DAY;
            }
            var until = moment.equals(Instant.MAX) ? last : trail.day(moment.minusNanos(1));
            return firstDrift(place.today() + 1, Math.min(last, until), found);
        }

        /**
         * Halves the days until one is found or none can be: what drifts only ever rises or only
         * ever falls, so that the first and the last day tell what all between can come to.
         */
        private long firstDrift(long from, long to, Tally found) {
            if (from > to
                    || rankOn(from, to, found, BigDecimal::min) == earned
                            && rankOn(from, to, found, BigDecimal::max) == earned) {
                return NO_DAY;
            }
            if (from == to) {
                return from;
            }
            var middle = from + (to - from) / 2;
            var first = firstDrift(from, middle, found);
            return first == NO_DAY ? firstDrift(middle + 1, to, found) : first;
        }

        private int rankOn(long from, long to, Tally found, BinaryOperator<BigDecimal> extreme) {
            var sum = BigDecimal.ZERO;
            for (var one : found.found()) {
                var points = one.points();
                if (points != null) {
                    if (one.input() != null && drifts(one.dimension())) {
                        points =
                                extreme.apply(
                                        pointsOn(from, one.dimension()),
                                        pointsOn(to, one.dimension()));
                    }
                    sum = sum.add(found.weighted(points, one.dimension().weight()));
                }
            }
            return rankEarnedBy(sum, known(now));
        }

        private BigDecimal pointsOn(long day, Dimension dimension) {
            return Objects.requireNonNull(find(dimension, trail, place.on(day)).points());
        }

        private TierStanding standing() {
            return ladder.standing(earned);
        }

        Optional<String> tier() {
            return ladder.holdsTier() ? Optional.of(standing().tier()) : Optional.empty();
        }

        /** Looks ahead for the next other standing, which an end of period brings at the latest. */
        Optional<TierCourse> toCourse() {
            if (!ladder.holdsTier()) {
                return Optional.empty();
            }
            var changes = List.copyOf(ladder.changes());
            var standing = standing();
            var value = score;
            reconsider(nextMoment());
            while (ladder.holdsTier() && standing().equals(standing)) {
                reconsider(nextMoment());
            }
            return Optional.of(new TierCourse(asOf, changes, standing, value, now));
        }
    }

    /**
     * Whether points of a dimension change from day to day while nothing happens, but then either
     * only rise or only fall.
     */
    private static boolean drifts(Dimension dimension) {
        return dimension.scale() instanceof PointScale.Linear
                && (dimension.measure() instanceof Measure.Tenure
                        || dimension.measure() instanceof Measure.DaysSincePurchase);
    }
}
