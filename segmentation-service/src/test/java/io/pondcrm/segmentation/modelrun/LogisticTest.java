package io.pondcrm.segmentation.modelrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogisticTest {

    /**
     * L. C. Spector, M. Mazzeo, "Probit Analysis and Economic Education", Journal of Economic
     * Education 11, 1980, as W. H. Greene prints it in "Econometric Analysis": grade point average,
     * test score, whether taught by the new method, and whether the grade became better.
     */
    static final double[][] SPECTOR = {
        {2.66, 20, 0, 0}, {2.89, 22, 0, 0}, {3.28, 24, 0, 0}, {2.92, 12, 0, 0}, {4, 21, 0, 1},
        {2.86, 17, 0, 0}, {2.76, 17, 0, 0}, {2.87, 21, 0, 0}, {3.03, 25, 0, 0}, {3.92, 29, 0, 1},
        {2.63, 20, 0, 0}, {3.32, 23, 0, 0}, {3.57, 23, 0, 0}, {3.26, 25, 0, 1}, {3.53, 26, 0, 0},
        {2.74, 19, 0, 0}, {2.75, 25, 0, 0}, {2.83, 19, 0, 0}, {3.12, 23, 1, 0}, {3.16, 25, 1, 1},
        {2.06, 22, 1, 0}, {3.62, 28, 1, 1}, {2.89, 14, 1, 0}, {3.51, 26, 1, 0}, {3.54, 24, 1, 1},
        {2.83, 27, 1, 1}, {3.39, 17, 1, 1}, {2.67, 24, 1, 0}, {3.65, 21, 1, 1}, {4, 23, 1, 1},
        {3.1, 21, 1, 0}, {2.39, 19, 1, 1}
    };

    final HipparchusLogistic logistic = new HipparchusLogistic();

    /** Greene: -13.021, 2.826, 0.095, 2.379; R's glm and statsmodels give the further digits. */
    @Test
    void grades_depend_on_the_method_as_published() {
        var found = logistic.fit(rows(), better(), 0);

        assertThat(found.converged()).isTrue();
        assertThat(found.coefficients())
                .containsExactly(new double[] {-13.02135, 2.82611, 0.09516, 2.37869}, within(6e-6));
        assertThat(found.logLikelihood()).isCloseTo(-12.88963, within(5e-6));
    }

    /** With a ridge of 1, by SciPy's BFGS. */
    @Test
    void a_ridge_draws_all_but_the_intercept_to_nothing() {
        var found = logistic.fit(rows(), better(), 1);

        assertThat(found.coefficients())
                .containsExactly(
                        new double[] {-7.949008, 1.210087, 0.130152, 1.162145}, within(1e-5));
    }

    @Test
    void what_parts_the_rows_cleanly_stays_finite_with_a_ridge() {
        var found =
                logistic.fit(
                        new double[][] {{-2, 0}, {-1, 0}, {1, 0}, {2, 0}},
                        new boolean[] {false, false, true, true},
                        1);

        assertThat(found.converged()).isTrue();
        assertThat(found.coefficients()[1]).isBetween(0.5, 2.0);
        assertThat(found.coefficients()[2]).isCloseTo(0, within(1e-9));
        assertThat(found.probability(new double[] {2, 0})).isGreaterThan(0.8);
        assertThat(logistic.version()).matches("[0-9.]+");
    }

    private static double[][] rows() {
        var rows = new double[SPECTOR.length][];
        for (var row = 0; row < rows.length; row++) {
            rows[row] = new double[] {SPECTOR[row][0], SPECTOR[row][1], SPECTOR[row][2]};
        }
        return rows;
    }

    private static boolean[] better() {
        var better = new boolean[SPECTOR.length];
        for (var row = 0; row < better.length; row++) {
            better[row] = SPECTOR[row][3] == 1;
        }
        return better;
    }
}
