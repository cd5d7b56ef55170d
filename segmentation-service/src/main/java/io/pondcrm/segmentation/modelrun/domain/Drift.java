package io.pondcrm.segmentation.modelrun.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How much customers changed since a model was made of them.
 *
 * @param features each of what it looks at
 * @param customers how many have these features now
 */
public record Drift(List<OfFeature> features, long customers, Instant asOf) {

    private static final double MINOR = 0.1;
    private static final double MAJOR = 0.25;

    public Drift {
        features = List.copyOf(features);
    }

    /** What a population stability index is taken for (Siddiqi 2017): a rule of thumb. */
    public enum Shift {
        /** Below 0.1. */
        NONE,
        /** Below 0.25. */
        MINOR,
        /** From 0.25: the model should be made anew. */
        MAJOR;

        static Shift of(double stability) {
            if (stability < Drift.MINOR) {
                return NONE;
            }
            return stability < Drift.MAJOR ? MINOR : MAJOR;
        }
    }

    /**
     * @param stability the population stability index
     */
    public record OfFeature(String feature, double stability) {

        public Shift shift() {
            return Shift.of(stability);
        }
    }

    /** That of the feature that changed most. */
    public double largest() {
        return features.stream().mapToDouble(OfFeature::stability).max().orElse(0);
    }

    public Shift shift() {
        return Shift.of(largest());
    }

    /** Takes in customers one by one. Not for several threads. */
    public static final class Count {

        private final List<FeatureBins> bins;
        private final long[][] counts;
        private long customers;

        public Count(List<FeatureBins> bins) {
            this.bins = List.copyOf(bins);
            this.counts =
                    bins.stream().map(it -> new long[it.shares().size()]).toArray(long[][]::new);
        }

        /**
         * @param features in the order of the bins
         */
        public void add(double[] features) {
            customers++;
            for (var column = 0; column < counts.length; column++) {
                counts[column][bins.get(column).bin(features[column])]++;
            }
        }

        public Drift drift(Instant asOf) {
            var drifts = new ArrayList<OfFeature>();
            for (var column = 0; column < counts.length; column++) {
                var shares = new double[counts[column].length];
                for (var bin = 0; bin < shares.length; bin++) {
                    shares[bin] = customers == 0 ? 0 : (double) counts[column][bin] / customers;
                }
                drifts.add(
                        new OfFeature(
                                bins.get(column).feature(), bins.get(column).stability(shares)));
            }
            return new Drift(drifts, customers, asOf);
        }
    }
}
