package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.score.domain.Reason;
import java.time.Instant;
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
 * @param segments how many customers each named group has
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
        segments = Collections.unmodifiableMap(new EnumMap<>(segments));
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
                scores.segment(model.weights()),
                scores.combined(model.weights()),
                reasons(values, scores, today));
    }

    private RfmScores score(CustomerId customer, RfmValues values, int today) {
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

    private List<Reason> reasons(RfmValues values, RfmScores scores, int today) {
        return List.of(
                new Reason(
                        "recency",
                        "%d days since %s"
                                .formatted(today - values.lastDay(), values.lastPurchaseOn()),
                        rule(scores.recency(), recency, values.lastDay(), Shown.DAY)),
                new Reason(
                        "frequency",
                        values.frequency() + " sales",
                        rule(scores.frequency(), frequency, values.frequency(), Shown.COUNT)),
                new Reason(
                        "monetary",
                        values.monetary().toPlainString() + " " + model.currency(),
                        rule(scores.monetary(), monetary, values.rankedMonetary(), Shown.MONEY)));
    }

    private String rule(int score, Scale scale, long value, Shown shown) {
        return switch (model.bins()) {
            case Bins.CutPoints(var days, var counts, var amounts) ->
                    "score %d of %d by the limits %s"
                            .formatted(
                                    score,
                                    model.bins().count(),
                                    switch (shown) {
                                        case DAY -> days;
                                        case COUNT -> counts;
                                        case MONEY -> amounts;
                                    });
            case Bins.Quantiles(var bins) ->
                    "score %d of %d: more than %d %% of %d customers; scores end at %s"
                            .formatted(
                                    score,
                                    bins,
                                    scale.percentBelow(value),
                                    scored,
                                    scale.lastOfScore().stream()
                                            .map(cut -> shown.text(cut.value()))
                                            .toList());
        };
    }

    private Outcome count(RfmTable.Scored rows, IntFunction<String> customers) {
        var today = model.dayOf(asOf);
        var members = new ArrayList<Member>(rows.rows());
        var inSegment = new EnumMap<RfmSegment, Integer>(RfmSegment.class);
        for (var segment : RfmSegment.values()) {
            inSegment.put(segment, 0);
        }
        var inCell = new TreeMap<String, Integer>();
        for (var row = 0; row < rows.rows(); row++) {
            var customer = new CustomerId(customers.apply(rows.customerAt(row)));
            var values = rows.valuesAt(row);
            var scores =
                    model.bins() instanceof Bins.CutPoints fixed
                            ? fixed.score(values, today)
                            : rows.scoresAt(row);
            var segment = scores.segment(model.weights());
            members.add(new Member(customer, values, scores, segment));
            inSegment.merge(segment, 1, Integer::sum);
            inCell.merge(scores.cell(), 1, Integer::sum);
        }
        return new Outcome(
                new RfmRun(
                        id, number, model, asOf, scored, recency, frequency, monetary, inSegment,
                        inCell),
                members);
    }

    private enum Shown {
        DAY,
        COUNT,
        MONEY;

        String text(long value) {
            return switch (this) {
                case DAY -> java.time.LocalDate.ofEpochDay(value).toString();
                case COUNT -> Long.toString(value);
                case MONEY -> RfmValues.fromRanked(value).toPlainString();
            };
        }
    }
}
