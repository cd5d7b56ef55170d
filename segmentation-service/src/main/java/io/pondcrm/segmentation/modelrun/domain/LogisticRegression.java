package io.pondcrm.segmentation.modelrun.domain;

/** Finds how likely something happens by a row of numbers. */
public interface LogisticRegression {

    /**
     * @param rows all equally long, at least one
     * @param happened of each row
     * @param ridge how strongly coefficients are drawn to 0: half of it times the sum of their
     *     squares is taken off the log-likelihood; the intercept is left alone
     */
    Found fit(double[][] rows, boolean[] happened, double ridge);

    /** Who does it, for example {@code hipparchus-core}. */
    String library();

    /** Which version of it. */
    String version();

    /**
     * @param coefficients the intercept, then one for each column
     * @param logLikelihood without what is taken off for the ridge
     * @param converged whether it rose no more at the end
     */
    record Found(double[] coefficients, double logLikelihood, boolean converged) {

        /** How likely it happens. */
        public double probability(double[] row) {
            var sum = coefficients[0];
            for (var column = 0; column < row.length; column++) {
                sum += coefficients[column + 1] * row[column];
            }
            return 1 / (1 + Math.exp(-sum));
        }
    }
}
