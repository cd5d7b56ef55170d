package io.pondcrm.segmentation.clv.domain;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Finds the minimum of a smooth function of a few variables by the method of Broyden, Fletcher,
 * Goldfarb and Shanno, with a line search by bisection for the weak Wolfe conditions (Lewis &amp;
 * Overton 2013). The same numbers come out on every run.
 */
final class Bfgs {

    private static final int MAX_STEPS = 400;
    private static final int MAX_TRIALS = 50;

    /** No variable leaves this range: parameters are their exponentials. */
    private static final double BOUND = 16;

    private Bfgs() {}

    /** A function with its gradient. */
    @FunctionalInterface
    interface Objective {
        /**
         * @param gradient to be filled
         * @return the value
         */
        double at(double[] point, double[] gradient);
    }

    /**
     * Where the search ended.
     *
     * @param converged whether the slope is as good as nothing there
     */
    record Minimum(double[] point, double value, int steps, boolean converged) {}

    /** A function whose gradient is taken by central differences. */
    static Objective differentiated(ToDoubleFunction<double[]> function) {
        var half = 3e-5;
        return (point, gradient) -> {
            for (var index = 0; index < point.length; index++) {
                var moved = point.clone();
                moved[index] = point[index] + half;
                var above = function.applyAsDouble(moved);
                moved[index] = point[index] - half;
                gradient[index] = (above - function.applyAsDouble(moved)) / (2 * half);
            }
            return function.applyAsDouble(point);
        };
    }

    /**
     * @param slope the search ends where no partial derivative is larger
     */
    static Minimum minimize(Objective objective, double[] start, double slope) {
        var n = start.length;
        var point = start.clone();
        var gradient = new double[n];
        var value = objective.at(point, gradient);
        var inverse = new double[n][];
        var isFresh = true;
        for (var step = 0; step < MAX_STEPS; step++) {
            if (largest(gradient) <= slope) {
                return new Minimum(point, value, step, true);
            }
            if (isFresh) {
                inverse = identity(n, 1 / Math.max(1, largest(gradient)));
            }
            var direction = times(inverse, gradient);
            for (var index = 0; index < n; index++) {
                direction[index] = -direction[index];
            }
            var descent = dot(direction, gradient);
            if (!(descent < 0)) {
                inverse = identity(n, 1);
                direction = Arrays.stream(gradient).map(it -> -it).toArray();
                descent = dot(direction, gradient);
            }

            var low = 0.0;
            var high = Double.POSITIVE_INFINITY;
            var length = Math.min(1, 4 / largest(direction));
            var next = point;
            var nextGradient = new double[n];
            var nextValue = value;
            for (var trial = 0; trial < MAX_TRIALS; trial++) {
                next = along(point, direction, length);
                nextValue = objective.at(next, nextGradient);
                if (!(nextValue <= value + 1e-4 * length * descent)) {
                    high = length;
                } else if (dot(direction, nextGradient) < 0.9 * descent && isInside(next)) {
                    low = length;
                } else {
                    break;
                }
                length = high < Double.POSITIVE_INFINITY ? (low + high) / 2 : 2 * length;
            }
            if (!(nextValue < value)) {
                if (isFresh) {
                    // Not even straight downhill: all digits are spent.
                    return new Minimum(point, value, step, largest(gradient) <= 100 * slope);
                }
                isFresh = true;
                continue;
            }
            isFresh = !update(inverse, minus(next, point), minus(nextGradient, gradient), isFresh);
            point = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return new Minimum(point, value, MAX_STEPS, false);
    }

    /** Learns the curvature from one step; false if there is none to learn. */
    private static boolean update(double[][] inverse, double[] s, double[] y, boolean isFirst) {
        var sy = dot(s, y);
        if (!(sy > 1e-16 * Math.sqrt(dot(s, s) * dot(y, y)))) {
            return false;
        }
        var n = s.length;
        if (isFirst) {
            var scale = sy / dot(y, y);
            for (var row = 0; row < n; row++) {
                for (var column = 0; column < n; column++) {
                    inverse[row][column] = row == column ? scale : 0;
                }
            }
        }
        var hy = times(inverse, y);
        var factor = (1 + dot(y, hy) / sy) / sy;
        for (var row = 0; row < n; row++) {
            for (var column = 0; column < n; column++) {
                inverse[row][column] +=
                        factor * s[row] * s[column]
                                - (hy[row] * s[column] + s[row] * hy[column]) / sy;
            }
        }
        return true;
    }

    private static boolean isInside(double[] point) {
        return largest(point) < BOUND;
    }

    private static double[] along(double[] from, double[] direction, double length) {
        var to = new double[from.length];
        for (var index = 0; index < to.length; index++) {
            to[index] = Math.clamp(from[index] + length * direction[index], -BOUND, BOUND);
        }
        return to;
    }

    private static double[][] identity(int n, double scale) {
        var matrix = new double[n][n];
        for (var index = 0; index < n; index++) {
            matrix[index][index] = scale;
        }
        return matrix;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        return Arrays.stream(matrix).mapToDouble(row -> dot(row, vector)).toArray();
    }

    private static double dot(double[] a, double[] b) {
        var sum = 0.0;
        for (var index = 0; index < a.length; index++) {
            sum += a[index] * b[index];
        }
        return sum;
    }

    private static double[] minus(double[] a, double[] b) {
        var difference = new double[a.length];
        for (var index = 0; index < a.length; index++) {
            difference[index] = a[index] - b[index];
        }
        return difference;
    }

    private static double largest(double[] vector) {
        var largest = 0.0;
        for (var value : vector) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
