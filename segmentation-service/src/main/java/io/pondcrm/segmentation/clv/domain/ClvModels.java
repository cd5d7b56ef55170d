package io.pondcrm.segmentation.clv.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** All models. */
public interface ClvModels {

    /** The model of an id. */
    Optional<ClvModel> find(String id);

    /** Which was in use when. */
    ClvUses uses();

    /** The one that was in use at a moment; empty if none was. */
    default Optional<ClvModel> findInUse(Instant asOf) {
        return uses().at(asOf);
    }

    /**
     * Changes a model.
     *
     * @param decision must be free of side effects: it runs again when another writer got in first
     * @return empty if there is no such model
     */
    Optional<ClvModelChange> change(String id, Function<ClvModel, ClvModelChange> decision);
}
