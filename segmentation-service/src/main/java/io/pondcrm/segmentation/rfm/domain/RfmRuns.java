package io.pondcrm.segmentation.rfm.domain;

import java.util.List;

/** All runs of all models. */
public interface RfmRuns {

    /**
     * The run of each model by which customers are scored now: the latest moment, then the last.
     */
    List<RfmRun> listLatest();

    /** By which run a model's customers are scored when; deciding nothing without such a model. */
    RfmTerms terms(String model);
}
