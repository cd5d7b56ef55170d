package io.pondcrm.segmentation.modelrun;

import io.pondcrm.segmentation.modelrun.domain.GaussianMixture;
import io.pondcrm.segmentation.modelrun.domain.Placing;
import java.util.List;
import java.util.Optional;
import org.hipparchus.distribution.multivariate.MixtureMultivariateNormalDistribution;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.stat.fitting.MultivariateNormalMixtureExpectationMaximization;
import org.springframework.stereotype.Component;

/** Expectation maximization of Hipparchus (Apache License 2.0). */
@Component
class HipparchusMixture implements GaussianMixture {

    private static final String LIBRARY = "hipparchus-stat";
    private static final int MOST_STEPS = 500;

    /** What the mean log-likelihood has to rise by for another step. */
    private static final double RISE = 1e-8;

    /** Keeps a group of few rows from beginning as a line: added to each variance at first. */
    private static final double ROUND = 1e-3;

    @Override
    public Optional<Found> fit(double[][] rows, List<double[]> centres) {
        var search = new MultivariateNormalMixtureExpectationMaximization(rows);
        var converged = true;
        try {
            search.fit(start(rows, centres), MOST_STEPS, RISE);
        } catch (MathIllegalStateException _) {
            converged = false;
        } catch (MathIllegalArgumentException _) {
            // A covariance matrix that can't be inverted.
            return Optional.empty();
        }
        var found = search.getFittedModel().getComponents();
        var belongs = new double[rows.length][found.size()];
        var logLikelihood = 0.0;
        for (var row = 0; row < rows.length; row++) {
            var density = 0.0;
            for (var component = 0; component < found.size(); component++) {
                var part = found.get(component);
                belongs[row][component] = part.getFirst() * part.getSecond().density(rows[row]);
                density += belongs[row][component];
            }
            for (var component = 0; component < found.size(); component++) {
                belongs[row][component] /= density;
            }
            logLikelihood += Math.log(density);
        }
        return Double.isFinite(logLikelihood)
                ? Optional.of(
                        new Found(
                                belongs,
                                found.stream()
                                        .map(it ->
                                                Placing.Place.of(
                                                        it.getFirst(),
                                                        it.getSecond().getMeans(),
                                                        it.getSecond().getCovariances().getData()))
                                        .toList(),
                                logLikelihood,
                                converged))
                : Optional.empty();
    }

    /** Each row belongs to the nearest centre. */
    private static MixtureMultivariateNormalDistribution start(
            double[][] rows, List<double[]> centres) {
        var k = centres.size();
        var columns = rows[0].length;
        var weights = new double[k];
        var covariances = new double[k][columns][columns];
        for (var row : rows) {
            var nearest = nearest(row, centres);
            var centre = centres.get(nearest);
            weights[nearest]++;
            for (var one = 0; one < columns; one++) {
                for (var other = 0; other < columns; other++) {
                    covariances[nearest][one][other] +=
                            (row[one] - centre[one]) * (row[other] - centre[other]);
                }
            }
        }
        for (var component = 0; component < k; component++) {
            for (var one = 0; one < columns; one++) {
                for (var other = 0; other < columns; other++) {
                    covariances[component][one][other] /= Math.max(1, weights[component]);
                }
                covariances[component][one][one] += ROUND;
            }
            weights[component] /= rows.length;
        }
        return new MixtureMultivariateNormalDistribution(
                weights, centres.toArray(double[][]::new), covariances);
    }

    private static int nearest(double[] row, List<double[]> centres) {
        var nearest = 0;
        var least = Double.POSITIVE_INFINITY;
        for (var centre = 0; centre < centres.size(); centre++) {
            var squared = 0.0;
            for (var column = 0; column < row.length; column++) {
                var off = row[column] - centres.get(centre)[column];
                squared += off * off;
            }
            if (squared < least) {
                least = squared;
                nearest = centre;
            }
        }
        return nearest;
    }

    @Override
    public String library() {
        return LIBRARY;
    }

    @Override
    public String version() {
        return HipparchusLibrary.version(
                LIBRARY, MultivariateNormalMixtureExpectationMaximization.class);
    }
}
