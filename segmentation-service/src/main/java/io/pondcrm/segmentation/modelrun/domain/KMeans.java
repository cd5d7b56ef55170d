package io.pondcrm.segmentation.modelrun.domain;

import java.util.List;

/** Finds k centres so that rows lie near to one. */
public interface KMeans {

    /**
     * @param rows at least {@code k}, all equally long
     * @param seed of all randomness: equal rows and seed, equal centres
     * @param trials how often to begin anew; the best is kept
     */
    List<double[]> centres(double[][] rows, int k, long seed, int trials);

    /** Who does it, for example {@code hipparchus-clustering}. */
    String library();

    /** Which version of it. */
    String version();
}
