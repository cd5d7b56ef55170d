package io.pondcrm.segmentation.clv.domain;

import java.util.Optional;
import java.util.function.Function;

/** All models. */
public interface ClvModels {

    /** The model of an id. */
    Optional<ClvModel> find(String id);

    /** The one in use: of all published ones that which was published last. */
    Optional<ClvModel> findInUse();

    /**
     * Changes a model.
     *
     * @param decision must be free of side effects: it runs again when another writer got in first
     * @return empty if there is no such model
     */
    Optional<ClvModelChange> change(String id, Function<ClvModel, ClvModelChange> decision);
}
