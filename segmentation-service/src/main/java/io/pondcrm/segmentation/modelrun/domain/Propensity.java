package io.pondcrm.segmentation.modelrun.domain;

import io.pondcrm.segmentation.modelrun.domain.Outlook.Example;
import io.pondcrm.segmentation.score.domain.InputsHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How likely a customer buys within a horizon, by logistic regression; learned from seven in ten of
 * the customers and tried on the others.
 *
 * @param coefficients one for each feature, of {@code (x - mean) / deviation}, or of that of ln(1 +
 *     x) where asked for
 * @param means of those it learned from
 * @param deviations likewise
 * @param threshold from which probability a customer is selected
 * @param quality of those it was tried on
 * @param fairness likewise
 */
public record Propensity(
        double intercept,
        List<Double> coefficients,
        List<Double> means,
        List<Double> deviations,
        boolean converged,
        double threshold,
        int learned,
        Quality quality,
        Fairness fairness,
        String dataHash) {

    /** How many customers are learned from at least, and tried on. */
    public static final int FEWEST = 20;

    private static final double LEARNED = 0.7;

    /** Draws coefficients a little towards 0, so that they stay finite whatever the data are. */
    private static final double RIDGE = 1;

    /**
     * How good it is for customers it did not learn from.
     *
     * @param customers how many they are
     * @param share of them who bought
     * @param areaUnderCurve how likely one who bought has a higher probability than one who did not
     *     (J. A. Hanley, B. J. McNeil, Radiology 143, 1982); half for equal ones
     * @param logLoss mean negative natural logarithm of what was given to what happened
     * @param baseLogLoss that of the share who bought among those it learned from
     * @param brier mean squared difference of probability and outcome (G. W. Brier, Monthly Weather
     *     Review 78, 1950)
     */
    public record Quality(
            int customers,
            double share,
            double areaUnderCurve,
            double logLoss,
            double baseLogLoss,
            double brier) {

        static Quality of(double[] probabilities, boolean[] bought, double base) {
            var buyers = 0;
            var loss = 0.0;
            var baseLoss = 0.0;
            var brier = 0.0;
            for (var row = 0; row < bought.length; row++) {
                var given = bought[row] ? probabilities[row] : 1 - probabilities[row];
                buyers += bought[row] ? 1 : 0;
                loss -= Math.log(Math.max(given, Double.MIN_NORMAL));
                baseLoss -= Math.log(bought[row] ? base : 1 - base);
                brier += (1 - given) * (1 - given);
            }
            var of = (double) bought.length;
            return new Quality(
                    bought.length,
                    buyers / of,
                    areaUnderCurve(probabilities, bought),
                    loss / of,
                    baseLoss / of,
                    brier / of);
        }

        /** By the sum of ranks; equal probabilities share theirs. */
        static double areaUnderCurve(double[] probabilities, boolean[] bought) {
            var order =
                    IntStream.range(0, bought.length)
                            .boxed()
                            .sorted(Comparator.comparingDouble(row -> probabilities[row]))
                            .toList();
            var ranks = 0.0;
            var buyers = 0L;
            for (var from = 0; from < order.size(); ) {
                var to = from;
                var alike = 0;
                while (to < order.size()
                        && probabilities[order.get(to)] == probabilities[order.get(from)]) {
                    alike += bought[order.get(to)] ? 1 : 0;
                    to++;
                }
                ranks += alike * (from + 1 + to) / 2.0;
                buyers += alike;
                from = to;
            }
            var others = bought.length - buyers;
            return (ranks - buyers * (buyers + 1) / 2.0) / (buyers * (double) others);
        }
    }

    public Propensity {
        coefficients = List.copyOf(coefficients);
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
    }

    /** Names the outcome: equal models, equal hash. */
    public String hash() {
        return InputsHash.of(
                "%s|%s|%s|%s|%s|%s|%s"
                        .formatted(
                                intercept,
                                coefficients,
                                means,
                                deviations,
                                threshold,
                                quality,
                                fairness));
    }

    /**
     * @return empty if there are too few customers, or nobody or everybody bought
     */
    public static Optional<Propensity> of(
            Outlook asked, Examples examples, LogisticRegression logistic) {
        var random = new SplittableRandom(asked.seed());
        var learned = new ArrayList<Example>();
        var tried = new ArrayList<Example>();
        for (var example : examples.all()) {
            (random.nextDouble() < LEARNED ? learned : tried).add(example);
        }
        if (!isEnough(learned) || !isEnough(tried)) {
            return Optional.empty();
        }
        var rows = rows(asked, learned);
        var columns = rows[0].length;
        var means = new double[columns];
        var deviations = new double[columns];
        for (var column = 0; column < columns; column++) {
            var at = column;
            var mean = Arrays.stream(rows).mapToDouble(row -> row[at]).average().orElse(0);
            var squares =
                    Arrays.stream(rows)
                            .mapToDouble(row -> (row[at] - mean) * (row[at] - mean))
                            .average()
                            .orElse(0);
            means[column] = mean;
            // A feature that all have alike tells nobody from another.
            deviations[column] = squares == 0 ? 1 : Math.sqrt(squares);
        }
        standardize(rows, means, deviations);
        var found = logistic.fit(rows, bought(learned), RIDGE);
        var share = learned.stream().filter(Example::bought).count() / (double) learned.size();

        var others = rows(asked, tried);
        standardize(others, means, deviations);
        var probabilities = Arrays.stream(others).mapToDouble(found::probability).toArray();
        var wanted = asked.threshold();
        var threshold = wanted == null ? share : wanted;
        return Optional.of(
                new Propensity(
                        found.coefficients()[0],
                        Arrays.stream(found.coefficients()).skip(1).boxed().toList(),
                        Arrays.stream(means).boxed().toList(),
                        Arrays.stream(deviations).boxed().toList(),
                        found.converged(),
                        threshold,
                        learned.size(),
                        Quality.of(probabilities, bought(tried), share),
                        Fairness.of(tried, probabilities, threshold),
                        examples.dataHash()));
    }

    private static boolean isEnough(List<Example> examples) {
        return examples.size() >= FEWEST
                && examples.stream().anyMatch(Example::bought)
                && !examples.stream().allMatch(Example::bought);
    }

    private static double[][] rows(Outlook asked, List<Example> examples) {
        return examples.stream()
                .map(it ->
                        Arrays.stream(it.features())
                                .map(value ->
                                        asked.isLogarithmic()
                                                ? Math.copySign(Math.log1p(Math.abs(value)), value)
                                                : value)
                                .toArray())
                .toArray(double[][]::new);
    }

    private static void standardize(double[][] rows, double[] means, double[] deviations) {
        for (var row : rows) {
            for (var column = 0; column < row.length; column++) {
                row[column] = (row[column] - means[column]) / deviations[column];
            }
        }
    }

    private static boolean[] bought(List<Example> examples) {
        var bought = new boolean[examples.size()];
        for (var row = 0; row < bought.length; row++) {
            bought[row] = examples.get(row).bought();
        }
        return bought;
    }
}
