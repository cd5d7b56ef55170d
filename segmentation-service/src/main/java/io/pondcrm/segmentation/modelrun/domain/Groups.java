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
 * @param placing by what others are placed in these groups
 */
public record Groups(
        List<Group> groups,
        double inertia,
        double silhouette,
        int customers,
        String dataHash,
        Placing placing) {

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
        var scale = Placing.scaleOf(plain, asked.scale());
        var scaled = Arrays.stream(plain).map(scale::scaled).toArray(double[][]::new);
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
        var found = new ArrayList<Found>();
        for (var centre = 0; centre < centres.length; centre++) {
            var size = sizes[centre];
            if (size > 0) {
                var group =
                        new Group(
                                size,
                                Arrays.stream(sums[centre])
                                        .map(sum -> sum / size)
                                        .boxed()
                                        .toList());
                found.add(new Found(group, Placing.Place.of(centres[centre])));
            }
        }
        found.sort(
                Comparator.comparing((Found it) -> it.group.size())
                        .reversed()
                        .thenComparing(it -> it.group.centre().toString()));
        return new Groups(
                found.stream().map(Found::group).toList(),
                inertia,
                silhouette / plain.length,
                plain.length,
                table.dataHash(),
                scale.with(found.stream().map(Found::place).toList()));
    }

    private record Found(Group group, Placing.Place place) {}

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
}
