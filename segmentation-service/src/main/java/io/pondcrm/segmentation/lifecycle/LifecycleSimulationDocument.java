package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.segmentation.MovePart;
import io.pondcrm.segmentation.definition.domain.Moves;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A draft as it was when somebody tried it out, and what came of it.
 *
 * @param against the version in force at {@code asOf}; null if there was none
 * @param customers all who were looked at
 * @param moves null until all customers were
 */
@Document("lifecycleSimulations")
@TypeAlias("lifecycleSimulation")
record LifecycleSimulationDocument(
        @Id String id,
        String scheme,
        StageRulesDocument rules,
        @Nullable StageRulesDocument against,
        Instant asOf,
        long customers,
        @Nullable List<MovePart> moves) {

    /** Nobody's until all customers were looked at. */
    Moves<Stage> found() {
        return moves == null ? Moves.none() : MovePart.toDomain(moves, Stage.class);
    }

    LifecycleScheme draft() {
        return rules.toDomain(scheme);
    }

    /** Null if there was none in force. */
    @Nullable LifecycleScheme current() {
        return against == null ? null : against.toDomain(scheme);
    }

    LifecycleSimulationDocument finished(Moves<Stage> found, long looked) {
        return new LifecycleSimulationDocument(
                id, scheme, rules, against, asOf, looked, MovePart.of(found));
    }
}
