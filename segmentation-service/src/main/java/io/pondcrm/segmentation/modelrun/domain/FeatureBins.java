package io.pondcrm.segmentation.modelrun.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How one feature lay among those a model was made of: about a tenth of them in each bin.
 *
 * @param feature its name
 * @param cuts the largest value of each bin but the last, ascending
 * @param shares of each bin; one more than cuts
 */
public record FeatureBins(String feature, List<Double> cuts, List<Double> shares) {

    private static final int BINS = 10;

    /** What a bin that is empty counts as: its logarithm has to be finite. */
    private static final double LEAST = 1e-4;

    public FeatureBins {
        cuts = List.copyOf(cuts);
        shares = List.copyOf(shares);
        if (shares.size() != cuts.size() + 1) {
            throw new IllegalArgumentException(
                    "%d bins, %d cuts".formatted(shares.size(), cuts.size()));
        }
    }

    /**
     * @param rows with a column for each feature, and perhaps more
     */
    static List<FeatureBins> of(List<Feature> features, double[][] rows) {
        var bins = new ArrayList<FeatureBins>();
        for (var column = 0; column < features.size(); column++) {
            var at = column;
            bins.add(
                    of(
                            features.get(column).name(),
                            Arrays.stream(rows).mapToDouble(row -> row[at]).toArray()));
        }
        return bins;
    }

    static FeatureBins of(String feature, double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        var cuts = new ArrayList<Double>();
        for (var bin = 1; bin < BINS; bin++) {
            var cut = sorted[(bin * sorted.length + BINS - 1) / BINS - 1];
            // Where many are alike, bins fall together.
            if (cut < sorted[sorted.length - 1] && (cuts.isEmpty() || cuts.getLast() < cut)) {
                cuts.add(cut);
            }
        }
        var counts = new long[cuts.size() + 1];
        for (var value : values) {
            counts[bin(cuts, value)]++;
        }
        return new FeatureBins(
                feature,
                cuts,
                Arrays.stream(counts).mapToObj(it -> (double) it / values.length).toList());
    }

    /** In which bin a value lies. */
    int bin(double value) {
        return bin(cuts, value);
    }

    private static int bin(List<Double> cuts, double value) {
        var bin = 0;
        while (bin < cuts.size() && value > cuts.get(bin)) {
            bin++;
        }
        return bin;
    }

    /**
     * The population stability index: the sum over bins of (now - then) ln(now / then). E. M.
     * Lewis, "An Introduction to Credit Scoring", 1992; N. Siddiqi, "Intelligent Credit Scoring",
     * 2017.
     *
     * @param now the share of each bin; an empty bin counts as a ten-thousandth, then and now
     */
    double stability(double[] now) {
        var sum = 0.0;
        for (var bin = 0; bin < now.length; bin++) {
            var then = Math.max(LEAST, shares.get(bin));
            var is = Math.max(LEAST, now[bin]);
            sum += (is - then) * Math.log(is / then);
        }
        return sum;
    }
}
