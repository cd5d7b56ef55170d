package io.pondcrm.segmentation.modelrun.domain;

import io.pondcrm.segmentation.modelrun.domain.Outlook.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Whether a model selects some groups of people less often than others. It only tells: what a model
 * looks at has no gender, age or region in it, but may go along with them.
 *
 * @param attributes what people were grouped by
 */
public record Fairness(List<Attribute> attributes) {

    /** The rule of thumb: less than four fifths of the highest rate is a sign of disadvantage. */
    public static final double FOUR_FIFTHS = 0.8;

    /** Rates of smaller groups say little. */
    public static final int SMALLEST_GROUP = 30;

    public Fairness {
        attributes = List.copyOf(attributes);
    }

    /**
     * People who have one thing in common.
     *
     * @param selected how many the model selects
     * @param bought how many did buy
     * @param found how many of those who bought the model selects
     */
    public record Group(String value, int customers, int selected, int bought, int found) {

        /** Share selected. */
        public double selectionRate() {
            return customers == 0 ? 0 : (double) selected / customers;
        }

        /** Share selected of those who bought; empty where nobody did. */
        public OptionalDouble truePositiveRate() {
            return bought == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((double) found / bought);
        }
    }

    /**
     * @param name {@code gender}, {@code ageBand} or {@code region}
     * @param groups the largest first
     */
    public record Attribute(String name, List<Group> groups) {

        public Attribute {
            groups = List.copyOf(groups);
        }

        /**
         * The lowest selection rate by the highest, of groups of at least {@link #SMALLEST_GROUP}:
         * 1 where all are alike. US Uniform Guidelines on Employee Selection Procedures, 29 CFR
         * 1607.4 D, the "four-fifths rule". Empty where fewer than two groups are so large, or
         * nobody is selected.
         */
        public OptionalDouble ratio() {
            var rates =
                    groups.stream()
                            .filter(it -> it.customers >= SMALLEST_GROUP)
                            .mapToDouble(Group::selectionRate)
                            .summaryStatistics();
            return rates.getCount() < 2 || rates.getMax() == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(rates.getMin() / rates.getMax());
        }

        /** Whether no group falls below four fifths; also where that can't be told. */
        public boolean isWithinFourFifths() {
            return ratio().orElse(1) >= FOUR_FIFTHS;
        }
    }

    static Fairness of(List<Example> examples, double[] probabilities, double threshold) {
        return new Fairness(
                List.of(
                        attribute("gender", Example::gender, examples, probabilities, threshold),
                        attribute("ageBand", Example::ageBand, examples, probabilities, threshold),
                        attribute("region", Example::region, examples, probabilities, threshold)));
    }

    private static Attribute attribute(
            String name,
            Function<Example, String> of,
            List<Example> examples,
            double[] probabilities,
            double threshold) {
        Map<String, Group> groups = new TreeMap<>();
        for (var row = 0; row < examples.size(); row++) {
            var example = examples.get(row);
            var selected = probabilities[row] >= threshold ? 1 : 0;
            var bought = example.bought() ? 1 : 0;
            groups.merge(
                    of.apply(example),
                    new Group(of.apply(example), 1, selected, bought, selected * bought),
                    (one, other) ->
                            new Group(
                                    one.value,
                                    one.customers + other.customers,
                                    one.selected + other.selected,
                                    one.bought + other.bought,
                                    one.found + other.found));
        }
        var sorted = new ArrayList<>(groups.values());
        sorted.sort(Comparator.comparing(Group::customers).reversed().thenComparing(Group::value));
        return new Attribute(name, sorted);
    }
}
