package io.pondcrm.segmentation.clv.domain;

import io.pondcrm.segmentation.definition.domain.Editions;
import java.time.Instant;
import java.util.Optional;

/** All models of lifetime value with their versions. */
public interface ClvModels {

    /** The model of an id. */
    Optional<Editions<ClvModel>> find(String id);

    /** Which was in use when. */
    ClvUses uses();

    /** The one that was in use at a moment; empty if none was. */
    default Optional<ClvModel> findInUse(Instant asOf) {
        return uses().at(asOf);
    }

    /**
     * The version of a model that a caller means who names it: the one in force at the moment;
     * where none was, the published one, else the last.
     */
    default Optional<ClvModel> findNamed(String id, Instant asOf) {
        return find(id).map(it -> it.inForceAt(asOf).orElse(it.shown().definition()));
    }
}
