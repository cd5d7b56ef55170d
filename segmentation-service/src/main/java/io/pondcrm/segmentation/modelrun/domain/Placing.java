package io.pondcrm.segmentation.modelrun.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * By what customers are placed in the groups that a run found, also those who were not there: the
 * places of the groups on the scale of the search, and how to get onto it.
 *
 * @param means of each feature, after the scale's logarithm; 0 where it is not scaled
 * @param deviations likewise; 1 where it is not scaled, 0 where all have the feature alike
 * @param places in the order of the groups
 */
public record Placing(
        Grouping.Scale scale, List<Double> means, List<Double> deviations, List<Place> places) {

    /**
     * Where a group lies.
     *
     * @param weight its share of all, of a mixture; else 1
     * @param covariance of a mixture's component, row by row; empty for a group by its centre
     */
    public record Place(double weight, List<Double> centre, List<List<Double>> covariance) {

        public Place {
            centre = List.copyOf(centre);
            covariance = covariance.stream().map(List::copyOf).toList();
        }

        static Place of(double[] centre) {
            return new Place(1, boxed(centre), List.of());
        }

        /** Of a mixture's component. */
        public static Place of(double weight, double[] mean, double[][] covariance) {
            return new Place(
                    weight, boxed(mean), Arrays.stream(covariance).map(Place::boxed).toList());
        }

        private static List<Double> boxed(double[] values) {
            return Arrays.stream(values).boxed().toList();
        }
    }

    /**
     * How a customer lies to the groups, in their order.
     *
     * @param group which one is theirs, from 0: the nearest, or of a mixture the likeliest
     * @param closeness the distance to each centre on the scale of the search, or with which
     *     probability the customer belongs to each component
     */
    public record Placed(int group, List<Double> closeness) {

        public Placed {
            closeness = List.copyOf(closeness);
        }
    }

    public Placing {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        places = List.copyOf(places);
    }

    /** Without groups as yet: the scale that makes the features of these rows comparable. */
    static Placing scaleOf(double[][] plain, Grouping.Scale scale) {
        var means = new ArrayList<Double>();
        var deviations = new ArrayList<Double>();
        var columns = plain.length == 0 ? 0 : plain[0].length;
        for (var column = 0; column < columns; column++) {
            if (scale == Grouping.Scale.NONE) {
                means.add(0.0);
                deviations.add(1.0);
                continue;
            }
            var sum = 0.0;
            for (var row : plain) {
                sum += raised(row[column], scale);
            }
            var mean = sum / plain.length;
            var squares = 0.0;
            for (var row : plain) {
                var off = raised(row[column], scale) - mean;
                squares += off * off;
            }
            means.add(mean);
            deviations.add(Math.sqrt(squares / plain.length));
        }
        return new Placing(scale, means, deviations, List.of());
    }

    Placing with(List<Place> found) {
        return new Placing(scale, means, deviations, found);
    }

    /** A row on the scale of the search. */
    double[] scaled(double[] plain) {
        if (scale == Grouping.Scale.NONE) {
            return plain.clone();
        }
        var row = new double[plain.length];
        for (var column = 0; column < row.length; column++) {
            var deviation = deviations.get(column);
            // A feature that all have alike tells nobody from another.
            row[column] =
                    deviation == 0
                            ? 0
                            : (raised(plain[column], scale) - means.get(column)) / deviation;
        }
        return row;
    }

    private static double raised(double value, Grouping.Scale scale) {
        return scale == Grouping.Scale.LOG_STANDARD
                ? Math.copySign(Math.log1p(Math.abs(value)), value)
                : value;
    }

    /**
     * Places a customer.
     *
     * @param plain their features, in the order and units of the run
     */
    public Placed place(double[] plain) {
        var row = scaled(plain);
        var isMixture = !places.getFirst().covariance().isEmpty();
        return isMixture ? likeliest(row) : nearest(row);
    }

    private Placed nearest(double[] row) {
        var distances =
                places.stream().map(it -> Math.sqrt(squared(off(row, it.centre())))).toList();
        var group =
                IntStream.range(0, distances.size())
                        .reduce((one, next) ->
                                distances.get(next) < distances.get(one) ? next : one)
                        .orElseThrow();
        return new Placed(group, distances);
    }

    private Placed likeliest(double[] row) {
        var logs = places.stream().map(it -> logDensity(row, it)).toList();
        var group =
                IntStream.range(0, logs.size())
                        .reduce((one, next) -> logs.get(next) > logs.get(one) ? next : one)
                        .orElseThrow();
        // By the largest one, so that who lies far from all still belongs somewhere.
        var parts = logs.stream().map(it -> Math.exp(it - logs.get(group))).toList();
        var sum = parts.stream().mapToDouble(it -> it).sum();
        return new Placed(group, parts.stream().map(it -> it / sum).toList());
    }

    /** Of the normal distribution times its weight, less what all have alike. */
    private static double logDensity(double[] row, Place place) {
        var root = cholesky(place.covariance());
        var off = off(row, place.centre());
        var log = Math.log(place.weight());
        for (var line = 0; line < off.length; line++) {
            for (var column = 0; column < line; column++) {
                off[line] -= root[line][column] * off[column];
            }
            off[line] /= root[line][line];
            log -= Math.log(root[line][line]);
        }
        return log - squared(off) / 2;
    }

    /** The lower triangular matrix whose product with its transpose a covariance matrix is. */
    private static double[][] cholesky(List<List<Double>> covariance) {
        var root = new double[covariance.size()][covariance.size()];
        for (var line = 0; line < root.length; line++) {
            for (var column = 0; column <= line; column++) {
                var rest = covariance.get(line).get(column);
                for (var before = 0; before < column; before++) {
                    rest -= root[line][before] * root[column][before];
                }
                root[line][column] = line == column ? Math.sqrt(rest) : rest / root[column][column];
            }
        }
        return root;
    }

    private static double[] off(double[] row, List<Double> centre) {
        var off = new double[row.length];
        for (var column = 0; column < row.length; column++) {
            off[column] = row[column] - centre.get(column);
        }
        return off;
    }

    private static double squared(double[] off) {
        var squared = 0.0;
        for (var each : off) {
            squared += each * each;
        }
        return squared;
    }
}
