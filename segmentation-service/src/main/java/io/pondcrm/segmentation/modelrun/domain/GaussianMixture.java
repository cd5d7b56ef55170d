package io.pondcrm.segmentation.modelrun.domain;

import java.util.List;
import java.util.Optional;

/** Finds normal distributions of which rows are likely drawn, by expectation maximization. */
public interface GaussianMixture {

    /**
     * @param rows all equally long
     * @param centres where to begin: each row belongs to the nearest at first
     * @return empty if a distribution shrank to nothing; else the same for the same rows
     */
    Optional<Found> fit(double[][] rows, List<double[]> centres);

    /** Who does it, for example {@code hipparchus-stat}. */
    String library();

    /** Which version of it. */
    String version();

    /**
     * @param belongs with which probability each row belongs to each distribution
     * @param places where each distribution lies
     * @param logLikelihood of all rows
     * @param converged whether it rose no more at the end
     */
    record Found(
            double[][] belongs,
            List<Placing.Place> places,
            double logLikelihood,
            boolean converged) {}
}
