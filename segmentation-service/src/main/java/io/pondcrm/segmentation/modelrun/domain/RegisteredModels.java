package io.pondcrm.segmentation.modelrun.domain;

/** The registry of models, for features that make some of their own. */
public interface RegisteredModels {

    /**
     * Keeps a fit as the next version of its name; the same one again changes nothing.
     *
     * @param id begins with {@code mdl_}; the same in each attempt
     */
    void register(String id, LifetimeValueFit fit);
}
