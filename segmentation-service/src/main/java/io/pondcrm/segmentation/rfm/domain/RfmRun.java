package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Inputs;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Reason;
import io.pondcrm.segmentation.score.domain.Score;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What a run of a model over all customers found: the scales by which customers are scored until
 * the next run.
 *
 * @param number counts the model's runs from 1
 * @param scored customers with a sale in the window
 * @param segments how many customers each group of the model's grid has
 * @param cells how many customers each cell has
 */
public record RfmRun(
        String id,
        int number,
        RfmModel model,
        Instant asOf,
        int scored,
        Scale recency,
        Scale frequency,
        Scale monetary,
        Map<RfmSegment, Integer> segments,
        Map<String, Integer> cells) {

    public RfmRun {
        var inOrder = new EnumMap<RfmSegment, Integer>(RfmSegment.class);
        inOrder.putAll(segments);
        segments = Collections.unmodifiableMap(inOrder);
        cells = Collections.unmodifiableMap(new TreeMap<>(cells));
    }

    /**
     * Scores a table.
     *
     * @param table filled from what {@link RfmModel#measure} found for each customer
     * @param customers the id of each number in the table, ascending
     */
    public static Outcome over(
            String id,
            int number,
            RfmModel model,
            Instant asOf,
            RfmTable table,
            IntFunction<String> customers) {
        var scored = table.quantiles(model.bins().count());
        var rows = scored.rows();
        var bins = model.bins().count();
        var run =
                new RfmRun(
                        id,
                        number,
                        model,
                        asOf,
                        rows,
                        Scale.of(
                                rows,
                                bins,
                                scored::dayAtRank,
                                rank -> customers.apply(scored.numberAtDayRank(rank))),
                        Scale.of(
                                rows,
                                bins,
                                scored::countAtRank,
                                rank -> customers.apply(scored.numberAtCountRank(rank))),
                        Scale.of(
                                rows,
                                bins,
                                scored::amountAtRank,
                                rank -> customers.apply(scored.numberAtAmountRank(rank))),
                        new EnumMap<>(RfmSegment.class),
                        Map.of());
        return run.count(scored, customers);
    }

    /**
     * Scores what was read range by range; the same run as over a table of all. It counts nobody
     * yet: {@link #membersOf} places the customers of a range, and {@link #counting} takes in how
     * many they are.
     *
     * @param ranges in the order of their ids; gone through twice, one at a time in memory
     */
    public static RfmRun over(String id, RfmModel model, Instant asOf, Iterable<RfmRange> ranges) {
        var scales = new RfmMerge(ranges, model.bins().count()).scales();
        return new RfmRun(
                id,
                0,
                model,
                asOf,
                scales.customers(),
                scales.recency(),
                scales.frequency(),
                scales.monetary(),
                Map.of(),
                Map.of());
    }

    /** Places the customers of a range by this run's scales. */
    public List<Member> membersOf(RfmRange range) {
        var today = model.dayOf(asOf);
        var members = new ArrayList<Member>(range.rows());
        for (var row = 0; row < range.rows(); row++) {
            var customer = new CustomerId(range.customerAt(row));
            var values = range.valuesAt(row);
            var scores = score(customer, values, today);
            members.add(new Member(customer, values, scores, segment(values, scores)));
        }
        return members;
    }

    /** The same run with its members counted. */
    public RfmRun counting(RfmTally tally) {
        var inSegment = new EnumMap<RfmSegment, Integer>(RfmSegment.class);
        model.grid().segments().forEach(segment -> inSegment.put(segment, 0));
        inSegment.putAll(tally.segments());
        return new RfmRun(
                id,
                number,
                model,
                asOf,
                scored,
                recency,
                frequency,
                monetary,
                inSegment,
                tally.cells());
    }

    /** The same run as one of those of its model. */
    public RfmRun as(int place) {
        return new RfmRun(
                id, place, model, asOf, scored, recency, frequency, monetary, segments, cells);
    }

    /**
     * A run and its members.
     *
     * @param members one each customer with a sale, by ascending id
     */
    public record Outcome(RfmRun run, List<Member> members) {}

    /** A customer's place in a run. */
    public record Member(
            CustomerId customer, RfmValues values, RfmScores scores, RfmSegment segment) {}

    /**
     * Scores one customer by this run's scales, for any moment.
     *
     * @return empty without a sale in the window
     */
    public Optional<RfmPlacement> place(CustomerFacts facts, Instant at) {
        return model.measure(facts, at)
                .map(values -> place(facts.customer(), values, model.dayOf(at)));
    }

    private RfmPlacement place(CustomerId customer, RfmValues values, int today) {
        var scores = score(customer, values, today);
        return new RfmPlacement(
                model.id(),
                id,
                values,
                scores,
                segment(values, scores),
                scores.combined(model.weights()),
                reasons(values, scores, today));
    }

    /**
     * When time alone gives the customer other scores than at a moment, or none: a purchase leaves
     * the window, or a fixed limit of days is passed.
     *
     * @return empty if time changes nothing
     */
    public Optional<Instant> reviewAt(CustomerFacts facts, Instant at) {
        return new Ageing(this, facts, at).nextChange();
    }

    RfmScores score(CustomerId customer, RfmValues values, int today) {
        return switch (model.bins()) {
            case Bins.CutPoints fixed -> fixed.score(values, today);
            case Bins.Quantiles(var bins) ->
                    new RfmScores(
                            recency.score(values.lastDay(), customer),
                            frequency.score(values.frequency(), customer),
                            monetary.score(values.rankedMonetary(), customer),
                            bins);
        };
    }

    RfmSegment segment(RfmValues values, RfmScores scores) {
        return switch (model.grid()) {
            case Grid.TenNames map -> map.segment(scores, model.weights());
            case Grid.EightClasses classes ->
                    classes.segment(
                            recency.isHigh(values.lastDay(), classes.against()),
                            frequency.isHigh(values.frequency(), classes.against()),
                            monetary.isHigh(values.rankedMonetary(), classes.against()));
        };
    }

    /**
     * The same as one figure, for any moment: the weighted sum of the three scores.
     *
     * @return empty without a sale in the window
     */
    public Optional<Score> score(CustomerFacts facts, Instant at) {
        return place(facts, at)
                .map(placed ->
                        new Score(
                                placed.scores().sum(model.weights()),
                                new Score.Band(placed.segment().name(), placed.segment().title()),
                                contributions(placed.values(), placed.scores()),
                                model.id(),
                                number,
                                Inputs.of(
                                        "%s|%s|%d|%s"
                                                .formatted(
                                                        model.id(),
                                                        id,
                                                        number,
                                                        LocalDate.ofEpochDay(model.dayOf(at))),
                                        facts.purchasesAt(at, model.currency(), model.window())),
                                at));
    }

    private List<Contribution> contributions(RfmValues values, RfmScores scores) {
        var weights = model.weights();
        return List.of(
                weighed(
                        "recency",
                        values.lastPurchaseOn().toString(),
                        weights.recency(),
                        scores.recency(),
                        recencyRule(values, scores)),
                weighed(
                        "frequency",
                        Integer.toString(values.frequency()),
                        weights.frequency(),
                        scores.frequency(),
                        frequencyRule(values, scores)),
                weighed(
                        "monetary",
                        values.monetary().toPlainString() + " " + model.currency(),
                        weights.monetary(),
                        scores.monetary(),
                        monetaryRule(values, scores)));
    }

    private static Contribution weighed(
            String dimension, String input, int weight, int score, Name rule) {
        return Contribution.of(
                dimension,
                input,
                (long) weight * score,
                new Name(weight + " × " + rule.en(), weight + " × " + rule.zh()));
    }

    private List<Reason> reasons(RfmValues values, RfmScores scores, int today) {
        return List.of(
                new Reason(
                        "recency",
                        "%d days since %s"
                                .formatted(today - values.lastDay(), values.lastPurchaseOn()),
                        recencyRule(values, scores).en()),
                new Reason(
                        "frequency",
                        values.frequency() + " sales",
                        frequencyRule(values, scores).en()),
                new Reason(
                        "monetary",
                        values.monetary().toPlainString() + " " + model.currency(),
                        monetaryRule(values, scores).en()));
    }

    private Name recencyRule(RfmValues values, RfmScores scores) {
        return rule(scores.recency(), recency, values.lastDay(), Shown.DAY);
    }

    private Name frequencyRule(RfmValues values, RfmScores scores) {
        return rule(scores.frequency(), frequency, values.frequency(), Shown.COUNT);
    }

    private Name monetaryRule(RfmValues values, RfmScores scores) {
        return rule(scores.monetary(), monetary, values.rankedMonetary(), Shown.MONEY);
    }

    private Name rule(int score, Scale scale, long value, Shown shown) {
        var points =
                switch (model.bins()) {
                    case Bins.CutPoints fixed -> byLimits(score, fixed, shown);
                    case Bins.Quantiles _ -> byRank(score, scale, value, shown);
                };
        return switch (model.grid()) {
            case Grid.TenNames _ -> points;
            case Grid.EightClasses(var against) -> {
                var level = level(scale, value, against, shown);
                yield new Name(points.en() + "; " + level.en(), points.zh() + "；" + level.zh());
            }
        };
    }

    private static Name byLimits(int score, Bins.CutPoints fixed, Shown shown) {
        var limits =
                switch (shown) {
                    case DAY -> fixed.recencyDays();
                    case COUNT -> fixed.frequency();
                    case MONEY -> fixed.monetary();
                };
        return new Name(
                "score %d of %d by the limits %s".formatted(score, fixed.count(), limits),
                "得分 %d/%d，分界点为 %s".formatted(score, fixed.count(), limits));
    }

    private Name byRank(int score, Scale scale, long value, Shown shown) {
        var below = scale.percentBelow(value);
        var ends = scale.lastOfScore().stream().map(cut -> shown.text(cut.value())).toList();
        return new Name(
                "score %d of %d: more than %d %% of %d customers; scores end at %s"
                        .formatted(score, model.bins().count(), below, scored, ends),
                "得分 %d/%d：高于 %d 名客户中的 %d%%；各档上限为 %s"
                        .formatted(score, model.bins().count(), scored, below, ends));
    }

    private static Name level(Scale scale, long value, Grid.Middle against, Shown shown) {
        var middle = shown.text(scale.middle(against));
        return scale.isHigh(value, against)
                ? new Name(
                        "high: above the %s %s".formatted(against.title().en(), middle),
                        "高：大于%s %s".formatted(against.title().zh(), middle))
                : new Name(
                        "low: not above the %s %s".formatted(against.title().en(), middle),
                        "低：不大于%s %s".formatted(against.title().zh(), middle));
    }

    private Outcome count(RfmTable.Scored rows, IntFunction<String> customers) {
        var today = model.dayOf(asOf);
        var members = new ArrayList<Member>(rows.rows());
        for (var row = 0; row < rows.rows(); row++) {
            var customer = new CustomerId(customers.apply(rows.customerAt(row)));
            var values = rows.valuesAt(row);
            var scores =
                    model.bins() instanceof Bins.CutPoints fixed
                            ? fixed.score(values, today)
                            : rows.scoresAt(row);
            members.add(new Member(customer, values, scores, segment(values, scores)));
        }
        return new Outcome(counting(RfmTally.of(members)), members);
    }

    private enum Shown {
        DAY,
        COUNT,
        MONEY;

        String text(long value) {
            return switch (this) {
                case DAY -> LocalDate.ofEpochDay(value).toString();
                case COUNT -> Long.toString(value);
                case MONEY -> RfmValues.fromRanked(value).toPlainString();
            };
        }
    }
}
