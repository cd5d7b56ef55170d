package io.pondcrm.segmentation.clv;

import io.pondcrm.segmentation.MovePart;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.ValueClass;
import io.pondcrm.segmentation.definition.domain.Moves;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A fitted draft as it was when somebody tried it out, and what came of it.
 *
 * @param against the model in use at {@code asOf}; null if there was none
 * @param customers all who were looked at
 * @param moves null until all customers were
 */
@Document("clvSimulations")
@TypeAlias("clvSimulation")
record ClvSimulationDocument(
        @Id String id,
        String modelId,
        ClvModelDocument model,
        @Nullable ClvModelDocument against,
        Instant asOf,
        long customers,
        @Nullable List<MovePart> moves) {

    /** Nobody's until all customers were looked at. */
    Moves<ValueClass> found() {
        return moves == null ? Moves.none() : MovePart.toDomain(moves, ValueClass.class);
    }

    ClvModel draft() {
        return model.toDomain();
    }

    /** Null if there was none in use. */
    @Nullable ClvModel current() {
        return against == null ? null : against.toDomain();
    }

    ClvSimulationDocument finished(Moves<ValueClass> found, long looked) {
        return new ClvSimulationDocument(
                id, modelId, model, against, asOf, looked, MovePart.of(found));
    }
}
