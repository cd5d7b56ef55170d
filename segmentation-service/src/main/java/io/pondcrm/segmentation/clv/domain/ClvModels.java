package io.pondcrm.segmentation.clv.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** All models. */
public interface ClvModels {

    /** The model of an id. */
    Optional<ClvModel> find(String id);

    /**
     * The one that was in use at a moment: of all that were published by then, and not retired yet,
     * that which was published last. A moment gone by keeps its model.
     */
    Optional<ClvModel> findInUse(Instant asOf);

    /**
     * Changes a model.
     *
     * @param decision must be free of side effects: it runs again when another writer got in first
     * @return empty if there is no such model
     */
    Optional<ClvModelChange> change(String id, Function<ClvModel, ClvModelChange> decision);
}
