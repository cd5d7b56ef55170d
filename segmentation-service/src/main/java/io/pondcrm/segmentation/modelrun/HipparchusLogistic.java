package io.pondcrm.segmentation.modelrun;

import io.pondcrm.segmentation.modelrun.domain.LogisticRegression;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.springframework.stereotype.Component;

/**
 * Newton's method (iteratively reweighted least squares: P. McCullagh, J. A. Nelder, "Generalized
 * Linear Models", 1989, section 4.4) on the linear algebra of Hipparchus (Apache License 2.0).
 * Nothing in it is random. A step that goes too far is halved.
 */
@Component
class HipparchusLogistic implements LogisticRegression {

    private static final String LIBRARY = "hipparchus-core";
    private static final int MOST_STEPS = 100;
    private static final int MOST_HALVINGS = 30;
    private static final double LEVEL = 1e-10;

    /** Keeps the matrix invertible where a column says nothing. */
    private static final double FLOOR = 1e-9;

    @Override
    public Found fit(double[][] rows, boolean[] happened, double ridge) {
        var columns = rows[0].length + 1;
        var at = new double[columns];
        var value = penalized(rows, happened, at, ridge);
        for (var step = 0; step < MOST_STEPS; step++) {
            var gradient = new double[columns];
            var curvature = new double[columns][columns];
            slope(rows, happened, at, ridge, gradient, curvature);
            var largest = 0.0;
            for (var column = 0; column < columns; column++) {
                largest = Math.max(largest, Math.abs(gradient[column]));
            }
            if (largest <= LEVEL * rows.length) {
                return found(rows, happened, at, true);
            }
            var move =
                    new CholeskyDecomposition(new Array2DRowRealMatrix(curvature, false), 1e-9, 0)
                            .getSolver()
                            .solve(new ArrayRealVector(gradient, false))
                            .toArray();
            var length = 1.0;
            var next = moved(at, move, length);
            var better = penalized(rows, happened, next, ridge);
            for (var halving = 0; halving < MOST_HALVINGS && !(better > value); halving++) {
                length /= 2;
                next = moved(at, move, length);
                better = penalized(rows, happened, next, ridge);
            }
            if (!(better > value)) {
                // All digits are spent.
                return found(rows, happened, at, true);
            }
            at = next;
            value = better;
        }
        return found(rows, happened, at, false);
    }

    private static Found found(
            double[][] rows, boolean[] happened, double[] at, boolean converged) {
        return new Found(at, penalized(rows, happened, at, 0), converged);
    }

    private static double[] moved(double[] from, double[] move, double length) {
        var to = from.clone();
        for (var column = 0; column < to.length; column++) {
            to[column] += length * move[column];
        }
        return to;
    }

    private static double linear(double[] row, double[] at) {
        var sum = at[0];
        for (var column = 0; column < row.length; column++) {
            sum += at[column + 1] * row[column];
        }
        return sum;
    }

    private static double penalized(
            double[][] rows, boolean[] happened, double[] at, double ridge) {
        var sum = 0.0;
        for (var row = 0; row < rows.length; row++) {
            var linear = linear(rows[row], at);
            var against = happened[row] ? -linear : linear;
            // ln(1 + e^x) that overflows nowhere.
            sum -= Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
        }
        for (var column = 1; column < at.length; column++) {
            sum -= ridge / 2 * at[column] * at[column];
        }
        return sum;
    }

    /**
     * @param gradient gets the derivatives
     * @param curvature gets the negative second derivatives
     */
    private static void slope(
            double[][] rows,
            boolean[] happened,
            double[] at,
            double ridge,
            double[] gradient,
            double[][] curvature) {
        for (var row = 0; row < rows.length; row++) {
            var probability = 1 / (1 + Math.exp(-linear(rows[row], at)));
            var rest = (happened[row] ? 1 : 0) - probability;
            var weight = probability * (1 - probability);
            for (var one = 0; one < at.length; one++) {
                var value = one == 0 ? 1 : rows[row][one - 1];
                gradient[one] += rest * value;
                for (var other = 0; other <= one; other++) {
                    curvature[one][other] +=
                            weight * value * (other == 0 ? 1 : rows[row][other - 1]);
                }
            }
        }
        for (var one = 0; one < at.length; one++) {
            if (one > 0) {
                gradient[one] -= ridge * at[one];
                curvature[one][one] += ridge;
            }
            curvature[one][one] += FLOOR;
            for (var other = 0; other < one; other++) {
                curvature[other][one] = curvature[one][other];
            }
        }
    }

    @Override
    public String library() {
        return LIBRARY;
    }

    @Override
    public String version() {
        return HipparchusLibrary.version(LIBRARY, CholeskyDecomposition.class);
    }
}
