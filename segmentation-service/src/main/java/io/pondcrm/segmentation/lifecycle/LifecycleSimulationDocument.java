package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.segmentation.definition.domain.Moves;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
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

    /**
     * @param from null for who is in no stage
     * @param to null for who would be in none
     */
    record MovePart(@Nullable String from, @Nullable String to, long customers) {

        static List<MovePart> of(Moves<Stage> moves) {
            return moves.counts().entrySet().stream()
                    .map(it ->
                            new MovePart(
                                    name(it.getKey().from()),
                                    name(it.getKey().to()),
                                    it.getValue()))
                    .toList();
        }

        private static @Nullable String name(@Nullable Stage stage) {
            return stage == null ? null : stage.name();
        }

        Moves.Move<Stage> move() {
            return new Moves.Move<>(stage(from), stage(to));
        }

        private static @Nullable Stage stage(@Nullable String name) {
            return name == null ? null : Stage.valueOf(name);
        }

        static Moves<Stage> toDomain(List<MovePart> parts) {
            var counts = new TreeMap<Moves.Move<Stage>, Long>();
            parts.forEach(it -> counts.put(it.move(), it.customers));
            return new Moves<>(counts);
        }
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
