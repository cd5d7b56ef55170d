package io.pondcrm.segmentation.lifecycle.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lifecycle schemes there are: one that every customer is in, and those set up beside it. */
public interface LifecycleSchemes {

    /** The scheme that is always there; predicates and the matrix mean it if none is named. */
    LifecycleScheme main();

    /** Those beside the main one. */
    List<LifecycleScheme> listFurther();

    /** Empty without such a scheme. */
    Optional<LifecycleScheme> find(String id);

    /**
     * Sets up the scheme in four stages, unless it is there.
     *
     * @return whether it was made
     */
    boolean setUpFourStages(Instant at);

    /** How many customers each stage of a scheme has, by the last conclusions drawn. */
    Map<Stage, Long> count(LifecycleScheme scheme);
}
