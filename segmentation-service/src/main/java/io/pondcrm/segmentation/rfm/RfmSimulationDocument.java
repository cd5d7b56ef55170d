package io.pondcrm.segmentation.rfm;

import io.pondcrm.segmentation.MovePart;
import io.pondcrm.segmentation.definition.domain.Moves;
import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.rfm.domain.RfmSegment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A draft as it was when somebody tried it out, and what came of it.
 *
 * @param against the run in effect then; null if there was none
 * @param outcome what a run of the draft would have found; null until all customers were read
 * @param moves empty until then
 */
@Document("rfmSimulations")
@TypeAlias("rfmSimulation")
record RfmSimulationDocument(
        @Id String id,
        String modelId,
        RfmModelDocument model,
        @Nullable String against,
        Instant asOf,
        @Nullable OutcomePart outcome,
        List<MovePart> moves) {

    /** What a run has, but that it is nobody's. */
    record OutcomePart(
            int scored,
            RfmRunDocument.ScalePart recency,
            RfmRunDocument.ScalePart frequency,
            RfmRunDocument.ScalePart monetary,
            List<RfmRunDocument.Tally> segments,
            List<RfmRunDocument.Tally> cells) {}

    RfmSimulationDocument finished(RfmRun run, Moves<RfmSegment> moved) {
        var found = RfmRunDocument.of(run, asOf);
        return new RfmSimulationDocument(
                id,
                modelId,
                model,
                against,
                asOf,
                new OutcomePart(
                        found.scored(),
                        found.recency(),
                        found.frequency(),
                        found.monetary(),
                        found.segments(),
                        found.cells()),
                MovePart.of(moved));
    }

    /** What a run of the draft would have been; empty until all customers were read. */
    Optional<RfmRun> run() {
        return Optional.ofNullable(outcome)
                .map(it ->
                        new RfmRunDocument(
                                        id,
                                        modelId,
                                        0,
                                        model,
                                        asOf,
                                        it.scored(),
                                        it.recency(),
                                        it.frequency(),
                                        it.monetary(),
                                        it.segments(),
                                        it.cells(),
                                        asOf)
                                .toDomain());
    }
}
