package io.pondcrm.segmentation.modelrun.domain;

import io.pondcrm.segmentation.score.domain.InputsHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Customers who buy alike.
 *
 * @param groups the largest first
 * @param inertia the sum of the squared distances to the nearest centre, on the scale of the search
 * @param silhouette mean of (b − a) / max(a, b), where a and b are the distances to the nearest and
 *     to the second centre: the simplified silhouette (E. R. Hruschka, L. N. de Castro, R. J. G. B.
 *     Campello, ICDM 2004), from 0 to 1
 * @param dataHash of what was grouped
 */
public record Groups(
        List<Group> groups, double inertia, double silhouette, int customers, String dataHash) {

    /**
     * @param centre the mean of each feature, in the feature's own unit, in the order of the
     *     features
     */
    public record Group(int size, List<Double> centre) {

        public Group {
            centre = List.copyOf(centre);
        }
    }

    public Groups {
        groups = List.copyOf(groups);
    }

    /** Names the outcome: equal groups, equal hash. */
    public String hash() {
        return InputsHash.of("%s|%s|%s".formatted(groups, inertia, silhouette));
    }

    /**
     * @param table with at least as many different rows as groups are asked for
     */
    public static Groups of(Grouping asked, FeatureTable table, KMeans kMeans) {
        var plain = table.rows();
        var scaled = scaled(plain, asked.scale());
        var centres =
                kMeans.centres(scaled, asked.k(), asked.seed(), Grouping.TRIALS)
                        .toArray(double[][]::new);
        var sizes = new int[centres.length];
        var sums = new double[centres.length][asked.features().size()];
        var inertia = 0.0;
        var silhouette = 0.0;
        for (var row = 0; row < scaled.length; row++) {
            var near = Near.of(scaled[row], centres);
            sizes[near.centre]++;
            for (var column = 0; column < plain[row].length; column++) {
                sums[near.centre][column] += plain[row][column];
            }
            inertia += near.squared;
            silhouette +=
                    near.second == 0 ? 0 : 1 - Math.sqrt(near.squared) / Math.sqrt(near.second);
        }
        var groups = new ArrayList<Group>();
        for (var centre = 0; centre < centres.length; centre++) {
            var size = sizes[centre];
            if (size > 0) {
                groups.add(
                        new Group(
                                size,
                                Arrays.stream(sums[centre])
                                        .map(sum -> sum / size)
                                        .boxed()
                                        .toList()));
            }
        }
        groups.sort(
                Comparator.comparing(Group::size)
                        .reversed()
                        .thenComparing(group -> group.centre().toString()));
        return new Groups(
                groups, inertia, silhouette / plain.length, plain.length, table.dataHash());
    }

    /** The nearest centre, and the squares of the distances to it and to the second. */
    private record Near(int centre, double squared, double second) {

        static Near of(double[] row, double[][] centres) {
            var nearest = 0;
            var first = Double.POSITIVE_INFINITY;
            var second = Double.POSITIVE_INFINITY;
            for (var centre = 0; centre < centres.length; centre++) {
                var squared = 0.0;
                for (var column = 0; column < row.length; column++) {
                    var off = row[column] - centres[centre][column];
                    squared += off * off;
                }
                if (squared < first) {
                    second = first;
                    first = squared;
                    nearest = centre;
                } else if (squared < second) {
                    second = squared;
                }
            }
            return new Near(nearest, first, second);
        }
    }

    static double[][] scaled(double[][] plain, Grouping.Scale scale) {
        var scaled = Arrays.stream(plain).map(double[]::clone).toArray(double[][]::new);
        if (scale == Grouping.Scale.NONE || plain.length == 0) {
            return scaled;
        }
        for (var column = 0; column < plain[0].length; column++) {
            var sum = 0.0;
            for (var row : scaled) {
                if (scale == Grouping.Scale.LOG_STANDARD) {
                    row[column] = Math.copySign(Math.log1p(Math.abs(row[column])), row[column]);
                }
                sum += row[column];
            }
            var mean = sum / scaled.length;
            var squares = 0.0;
            for (var row : scaled) {
                row[column] -= mean;
                squares += row[column] * row[column];
            }
            var deviation = Math.sqrt(squares / scaled.length);
            for (var row : scaled) {
                // A feature that all have alike tells nobody from another.
                row[column] = deviation == 0 ? 0 : row[column] / deviation;
            }
        }
        return scaled;
    }
}
