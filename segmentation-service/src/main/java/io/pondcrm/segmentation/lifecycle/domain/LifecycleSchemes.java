package io.pondcrm.segmentation.lifecycle.domain;

import io.pondcrm.segmentation.definition.domain.Editions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lifecycle schemes there are: one that every customer is in, and those set up beside it. */
public interface LifecycleSchemes {

    /** How many there may be beside the main one: each is looked at whenever a customer is. */
    int MAX_SCHEMES = 20;

    /** The scheme that is always there; predicates and the matrix mean it if none is named. */
    LifecycleScheme main();

    /** Those beside the main one that are in force, each with all its versions. */
    List<Editions<LifecycleScheme>> listFurther();

    /** A scheme with all its versions, in whatever state. */
    Optional<Editions<LifecycleScheme>> findEditions(String id);

    /** The version of a scheme that is in force; empty without such a scheme or version. */
    Optional<LifecycleScheme> find(String id);

    /** The version of a scheme that was in force at a moment; empty where there was none. */
    Optional<LifecycleScheme> findAt(String id, Instant moment);

    /**
     * Sets up the scheme in four stages, unless it is there, in whatever state.
     *
     * @param by the client that has it so
     * @return whether it was made
     */
    boolean setUpFourStages(Instant at, String by);

    /** How many customers each stage of a scheme has, by the last conclusions drawn. */
    Map<Stage, Long> count(LifecycleScheme scheme);
}
