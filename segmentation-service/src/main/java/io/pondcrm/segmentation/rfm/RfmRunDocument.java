package io.pondcrm.segmentation.rfm;

import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.rfm.domain.RfmSegment;
import io.pondcrm.segmentation.rfm.domain.Scale;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/** How a run lies in MongoDB; once there it never changes. */
@Document("rfmRuns")
@TypeAlias("rfmRun")
@CompoundIndex(name = "number", def = "{'modelId': 1, 'number': 1}", unique = true)
@CompoundIndex(name = "asOf", def = "{'modelId': 1, 'asOf': 1, 'number': 1}")
record RfmRunDocument(
        @Id String id,
        String modelId,
        int number,
        RfmModelDocument model,
        Instant asOf,
        int scored,
        ScalePart recency,
        ScalePart frequency,
        ScalePart monetary,
        List<Tally> segments,
        List<Tally> cells,
        Instant finishedAt) {

    /**
     * @param mean null in runs of before there were grids that ask for it
     * @param median likewise
     */
    record ScalePart(
            List<CutPart> cuts,
            List<Long> percentiles,
            @Nullable Long mean,
            @Nullable Long median) {

        static ScalePart of(Scale scale) {
            return new ScalePart(
                    scale.lastOfScore().stream()
                            .map(cut -> new CutPart(cut.value(), cut.customer()))
                            .toList(),
                    scale.percentiles(),
                    scale.mean(),
                    scale.median());
        }

        Scale toDomain() {
            return new Scale(
                    cuts.stream().map(cut -> new Scale.Cut(cut.value(), cut.customer())).toList(),
                    percentiles,
                    mean == null ? 0 : mean,
                    median == null ? 0 : median);
        }
    }

    record CutPart(long value, String customer) {}

    record Tally(String name, int customers) {}

    static RfmRunDocument of(RfmRun run, Instant finishedAt) {
        return new RfmRunDocument(
                run.id(),
                run.model().id(),
                run.number(),
                RfmModelDocument.of(run.model()),
                run.asOf(),
                run.scored(),
                ScalePart.of(run.recency()),
                ScalePart.of(run.frequency()),
                ScalePart.of(run.monetary()),
                run.segments().entrySet().stream()
                        .map(it -> new Tally(it.getKey().name(), it.getValue()))
                        .toList(),
                run.cells().entrySet().stream()
                        .map(it -> new Tally(it.getKey(), it.getValue()))
                        .toList(),
                finishedAt);
    }

    RfmRun toDomain() {
        var inSegments = new EnumMap<RfmSegment, Integer>(RfmSegment.class);
        segments.forEach(it -> inSegments.put(RfmSegment.valueOf(it.name()), it.customers()));
        var inCells = new TreeMap<String, Integer>();
        cells.forEach(it -> inCells.put(it.name(), it.customers()));
        return new RfmRun(
                id,
                number,
                model.toDomain(),
                asOf,
                scored,
                recency.toDomain(),
                frequency.toDomain(),
                monetary.toDomain(),
                inSegments,
                inCells);
    }
}
