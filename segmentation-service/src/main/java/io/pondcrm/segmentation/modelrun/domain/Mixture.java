package io.pondcrm.segmentation.modelrun.domain;

import io.pondcrm.segmentation.score.domain.InputsHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Customers who buy alike, where groups may overlap, be long or wide: a mixture of normal
 * distributions, each with a covariance matrix of its own.
 *
 * @param components the heaviest first
 * @param logLikelihood of all rows, on the scale of the search
 * @param criterion twice the log-likelihood less the number of parameters times ln n: the Bayesian
 *     information criterion (G. Schwarz 1978) as C. Fraley and A. E. Raftery write it (JASA 97,
 *     2002), the larger the better
 * @param converged whether the likelihood rose no more at the end
 * @param dataHash of what was grouped
 * @param placing by what others are placed in these components; null in mixtures of before that was
 *     kept
 */
public record Mixture(
        List<Component> components,
        double logLikelihood,
        double criterion,
        boolean converged,
        int customers,
        String dataHash,
        @Nullable Placing placing) {

    /** More are too many: each step looks at each row with each component. */
    public static final int MOST_ROWS = 100_000;

    /**
     * @param weight its share of all rows; they add up to 1
     * @param size how many rows it is the likeliest of
     * @param centre the mean of each feature, in its own unit, rows weighing what belongs here
     * @param spread the standard deviation of each feature likewise
     */
    public record Component(double weight, int size, List<Double> centre, List<Double> spread) {

        public Component {
            centre = List.copyOf(centre);
            spread = List.copyOf(spread);
        }
    }

    public Mixture {
        components = List.copyOf(components);
    }

    /** Names the outcome: equal components, equal hash. */
    public String hash() {
        return InputsHash.of("%s|%s".formatted(components, logLikelihood));
    }

    /**
     * Begins at the groups that k-means finds with the seed, which so is that of all randomness.
     *
     * @param table with at least as many different rows as components are asked for
     * @return empty if a component shrank to a point or a line, whose likelihood has no limit
     */
    public static Optional<Mixture> of(
            Grouping asked, FeatureTable table, KMeans kMeans, GaussianMixture mixture) {
        var plain = table.rows();
        var scale = Placing.scaleOf(plain, asked.scale());
        var scaled = Arrays.stream(plain).map(scale::scaled).toArray(double[][]::new);
        var centres = kMeans.centres(scaled, asked.k(), asked.seed(), Grouping.TRIALS);
        return mixture.fit(scaled, centres)
                .map(found -> described(found, plain, asked.k(), table.dataHash(), scale));
    }

    private static Mixture described(
            GaussianMixture.Found found, double[][] plain, int k, String dataHash, Placing scale) {
        var columns = plain[0].length;
        var sizes = new int[k];
        var weights = new double[k];
        var sums = new double[k][columns];
        for (var row = 0; row < plain.length; row++) {
            var belongs = found.belongs()[row];
            var likeliest = 0;
            for (var component = 0; component < k; component++) {
                if (belongs[component] > belongs[likeliest]) {
                    likeliest = component;
                }
                weights[component] += belongs[component];
                for (var column = 0; column < columns; column++) {
                    sums[component][column] += belongs[component] * plain[row][column];
                }
            }
            sizes[likeliest]++;
        }
        var squares = new double[k][columns];
        for (var row = 0; row < plain.length; row++) {
            for (var component = 0; component < k; component++) {
                for (var column = 0; column < columns; column++) {
                    var off = plain[row][column] - sums[component][column] / weights[component];
                    squares[component][column] += found.belongs()[row][component] * off * off;
                }
            }
        }
        var components = new ArrayList<Placeable>(k);
        for (var component = 0; component < k; component++) {
            var centre = new ArrayList<Double>(columns);
            var spread = new ArrayList<Double>(columns);
            for (var column = 0; column < columns; column++) {
                centre.add(sums[component][column] / weights[component]);
                spread.add(Math.sqrt(squares[component][column] / weights[component]));
            }
            components.add(
                    new Placeable(
                            new Component(
                                    weights[component] / plain.length,
                                    sizes[component],
                                    centre,
                                    spread),
                            found.places().get(component)));
        }
        components.sort(
                Comparator.comparing((Placeable it) -> it.component.weight())
                        .reversed()
                        .thenComparing(it -> it.component.centre().toString()));
        var parameters = k * (columns + columns * (columns + 1) / 2.0) + k - 1;
        return new Mixture(
                components.stream().map(Placeable::component).toList(),
                found.logLikelihood(),
                2 * found.logLikelihood() - parameters * Math.log(plain.length),
                found.converged(),
                plain.length,
                dataHash,
                scale.with(components.stream().map(Placeable::place).toList()));
    }

    private record Placeable(Component component, Placing.Place place) {}
}
